"use strict";
// `process.exit` in a cell: everyone who waits gets an answer first, and Jupyter then starts a new kernel.

const { describeError, plainError } = require("./errors.cjs");

/**
 * @param {(error: Error, afterwards: (wasRunning: boolean) => void) => never} end ends the running cell, from within
 * @param {() => { publish: (type: string, content: object) => void }} page of the calling cell
 * @param {() => void} depart answers all requests, and ends the process
 */
function installExit(end, page, depart) {
  process.exit = (code) => {
    const called = `process.exit(${code ?? ""})`;
    const told = `${called} ends the kernel; Jupyter starts a new one, without the variables of this one`;
    const error = plainError("ProcessExit", told);
    const { publish } = page();
    return end(error, (wasRunning) => {
      if (!wasRunning) publish("error", describeError(error)); // a timer that a cell has left
      depart();
    });
  };
}

module.exports = { installExit };
