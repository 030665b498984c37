"use strict";
// TypeScript for cells, over tslab's converter: it turns a cell into JavaScript and carries the
// declarations of earlier cells.

const { installCompiler } = require("./compiler.cjs");
const { syntaxDiagnostics } = require("./diagnostics.cjs");
const { compilerForTslab } = require("./tslab-compiler.cjs");

/**
 * @typedef {import("tslab/dist/converter.js").Diagnostic} Diagnostic
 * @typedef {{ code: string, maps: object[], result: string | undefined }} CompiledCell maps lead from
 *   the code that runs back to the cell, in that order; `result` names the last expression's variable
 */

function createLanguage() {
  /** @type {object[]} */
  let maps = [];
  const { calls, keep, program } = compilerForTslab((latest) => (maps = latest));
  installCompiler(calls);
  // Loaded only now, so that tslab finds the compiler just installed.
  const converter = require("tslab/dist/converter.js").createConverter();
  const { printQuickInfo } = require("tslab/dist/inspect.js");

  return {
    /**
     * Check and translate a cell. Its declarations count from here on, whether it runs to its end or
     * not: a stopped cell keeps the variables that it had set.
     * @param {string} cell
     * @returns {{ diagnostics: Diagnostic[], compiled?: undefined } | { diagnostics?: undefined, compiled: CompiledCell }}
     */
    compile(cell) {
      const broken = syntaxDiagnostics(cell);
      if (broken.length > 0) return { diagnostics: broken };
      program.look();
      const converted = converter.convert("", cell);
      if (converted.diagnostics.length > 0) return { diagnostics: converted.diagnostics };
      keep();
      const { output: code = "", lastExpressionVar: result } = converted;
      return { compiled: { code, maps, result } };
    },

    /**
     * @param {string} cell
     * @param {number} position
     */
    complete(cell, position) {
      program.look();
      return converter.complete("", cell, position);
    },

    /**
     * Signature and docstring as text, or undefined.
     * @param {string} cell
     * @param {number} position
     */
    inspect(cell, position) {
      program.look();
      const info = converter.inspect("", cell, position);
      return info && printQuickInfo(info);
    },
  };
}

module.exports = { createLanguage };
