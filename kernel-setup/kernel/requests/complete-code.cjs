"use strict";
// Whether Enter should run a cell in a console, or wait for more.

const ts = require("typescript6");
const { parseDiagnostics } = require("../language/diagnostics.cjs");

const UNTERMINATED_TEMPLATE = 1160;

/** @param {string} code */
function isComplete(code) {
  let errors;
  try {
    errors = parseDiagnostics(ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest, true));
  } catch {
    return { status: "unknown" }; // too deep for the parser
  }
  if (errors.length === 0) return { status: "complete" };
  const end = code.trimEnd().length;
  const wantsMore = errors.some(
    ({ start, code }) => start >= end || code === UNTERMINATED_TEMPLATE,
  );
  return wantsMore ? { status: "incomplete", indent: nextIndent(code) } : { status: "invalid" };
}

/**
 * As the last line, and two more after an opening bracket.
 * @param {string} code
 */
function nextIndent(code) {
  const line = code.trimEnd().split("\n").at(-1) ?? "";
  const [indent] = /** @type {RegExpExecArray} */ (/^\s*/.exec(line));
  return /[([{]$/.test(line) ? `${indent}  ` : indent;
}

module.exports = { isComplete };
