import { arch, cpus, platform, totalmem } from "node:os";

/** What the figures were taken on: no names of hosts, no paths. */
export const machine = () => ({
  processor: cpus()[0]?.model.trim() ?? "unknown",
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${platform()} ${arch()}`,
});
