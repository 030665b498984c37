"use strict";
// A cell as a module that the checker can check without its being in a program.

const ts = require("typescript6");

// What the released compiler has at run time but does not declare.
const internal = /** @type {any} */ (ts);

/**
 * @typedef {import("typescript6").SourceFile & {
 *   path: string, resolvedPath: string, originalFileName: string, parent: unknown,
 *   locals: Map<string, import("typescript6").Symbol>, identifiers: Map<string, string>,
 *   imports: object[], moduleAugmentations: object[], ambientModuleNames: string[],
 * }} CellFile
 */

let count = 0;

/**
 * @param {string} name
 * @param {string} text
 * @param {import("typescript6").CompilerOptions} options
 */
function parseCell(name, text, options) {
  const target = options.target ?? ts.ScriptTarget.Latest;
  const file = /** @type {CellFile} */ (
    /** @type {unknown} */ (ts.createSourceFile(name, text, target, false))
  );
  count += 1;
  // All cells have one name. By the path the checker tells them and their errors apart.
  const path = `${name}.${count}`;
  Object.assign(file, { path, resolvedPath: path, originalFileName: name });
  Object.assign(file, { imports: [], moduleAugmentations: [], ambientModuleNames: [] });
  internal.bindSourceFile(file, options);
  return file;
}

/**
 * The modules that a cell names.
 * @param {CellFile} file
 */
function importedBy({ text }) {
  if (!/\b(import|from)\b/.test(text)) return [];
  return ts.preProcessFile(text, true, false).importedFiles.map(({ fileName }) => fileName);
}

module.exports = { importedBy, parseCell };
