"use strict";
// TypeScript for cells, over tslab's converter, which turns a cell into JavaScript.

const ts = require("typescript6");
const { plainError } = require("../cells/errors.cjs");
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

  let isCutOff = false;

  /**
   * Nothing that the compiler does may spoil what it does next. It starts afresh after a cell that was too much for it,
   * and after one that was stopped: then V8 ends its work halfway.
   * @template T
   * @param {() => T} work
   */
  function safely(work) {
    rest();
    if (isCutOff) program.renew();
    isCutOff = true;
    try {
      program.look();
      return work();
    } catch (error) {
      if (error instanceof SyntaxError) throw error; // of an imported file
      program.renew();
      const { message } = /** @type {Error} */ (error);
      throw plainError("TypeScriptError", `the compiler gave this cell up: ${message}`);
    } finally {
      isCutOff = false; // V8 does not come here when it ends the work
    }
  }

  /**
   * @param {string} cell
   * @param {number} position
   */
  const open = (cell, position) => look(cell, Math.min(position, cell.length));

  return {
    /**
     * Check and translate a cell. Its declarations count from here on, whether it runs to its end or
     * not: a stopped cell keeps the variables that it had set.
     * @param {string} cell
     * @returns {{ diagnostics: Diagnostic[], compiled?: undefined } | { diagnostics?: undefined, compiled: CompiledCell }}
     */
    compile(cell) {
      return safely(() => {
        const file = parse(cell);
        const broken = syntaxDiagnostics(file);
        if (broken.length > 0) return { diagnostics: broken };
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
        const { start, end, candidates } = safely(() => completionsAt(open(cell, position)));
        return { start: start - PREFIX.length, end: end - PREFIX.length, candidates };
      } catch {
        return { start: position, end: position, candidates: [] };
      }
    },

    /**
     * @param {string} cell
     * @param {number} position
     */
    inspect(cell, position) {
      try {
        return safely(() => describeAt(open(cell, position)));
      } catch {
        return undefined;
      }
    },
  };
}

module.exports = { createLanguage };
