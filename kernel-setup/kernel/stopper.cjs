"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// How a cell is stopped, seen from the thread of the sockets. The main thread is asked first and
// settles an awaiting cell by itself. If it does not answer it is in a loop, and V8 ends the loop.

const inspector = require("node:inspector");

/** Longer than the main thread's own patience with a cell that awaits (interrupt.cjs). */
const PATIENCE_MS = 450;
const RETRY_MS = 50;

/**
 * @param {Int32Array} busy holds 1 while the main thread runs the kernel's own code, which must
 *   never be ended halfway
 * @param {import("node:worker_threads").MessagePort} main
 */
function createStopper(busy, main) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {inspector.Session | undefined} */
  let session;

  function terminate() {
    if (Atomics.load(busy, 0) === 1) {
      timer = setTimeout(terminate, RETRY_MS);
      return;
    }
    if (!session) {
      session = new inspector.Session();
      session.connectToMainThread();
    }
    session.post("Runtime.terminateExecution", () => main.postMessage({ terminated: true }));
  }

  return {
    stop() {
      main.postMessage({ interrupt: true });
      clearTimeout(timer);
      timer = setTimeout(terminate, PATIENCE_MS);
    },
    settled() {
      clearTimeout(timer);
    },
  };
}

module.exports = { createStopper };
