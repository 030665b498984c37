"use strict";
// Whatever a cell threw, as Jupyter is told of it.

const util = require("node:util");

/** Enough to tell what is wrong; an error that holds a whole data set must not fill the page. */
const LONGEST_LINE = 2000;
const MOST_LINES = 200;

/** @param {string} text */
const clip = (text) =>
  text.length > LONGEST_LINE
    ? `${text.slice(0, LONGEST_LINE)}... ${text.length - LONGEST_LINE} more characters`
    : text;

/**
 * Name, message and trace. Never throws, whatever a getter or a method of the error does.
 * @param {unknown} error
 * @returns {{ ename: string, evalue: string, traceback: string[] }}
 */
function describeError(error) {
  try {
    const inspected = util.inspect(error);
    const lines = (/** @type {string} */ text) => {
      const all = text.split("\n");
      const more = all.length > MOST_LINES ? [`... ${all.length - MOST_LINES} more lines`] : [];
      return [...all.slice(0, MOST_LINES).map(clip), ...more];
    };
    if (!(error instanceof Error)) {
      return { ename: "Error", evalue: clip(inspected), traceback: lines(inspected) };
    }
    // Only by agreement are these strings.
    const { name, message } = /** @type {Record<string, unknown>} */ (
      /** @type {unknown} */ (error)
    );
    // An error without a stack is inspected in brackets.
    const traceback = lines(inspected.replace(/^\[([^]*)\]$/, "$1"));
    return { ename: String(name), evalue: clip(String(message)), traceback };
  } catch {
    const text = "what was thrown cannot be shown: looking at it throws too";
    return { ename: "Error", evalue: text, traceback: [`Error: ${text}`] };
  }
}

/**
 * An error that is told in one line: where it was made says nothing to the reader.
 * @param {string} name
 * @param {string} message
 * @param {string} [told] more than the message
 */
function plainError(name, message, told = message) {
  return Object.assign(new Error(message), { name, stack: `${name}: ${told}` });
}

module.exports = { describeError, plainError };
