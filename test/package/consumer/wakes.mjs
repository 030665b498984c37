/**
 * Counts the messages that wake a worker from now on. The package sends one only to a worker that has loaded the
 * program, and then leaves rows to it: where such runs have the right bits, the worker did its share.
 * @returns {() => number} how many so far
 */
export function countWakes() {
  const node = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  const Worker = /** @type {any} */ (node ?? globalThis).Worker;
  if (!Worker) return () => 0;
  let wakes = 0;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (
    /** @type {any} */ message,
    /** @type {any[]} */ ...more
  ) {
    if (!message.load && !message.drop) wakes += 1;
    return post.call(this, message, ...more);
  };
  return () => wakes;
}
