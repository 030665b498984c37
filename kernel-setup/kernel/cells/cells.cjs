"use strict";
// The execution of cells, one after another: what an execute_request leads to.

const { AsyncLocalStorage } = require("node:async_hooks");
const { installCellGlobals } = require("./cell-globals.cjs");
const { typeScriptError } = require("../language/diagnostics.cjs");
const { mimeBundle } = require("./display.cjs");
const { describeError } = require("./errors.cjs");
const { createInterrupts } = require("./interrupts.cjs");
const { createLeftovers } = require("./leftovers.cjs");
const { forgetGarbage } = require("../wire/memory-guard.cjs");
const { createModules } = require("./modules.cjs");
const { createScope } = require("./scope.cjs");
const { installStackTraces } = require("./stack.cjs");
const { redirect } = require("./streams.cjs");

/**
 * @typedef {import("../wire/message.cjs").Request} Request
 * @typedef {(request: Request, type: string, content: object) => void} Publish
 * @typedef {{ request: Request, shown: Promise<void>[] }} Cell
 * @typedef {ReturnType<typeof describeError>} Failure
 */

/**
 * @param {ReturnType<typeof import("../language/language.cjs").createLanguage>} language
 * @param {import("node:worker_threads").Worker} wire
 * @param {Int32Array} busy see stopper.cjs
 * @param {Publish} publish
 * @param {(request: Request, stream: "stdout" | "stderr", text: string) => void} print
 */
function createCells(language, wire, busy, publish, print) {
  /** @type {AsyncLocalStorage<Cell>} */
  const running = new AsyncLocalStorage();
  /** @type {Cell | undefined} */
  let last;
  // What a cell's timers and promises do later still belongs to that cell.
  const current = () => running.getStore() ?? last;
  const interrupts = createInterrupts(
    wire,
    busy,
    createLeftovers(() => running.getStore()),
  );

  const modules = createModules(process.cwd());
  const scope = createScope(modules);
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    redirect(process[name], (text) => {
      const cell = current();
      if (cell) print(cell.request, name, text);
      return cell !== undefined;
    });
  }

  /** The page of the calling cell. */
  const page = () => {
    const { request, shown } = /** @type {Cell} */ (current());
    return {
      request,
      publish: (/** @type {string} */ type, /** @type {object} */ content) =>
        publish(request, type, content),
      waitFor: (/** @type {Promise<void>} */ promise) => void shown.push(promise),
    };
  };
  installCellGlobals(page);

  // An error outside the cell's own flow, perhaps long after its end, must not end the kernel.
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error) => {
      process.stderr.write(`Uncaught ${describeError(error).traceback.join("\n")}\n`);
    });
  }

  /**
   * The value of some code, as it is shown; what it shows by the way is published.
   * @param {Cell} cell
   * @param {string} code
   * @param {string} name what stack traces call it
   * @returns {Promise<{ data: object | undefined } | { failure: Failure }>}
   */
  async function evaluate(cell, code, name) {
    installStackTraces(); // each time, for a cell may put its own in their place
    try {
      return await interrupts.run(cell, () =>
        running.run(cell, async () => {
          // Here, because the compiler too may have to be stopped.
          const { diagnostics, compiled } = language.compile(code);
          if (!compiled) return { failure: typeScriptError(code, diagnostics) };
          const value = await scope.run(compiled, name);
          await Promise.all(cell.shown);
          return { data: value === undefined ? undefined : await mimeBundle(value) };
        }),
      );
    } catch (error) {
      return { failure: describeError(error) };
    }
  }

  /**
   * @param {Cell} cell
   * @param {Record<string, string>} expressions
   */
  async function evaluateEach(cell, expressions) {
    /** @type {Record<string, object>} */
    const values = {};
    for (const [name, code] of Object.entries(expressions)) {
      const outcome = await evaluate(cell, code, `expression ${name}`);
      values[name] =
        "failure" in outcome
          ? { status: "error", ...outcome.failure }
          : { status: "ok", data: outcome.data ?? {}, metadata: {} };
    }
    return values;
  }

  /**
   * Run a cell; what it shows is published, its result too. The return value says how it ended.
   * @param {Request} request
   * @param {number} count
   */
  async function execute(request, count) {
    const { code, silent, user_expressions } = request.content;
    /** @type {Cell} */
    const cell = { request, shown: [] };
    last = cell;
    forgetGarbage();
    const outcome = await evaluate(cell, code, `cell [${count}]`);
    if ("failure" in outcome) return { status: "error", ...outcome.failure };
    const { data } = outcome;
    try {
      const result = { execution_count: count, data, metadata: {} };
      if (data && !silent) publish(request, "execute_result", result);
    } catch (error) {
      return { status: "error", ...describeError(error) }; // data that JSON cannot hold
    }
    return {
      status: "ok",
      payload: [],
      user_expressions: await evaluateEach(cell, user_expressions ?? {}),
    };
  }

  return { execute, page, end: interrupts.end };
}

module.exports = { createCells };
