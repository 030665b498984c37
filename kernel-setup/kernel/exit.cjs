"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// `process.exit` in a cell: everyone who waits gets an answer first, and Jupyter then starts a new kernel.

/**
 * @param {import("node:worker_threads").Worker} wire
 * @param {(failure: { ename: string, evalue: string, traceback: string[] }) => void} close tells the calling cell's
 *   page, and answers all requests
 */
function installExit(wire, close) {
  process.exit = (code) => {
    const called = `process.exit(${code ?? ""})`;
    const evalue = `${called} ends the kernel; Jupyter starts a new one, without the variables of this one`;
    close({ ename: "ProcessExit", evalue, traceback: [`ProcessExit: ${evalue}`] });
    wire.postMessage({ last: true });
    // Nothing of the cell runs any more; the other thread ends the process once all is told.
    for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
}

module.exports = { installExit };
