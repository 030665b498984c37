"use strict";
// The variables of all cells, and the running of a cell among them. tslab writes an earlier cell's
// variable as a property of `exports`, so one object serves all cells.

const vm = require("node:vm");
const { MODULE_VARIABLES } = require("../language/module-syntax.cjs");
const { rememberMaps } = require("./stack.cjs");

/** tslab starts each cell with a line of its own. */
const LINES_BEFORE = 1;

/** The function that runs a cell has these parameters. tslab writes the first two, and a reader has no use for the third. */
const PARAMETERS = ["exports", "require", "unrolled_link", ...MODULE_VARIABLES];

/** @typedef {Record<string, [get: () => unknown, set: (value: unknown) => void]>} Links */

/** @param {Pick<ReturnType<typeof import("./modules.cjs").createModules>, "require" | "variables">} modules */
function createScope(modules) {
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
   * A variable that may be assigned to is one and the same in its own cell's functions and in later
   * cells, until one of those declares its name anew.
   * @param {Links} links
   */
  function link(links) {
    for (const [name, [get, set]] of Object.entries(links)) {
      Object.defineProperty(variables, name, { configurable: true, enumerable: true, get, set });
    }
  }

  /**
   * Run a cell to its end.
   * @param {import("../language/language.cjs").CompiledCell} cell
   * @param {string} name what stack traces call it
   * @returns {Promise<{ value?: unknown }>} the value of its last expression; a promise is one too, which is why it comes in an object
   */
  async function run({ code, maps, result, declared, assignable }, name) {
    rememberMaps(name, maps, LINES_BEFORE);
    const taken = declared.find((variable) => PARAMETERS.includes(variable));
    if (taken) {
      throw new SyntaxError(
        `a cell cannot declare "${taken}", for every cell has it; choose another name`,
      );
    }
    for (const variable of declared) delete variables[variable];
    const links = assignable.map((v) => `${v}: [() => ${v}, (value) => { ${v} = value; }]`);
    const start = `"use strict"; unrolled_link({ ${links.join(", ")} });`;
    const wrapped = `(async function (${PARAMETERS.join()}) { ${start}\n${code}\n})`;
    const main = vm.runInThisContext(wrapped, { filename: name, lineOffset: -1 });
    await main(exports, modules.require, link, ...modules.variables);
    if (result === undefined) return {};
    const value = variables[result];
    delete variables[result];
    return { value };
  }

  return { run };
}

module.exports = { createScope };
