"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// How a cell is stopped, seen from the thread of the sockets. The main thread is asked first and
// settles an awaiting cell by itself. If it does not answer it is in a loop, and V8 ends the loop.

const { execFileSync } = require("node:child_process");
const inspector = require("node:inspector");

/** Longer than the main thread's own patience with a cell that awaits (interrupts.cjs). */
const PATIENCE_MS = 450;
const RETRY_MS = 50;
const CALL_MS = 200;
const PATIENT_CALLS = 4;

/**
 * @param {Int32Array} busy holds 1 while the main thread runs code of the kernel that must not be ended halfway
 * @param {import("node:worker_threads").MessagePort} main
 */
function createStopper(busy, main) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  /** @type {NodeJS.Timeout | undefined} */
  let calls;
  /** @type {inspector.Session | undefined} */
  let opened;
  let stops = 0;

  function session() {
    if (!opened) {
      opened = new inspector.Session();
      opened.connectToMainThread();
    }
    return opened;
  }

  /**
   * Asks the engine, which answers even from within a loop.
   * @param {string} method
   * @returns {Promise<any>}
   */
  const ask = (method) =>
    new Promise((resolve, reject) =>
      session().post(method, (error, answer) => (error ? reject(error) : resolve(answer))),
    );

  /** @param {string} [memory] what is said of a cell that would have used up the memory */
  function terminate(memory) {
    if (Atomics.load(busy, 0) === 1) {
      timer = setTimeout(terminate, RETRY_MS, memory);
      return;
    }
    void ask("Runtime.terminateExecution").then(() => {
      main.postMessage({ terminated: true, memory, stops });
      timer = setTimeout(terminate, PATIENCE_MS, memory); // the next turn of an interval may be a loop again
    });
  }

  return {
    stop() {
      stops += 1;
      main.postMessage({ interrupt: true, stops });
      if (timer) return; // an impatient reader gains no time, and loses none
      timer = setTimeout(terminate, PATIENCE_MS);
      let called = 0;
      const call = () => (called++ < PATIENT_CALLS ? interruptPrograms() : killPrograms());
      call();
      calls = setInterval(call, CALL_MS); // the cell may be about to start one
    },
    settled() {
      clearTimeout(timer);
      clearInterval(calls);
      timer = undefined;
    },
    terminate,
    /**
     * The bytes of the cells' objects, garbage included.
     * @returns {Promise<number>}
     */
    heapUsed: async () => (await ask("Runtime.getHeapUsage")).usedSize,
  };
}

/**
 * A program that a cell waits for, as in `execSync("sleep 100")`, holds the main thread where V8 cannot end it. It is
 * in our group of processes, if Jupyter has given us one, and hears of Stop as it would of Ctrl-C in a terminal.
 */
function interruptPrograms() {
  if (process.platform === "win32") return;
  try {
    process.kill(-process.pid, "SIGINT");
  } catch {
    // Not our group: there is nobody whom we may ask.
  }
}

/** Those that do not listen, and those that they have started. */
function killPrograms() {
  if (process.platform === "win32") return;
  try {
    const group = execFileSync("pgrep", ["-g", String(process.pid)], { encoding: "utf8" });
    const others = group.split("\n").map(Number);
    for (const pid of others) if (pid && pid !== process.pid) process.kill(pid, "SIGKILL");
  } catch {
    // There is none, or nobody who knows.
  }
}

module.exports = { createStopper };
