"use strict";
// `input`: a cell asks its reader.

const { waitForAnswer } = require("../wire/answers.cjs");
const { interrupted } = require("./interrupts.cjs");

/**
 * @param {Int32Array} asked see answers.cjs
 * @param {import("node:worker_threads").MessagePort} port
 * @param {() => { allowed: boolean, ask: (content: object) => void }} question puts one for the calling cell
 */
function installInput(asked, port, question) {
  /**
   * @param {unknown} prompt
   * @param {{ password?: boolean }} options
   */
  function input(prompt = "", { password = false } = {}) {
    const { allowed, ask } = question();
    if (!allowed) {
      throw new Error(
        "input: whoever runs this cell cannot answer (allow_stdin is false); give the value in the cell",
      );
    }
    const answer = waitForAnswer(asked, port, () => ask({ prompt: String(prompt), password }));
    if (answer === undefined) throw interrupted();
    return answer;
  }
  Object.assign(globalThis, { input });
}

module.exports = { installInput };
