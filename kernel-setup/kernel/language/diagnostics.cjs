"use strict";
// What the compiler has against a cell, and how the reader is told.

const path = require("node:path");
const ts = require("typescript6");
const { root } = require("../paths.cjs");

/**
 * The cell's own errors. Files that it imports are not checked with it (that is `npm run check`), but
 * one that cannot be parsed is named, since the types that it should give are missing.
 * @param {import("typescript6").Program} program
 * @param {import("typescript6").SourceFile[]} cells
 */
function cellDiagnostics(program, [cell]) {
  for (const file of program.getSourceFiles()) {
    if (file === cell || file.isDeclarationFile || file.fileName.includes("/node_modules/"))
      continue;
    const [first] = program.getSyntacticDiagnostics(file);
    if (first) throw syntaxError(first);
  }
  // The checker keeps the errors of earlier cells, which have the same name.
  return program.getSemanticDiagnostics(cell).filter(({ file }) => file === cell);
}

/**
 * Errors of a cell's syntax, in tslab's form. Found before tslab adds lines of its own to the cell,
 * which would move an error at the end.
 * @param {import("typescript6").SourceFile} file
 * @returns {import("tslab/dist/converter.js").Diagnostic[]}
 */
function syntaxDiagnostics(file) {
  const place = (/** @type {number} */ offset) => {
    return { offset, ...file.getLineAndCharacterOfPosition(offset) };
  };
  return parseDiagnostics(file).map(({ start, length, messageText, category, code }) => ({
    start: place(start),
    end: place(start + length),
    messageText: ts.flattenDiagnosticMessageText(messageText, "\n"),
    category,
    code,
  }));
}

/**
 * What the parser found; the compiler keeps this property to itself.
 * @param {import("typescript6").SourceFile} file
 * @returns {import("typescript6").DiagnosticWithLocation[]}
 */
function parseDiagnostics(file) {
  return /** @type {any} */ (file).parseDiagnostics;
}

/**
 * An error of a file that does not parse: file, line, column, message.
 * @param {import("typescript6").DiagnosticWithLocation} diagnostic
 */
function syntaxError({ file, start, messageText }) {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const name = path.relative(root, file.fileName).replaceAll("\\", "/");
  const text = ts.flattenDiagnosticMessageText(messageText, "\n");
  const error = new SyntaxError(`${name}:${line + 1}:${character + 1} - ${text}`);
  error.stack = `SyntaxError: ${error.message}`; // where the compiler was says nothing to the reader
  return error;
}

/**
 * The reader's view: position and message as an editor shows them, under them the line itself.
 * @param {string} code
 * @param {import("tslab/dist/converter.js").Diagnostic[]} diagnostics
 */
function typeScriptError(code, diagnostics) {
  const lines = code.split("\n");
  /** @type {string[]} */
  const shown = [];
  let previous = -1;
  for (const { start, end, messageText, code: number } of diagnostics) {
    // tslab lists the "because" lines of a message as further messages at the same place.
    if (start.offset === previous) {
      shown.push(`  ${messageText}`);
      continue;
    }
    previous = start.offset;
    const line = lines[start.line] ?? "";
    const stop = end.line === start.line ? end.character : line.length;
    const marks = "~".repeat(Math.max(1, stop - start.character));
    shown.push(
      `${start.line + 1}:${start.character + 1} - error TS${number}: ${messageText}`,
      `  ${line}`,
      `  ${line.slice(0, start.character).replace(/\S/g, " ")}${marks}`,
    );
  }
  const [{ start, messageText }] = diagnostics;
  const evalue = `${start.line + 1}:${start.character + 1} - ${messageText}`;
  return { ename: "TypeScriptError", evalue, traceback: shown };
}

module.exports = {
  cellDiagnostics,
  parseDiagnostics,
  syntaxDiagnostics,
  syntaxError,
  typeScriptError,
};
