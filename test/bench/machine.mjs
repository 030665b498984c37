import { arch, cpus, loadavg, platform, totalmem } from "node:os";

/** What the figures were taken on: no names of hosts, no paths. */
export const machine = () => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${platform()} ${arch()}`,
});

/**
 * How many programs were at work on average before we began. Two threads that share their cores with others wait for
 * each other, PyTorch's above all, so that figures from a busy machine are not worth keeping.
 */
export const busy = () => Math.round(100 * loadavg()[0]) / 100;
