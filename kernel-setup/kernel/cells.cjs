"use strict";
// The execution of cells, one after another: what an execute_request leads to.

const util = require("node:util");
const { AsyncLocalStorage } = require("node:async_hooks");
const { installCellGlobals } = require("./cell-globals.cjs");
const { typeScriptError } = require("./diagnostics.cjs");
const { mimeBundle } = require("./display.cjs");
const { createModules } = require("./modules.cjs");
const { createOutput, redirect } = require("./output.cjs");
const { createScope } = require("./scope.cjs");

/**
 * @typedef {import("./message.cjs").Request} Request
 * @typedef {(request: Request, type: string, content: object) => void} Publish
 * @typedef {{ request: Request, shown: Promise<void>[] }} Cell
 */

/**
 * Name, message and trace of whatever a cell threw.
 * @param {unknown} error
 */
function describeError(error) {
  const inspected = util.inspect(error);
  if (!(error instanceof Error)) {
    return { ename: "Error", evalue: inspected, traceback: inspected.split("\n") };
  }
  // An error without a stack is inspected in brackets.
  const text = inspected.replace(/^\[([^]*)\]$/, "$1");
  return { ename: error.name, evalue: error.message, traceback: text.split("\n") };
}

/**
 * @param {ReturnType<typeof import("./language.cjs").createLanguage>} language
 * @param {ReturnType<typeof import("./interrupts.cjs").createInterrupts>} interrupts
 * @param {Publish} publish
 */
function createCells(language, interrupts, publish) {
  /** @type {AsyncLocalStorage<Cell>} */
  const running = new AsyncLocalStorage();
  /** @type {Cell | undefined} */
  let last;
  // What a cell's timers and promises do later still belongs to that cell.
  const current = () => running.getStore() ?? /** @type {Cell} */ (last);

  const modules = createModules(process.cwd());
  const scope = createScope(modules.require);
  /** @type {ReturnType<typeof createOutput<Cell>>} */
  const output = createOutput((cell, name, text) =>
    publish(cell.request, "stream", { name, text }),
  );
  redirect(process.stdout, (text) => output.write(current(), "stdout", text));
  redirect(process.stderr, (text) => output.write(current(), "stderr", text));

  installCellGlobals(() => {
    const { request, shown } = current();
    return {
      publish(type, content) {
        output.flush();
        publish(request, type, content);
      },
      waitFor: (promise) => void shown.push(promise),
    };
  });

  // An error outside the cell's own flow, perhaps long after its end, must not end the kernel.
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error) => process.stderr.write(`Uncaught ${util.inspect(error)}\n`));
  }

  /**
   * Run a cell; what it shows is published, its result too. The return value says how it ended.
   * @param {Request} request
   * @param {number} count
   */
  async function execute(request, count) {
    const { code, silent } = request.content;
    /** @type {Cell} */
    const cell = { request, shown: [] };
    last = cell;
    try {
      const { diagnostics, compiled } = language.compile(code);
      if (!compiled) return { status: "error", ...typeScriptError(code, diagnostics) };
      const data = await interrupts.run(() =>
        running.run(cell, async () => {
          const value = await scope.run(compiled, `cell [${count}]`);
          await Promise.all(cell.shown);
          return value === undefined ? undefined : mimeBundle(value);
        }),
      );
      output.flush();
      const result = { execution_count: count, data, metadata: {} };
      if (data && !silent) publish(request, "execute_result", result);
      return { status: "ok", payload: [], user_expressions: {} };
    } catch (error) {
      return { status: "error", ...describeError(error) };
    } finally {
      output.flush();
    }
  }

  return { execute };
}

module.exports = { createCells };
