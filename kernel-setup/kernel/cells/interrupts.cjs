"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// Running a cell so that Stop always works, seen from the main thread (stopper.cjs is the other
// side). A loop that reads the signal ends by itself; a cell that awaits is left behind; a loop
// that lets nothing else run is ended by V8, which skips even the kernel's own frames beneath it.

// Taken before a cell can put something else in its place.
const { setTimeout } = require("node:timers");
const { MessageChannel } = require("node:worker_threads");
const { plainError } = require("./errors.cjs");

const SIGNAL = Symbol.for("Jupyter.signal");

/** How long a cell may take to react to its signal. */
const PATIENCE_MS = 300;

const interrupted = () =>
  plainError(
    "Interrupted",
    "the cell was stopped",
    "the cell was stopped; its variables keep their values",
  );

/**
 * @template Cell
 * @param {import("node:worker_threads").Worker} wire
 * @param {Int32Array} busy see stopper.cjs
 * @param {{ end: (of?: Cell) => Promise<unknown> }} leftovers what cells have begun and not finished
 */
function createInterrupts(wire, busy, leftovers) {
  /** @type {{ controller: AbortController, stop: (error: Error) => void, after: number } | undefined} */
  let running;
  let handled = 0; // how many Stops have come so far
  /** @type {(() => void) | undefined} */
  let task;
  /** @type {{ error: Error, afterwards: (wasRunning: boolean) => void } | undefined} */
  let leaving;
  // Code that V8 ends takes what is queued behind it along, and a Node timer it would leave
  // half-done. So a cell starts in a task of its own, from a port, with nothing of ours behind it.
  const { port1, port2 } = new MessageChannel();
  port1.on("message", () => task?.());

  wire.on("message", ({ interrupt, terminated, memory, stops }) => {
    if (!interrupt && !terminated) return;
    // A cell that began after this Stop is not meant: V8 has ended what an earlier one had left.
    const isMeant = interrupt || memory || leaving || running?.after !== stops;
    const stopped = isMeant ? running : undefined;
    if (interrupt) handled = stops;
    if (!stopped || terminated) {
      const why = leaving?.error ?? (memory ? plainError("OutOfMemory", memory) : interrupted());
      stopped?.stop(why);
      leaving?.afterwards(stopped !== undefined);
      // Stop, with no cell to stop, is meant for what earlier cells have left running.
      if (!stopped) void leftovers.end();
      wire.postMessage({ settled: true });
      return;
    }
    stopped.controller.abort();
    setTimeout(stopped.stop, PATIENCE_MS, interrupted());
  });

  /**
   * @template T
   * @param {Cell} cell
   * @param {() => Promise<T>} start the reader's code
   * @returns {Promise<T>}
   */
  async function run(cell, start) {
    const controller = new AbortController();
    Reflect.set(globalThis, SIGNAL, controller.signal);
    try {
      return await new Promise((resolve, reject) => {
        const stop = (/** @type {Error} */ error) =>
          void leftovers.end(cell).then(() => reject(error));
        running = { controller, stop, after: handled };
        task = () => {
          if (controller.signal.aborted) return reject(interrupted());
          Atomics.store(busy, 0, 0);
          // In a task of ours, when nothing of the cell runs any more: what it left might be a loop too.
          const later = (/** @type {() => void} */ settle) => {
            task = settle;
            port2.postMessage(null);
          };
          start().then(
            (value) => later(() => resolve(value)),
            (error) => later(() => reject(error)),
          );
        };
        port2.postMessage(null);
      });
    } finally {
      Atomics.store(busy, 0, 1);
      running = undefined;
      if (controller.signal.aborted) wire.postMessage({ settled: true });
    }
  }

  /**
   * End the cell from within, and do something once it is ended.
   * @param {Error} error
   * @param {(wasRunning: boolean) => void} afterwards
   * @returns {never}
   */
  function end(error, afterwards) {
    leaving = { error, afterwards };
    wire.postMessage({ end: true });
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // until V8 ends it
  }

  return { run, end };
}

module.exports = { createInterrupts, interrupted };
