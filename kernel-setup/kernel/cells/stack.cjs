"use strict";
// Stack traces in the reader's terms: lines of the cell and of src/, and none of the kernel's own.

const path = require("node:path");
const { SourceMap } = require("node:module");
const { fileURLToPath } = require("node:url");
const { kernelDirectory, root } = require("../paths.cjs");

/** @type {Map<string, { maps: any[], linesBefore: number }>} */
const written = new Map();

/**
 * Remember how to get from translated code back to what was written.
 * @param {string} file the name under which the code runs
 * @param {object[]} maps source maps, to be applied in this order
 * @param {number} linesBefore how many lines were put before what the reader wrote
 */
function rememberMaps(file, maps, linesBefore = 0) {
  written.set(file, { maps, linesBefore });
}

/**
 * Undefined for code that nobody wrote.
 * @param {string} file
 * @param {number} line from 1, like the column
 * @param {number} column
 */
function origin(file, line, column) {
  const { maps, linesBefore } = written.get(file) ?? { maps: [], linesBefore: 0 };
  let at = { lineNumber: line, columnNumber: column };
  for (const [index, map] of maps.entries()) {
    // Parsed when first needed: most code never throws.
    const parsed = map instanceof SourceMap ? map : new SourceMap(map);
    maps[index] = parsed;
    const found = parsed.findOrigin(at.lineNumber, at.columnNumber);
    if (!("lineNumber" in found)) return undefined;
    at = found;
  }
  return { ...at, lineNumber: at.lineNumber - linesBefore };
}

/** @param {NodeJS.CallSite} frame */
function describe(frame) {
  const file = frame.getFileName();
  const line = frame.getLineNumber();
  const column = frame.getColumnNumber();
  if (!file || line === null || column === null) return [];
  const name = file.startsWith("file:") ? fileURLToPath(file) : file;
  if (name.startsWith("node:") || name.startsWith(kernelDirectory)) return [];
  if (name.includes(path.join("node_modules", "tslab"))) return [];
  const at = origin(name, line, column);
  if (!at) return [];
  const shown = path.isAbsolute(name) ? path.relative(root, name).replaceAll("\\", "/") : name;
  const place = `${shown}:${at.lineNumber}:${at.columnNumber}`;
  const caller = frame.getFunctionName();
  return [caller ? `    at ${caller} (${place})` : `    at ${place}`];
}

/** From now on each error's `stack` is written so. */
function installStackTraces() {
  Error.prepareStackTrace = (error, frames) =>
    [Error.prototype.toString.call(error), ...frames.flatMap(describe)].join("\n");
}

module.exports = { installStackTraces, rememberMaps };
