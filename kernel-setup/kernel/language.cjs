"use strict";
// TypeScript for cells, over tslab's converter, which turns a cell into JavaScript.

const ts = require("typescript6");
const { augmentationsIn, withoutExports } = require("./cell-text.cjs");
const { completionsAt } = require("./completion.cjs");
const { installCompiler } = require("./compiler.cjs");
const { syntaxDiagnostics } = require("./diagnostics.cjs");
const { describeAt } = require("./inspection.cjs");
const { createRest } = require("./rest.cjs");
const { PREFIX, compilerForTslab } = require("./tslab-compiler.cjs");

/**
 * @typedef {import("tslab/dist/converter.js").Diagnostic} Diagnostic
 * @typedef {{ code: string, maps: object[], result: string | undefined, declared: string[], assignable: string[] }} CompiledCell
 *   maps lead from the code that runs back to the cell, in that order; `result` names the last
 *   expression's variable; then the names that the cell declares, and those that may be assigned to
 */

function createLanguage() {
  /** @type {object[]} */
  let maps = [];
  const { calls, keep, program, look } = compilerForTslab((latest) => (maps = latest));
  installCompiler(calls);
  const rest = createRest(program.refresh);
  // Loaded only now, so that tslab finds the compiler just installed.
  const converter = require("tslab/dist/converter.js").createConverter();

  /** @param {string} cell */
  const parse = (cell) => ts.createSourceFile("cell.ts", cell, ts.ScriptTarget.Latest, true);

  /**
   * @param {string} cell
   * @param {number} position
   */
  function open(cell, position) {
    rest();
    program.look();
    return look(cell, Math.min(position, cell.length));
  }

  /**
   * The compiler has cells that are too much for it. It starts afresh after one.
   * @template T
   * @param {() => T} work
   */
  function orSayWhy(work) {
    rest();
    try {
      return work();
    } catch (error) {
      if (error instanceof SyntaxError) throw error; // of an imported file
      program.renew();
      throw tooMuch(/** @type {Error} */ (error));
    }
  }

  return {
    /**
     * Check and translate a cell. Its declarations count from here on, whether it runs to its end or
     * not: a stopped cell keeps the variables that it had set.
     * @param {string} cell
     * @returns {{ diagnostics: Diagnostic[], compiled?: undefined } | { diagnostics?: undefined, compiled: CompiledCell }}
     */
    compile(cell) {
      return orSayWhy(() => {
        const file = parse(cell);
        const broken = syntaxDiagnostics(file);
        if (broken.length > 0) return { diagnostics: broken };
        program.look();
        program.augment(augmentationsIn(file).map((statement) => statement.getText(file)));
        const converted = converter.convert("", withoutExports(cell, file));
        if (converted.diagnostics.length > 0) return { diagnostics: converted.diagnostics };
        const { output: code = "", lastExpressionVar: result } = converted;
        return { compiled: { code, maps, result, ...keep() } };
      });
    },

    /**
     * Nothing, rather than an error, where nothing is to be said.
     * @param {string} cell
     * @param {number} position
     */
    complete(cell, position) {
      try {
        const { start, end, candidates } = completionsAt(open(cell, position));
        return { start: start - PREFIX.length, end: end - PREFIX.length, candidates };
      } catch {
        program.renew();
        return { start: position, end: position, candidates: [] };
      }
    },

    /**
     * @param {string} cell
     * @param {number} position
     */
    inspect(cell, position) {
      try {
        return describeAt(open(cell, position));
      } catch {
        program.renew();
        return undefined;
      }
    },
  };
}

/** @param {Error} error the compiler's own */
function tooMuch({ message }) {
  const error = new Error(`the compiler gave this cell up: ${message}`);
  error.name = "TypeScriptError";
  error.stack = `${error.name}: ${error.message}`; // where the compiler was says nothing to the reader
  return error;
}

module.exports = { createLanguage };
