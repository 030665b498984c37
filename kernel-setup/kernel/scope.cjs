"use strict";
// The variables of all cells, and the running of a cell among them. tslab writes an earlier cell's
// variable as a property of `exports`, so one object serves all cells.

const vm = require("node:vm");
const { rememberMaps } = require("./stack.cjs");

/** tslab starts each cell with a line of its own. */
const LINES_BEFORE = 1;

/** @param {(specifier: string) => unknown} require */
function createScope(require) {
  /** @type {Record<string, unknown>} */
  const variables = {};
  const exports = new Proxy(variables, {
    // An import arrives as a getter without a setter; a later cell may declare its name anew.
    defineProperty(target, name, { get, value }) {
      if (name !== "__esModule") Reflect.set(target, name, get ? get() : value);
      return true;
    },
  });

  /**
   * Run a cell to its end.
   * @param {import("./language.cjs").CompiledCell} cell
   * @param {string} name what stack traces call it
   * @returns {Promise<unknown>} the value of its last expression
   */
  async function run({ code, maps, result }, name) {
    rememberMaps(name, maps, LINES_BEFORE);
    const wrapped = `(async function (exports, require) {\n${code}\n})`;
    await vm.runInThisContext(wrapped, { filename: name, lineOffset: -1 })(exports, require);
    if (result === undefined) return undefined;
    const value = variables[result];
    delete variables[result];
    return value;
  }

  return { run };
}

module.exports = { createScope };
