"use strict";
// `process.exit` in a cell: everyone who waits gets an answer first, and Jupyter then starts a new kernel.

const { describeError } = require("./errors.cjs");

class ProcessExit extends Error {
  name = "ProcessExit";
  stack;
  /** @param {string | number | null | undefined} code */
  constructor(code) {
    super(
      `process.exit(${code ?? ""}) ends the kernel; Jupyter starts a new one, without the variables of this one`,
    );
    this.stack = `${this.name}: ${this.message}`;
  }
}

/**
 * @param {(error: Error, afterwards: (wasRunning: boolean) => void) => never} end ends the running cell, from within
 * @param {() => { publish: (type: string, content: object) => void }} page of the calling cell
 * @param {() => void} depart answers all requests, and ends the process
 */
function installExit(end, page, depart) {
  process.exit = (code) => {
    const error = new ProcessExit(code);
    const { publish } = page();
    return end(error, (wasRunning) => {
      if (!wasRunning) publish("error", describeError(error)); // a timer that a cell has left
      depart();
    });
  };
}

module.exports = { installExit };
