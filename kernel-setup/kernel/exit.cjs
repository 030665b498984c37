"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// `process.exit` in a cell: everyone who waits gets an answer first, and Jupyter then starts a new kernel.

const { waitForAnswer } = require("./answers.cjs");

/**
 * @param {import("node:worker_threads").Worker} wire
 * @param {Int32Array} asked see answers.cjs
 * @param {import("node:worker_threads").MessagePort} answers
 * @param {(failure: { ename: string, evalue: string, traceback: string[] }) => void} close tells the calling cell's
 *   page, and answers all requests
 */
function installExit(wire, asked, answers, close) {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    const called = `process.exit(${code ?? ""})`;
    const evalue = `${called} ends the kernel; Jupyter starts a new one, without the variables of this one`;
    close({ ename: "ProcessExit", evalue, traceback: [`ProcessExit: ${evalue}`] });
    waitForAnswer(asked, answers, () => wire.postMessage({ last: true }));
    return exit(code);
  };
}

module.exports = { installExit };
