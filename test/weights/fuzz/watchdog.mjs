import { writeSync } from "node:fs";
import { isMainThread, Worker, workerData } from "node:worker_threads";

const PATIENCE = 30_000;

/**
 * Ends the process where one case takes half a minute: a loop without end cannot be stopped from within.
 * @returns {{ at(index: number): void, rest(): void, end(): Promise<unknown> }} tell it of each case before it begins, and when none is at work
 */
export function watch() {
  const memory = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(new URL(import.meta.url), { workerData: memory });
  worker.unref();
  return {
    at(index) {
      Atomics.store(memory, 0, index);
      Atomics.add(memory, 1, 1);
    },
    rest: () => void Atomics.store(memory, 0, -1),
    end: () => worker.terminate(),
  };
}

if (!isMainThread && workerData instanceof Int32Array) {
  const memory = /** @type {Int32Array} */ (workerData);
  let before = -1;
  setInterval(() => {
    const now = Atomics.load(memory, 1);
    if (now === before && Atomics.load(memory, 0) >= 0) {
      writeSync(
        2,
        `\nFAILED: case ${Atomics.load(memory, 0)} has gone on for ${PATIENCE / 1000} s\n`,
      );
      writeSync(1, "0 passed, 1 failed\n");
      process.kill(process.pid, "SIGKILL");
    }
    before = now;
  }, PATIENCE);
}
