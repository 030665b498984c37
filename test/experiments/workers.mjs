import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Failure } from "../../kernel-setup/failure.mjs";

/**
 * Does runs of an experiment in several processes, each the next that nobody has begun.
 * @param {string} name
 * @param {readonly import("./store.mjs").Wanted[]} runs
 * @param {number} count
 * @param {(run: import("./store.mjs").Run) => void} done
 */
export async function onWorkers(name, runs, count, done) {
  const left = [...runs];
  const lane = async () => {
    const worker = fork(join(import.meta.dirname, "worker.mjs"));
    const died = once(worker, "exit").then(([code, signal]) => [
      { error: `its process ended (${signal ?? code})` },
    ]);
    try {
      for (let run = left.shift(); run; run = left.shift()) {
        worker.send({ name, ...run });
        const [{ figures, error }] = await Promise.race([once(worker, "message"), died]);
        if (error)
          throw new Failure(`${name}, ${JSON.stringify(run.case)}, seed ${run.seed}: ${error}`);
        done({ ...run, figures });
      }
    } finally {
      left.length = 0;
      worker.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, runs.length) }, lane));
}
