import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** @typedef {import("./host.mjs").Request} Request @typedef {import("./host.mjs").Answer} Answer */

/** @type {Set<import("node:child_process").ChildProcess>} */
const hosts = new Set();

/** @param {import("node:child_process").ChildProcess} child */
function endTree(child) {
  hosts.delete(child);
  if (process.platform === "win32") spawnSync("taskkill", ["/pid", `${child.pid}`, "/T", "/F"]);
  else
    try {
      process.kill(-Number(child.pid), "SIGKILL");
    } catch {
      // All of it has ended already.
    }
}
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
  process.once(signal, () => {
    hosts.forEach(endTree);
    process.exit(1);
  });

/** One process that runs tests: ended and begun anew where it gives no answer in time. */
export function makeHost() {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  const start = async () => {
    // In a group of its own, which ends as a whole: the tests run in a child of it, which a mutant may keep from hearing.
    const stdio = /** @type {import("node:child_process").StdioOptions} */ ([
      "ignore",
      "ignore",
      "ignore",
      "ipc",
    ]);
    child = fork(join(import.meta.dirname, "host.mjs"), [], { stdio, detached: true });
    hosts.add(child);
    await once(child, "message");
    return child;
  };
  return {
    /**
     * @param {Request} request
     * @param {number} limit milliseconds
     * @returns {Promise<Answer | "timeout" | "crash">} crash: the process ended, as for lack of memory
     */
    async ask(request, limit) {
      const asked = child ?? (await start());
      asked.send(request);
      const answer = await new Promise((resolve) => {
        const timer = setTimeout(() => done("timeout"), limit);
        const crash = () => done("crash");
        const done = (/** @type {unknown} */ what) => {
          clearTimeout(timer);
          asked.off("message", done).off("exit", crash);
          resolve(what);
        };
        asked.on("message", done).on("exit", crash);
      });
      if (typeof answer === "string") this.end();
      return answer;
    },
    end() {
      if (child) endTree(child);
      child = undefined;
    },
  };
}

/** @typedef {ReturnType<typeof makeHost>} Host */
/**
 * Does work on everything of a list, on so many hosts at a time.
 * @template T
 * @param {number} count
 * @param {Iterable<T>} list
 * @param {(item: T, host: Host) => Promise<void>} work
 */
export async function onHosts(count, list, work) {
  const rest = [...list];
  const lanes = Array.from({ length: count }, async () => {
    const host = makeHost();
    try {
      while (rest.length > 0) await work(/** @type {T} */ (rest.shift()), host);
    } catch (error) {
      rest.length = 0; // the other lanes end too
      throw error;
    } finally {
      host.end();
    }
  });
  await Promise.all(lanes);
}
