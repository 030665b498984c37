"use strict";
// The execution of cells, one after another: what an execute_request leads to.

const { AsyncLocalStorage } = require("node:async_hooks");
const { installCellGlobals } = require("./cell-globals.cjs");
const { typeScriptError } = require("../language/diagnostics.cjs");
const { mimeBundle } = require("./display.cjs");
const { describeError } = require("./errors.cjs");
const { createInterrupts } = require("./interrupts.cjs");
const { createLeftovers } = require("./leftovers.cjs");
const { forgetGarbage } = require("./garbage.cjs");
const { createModules } = require("./modules.cjs");
const { createScope } = require("./scope.cjs");
const { asJson } = require("../wire/json.cjs");
const { installStackTraces } = require("./stack.cjs");
const { redirect } = require("./streams.cjs");

/**
 * @typedef {import("../wire/message.cjs").Request} Request
 * @typedef {(request: Request, type: string, content: object | string) => void} Publish content may be JSON already
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

  const tellLate = (/** @type {unknown} */ error) =>
    void process.stderr.write(`Uncaught ${describeError(error).traceback.join("\n")}\n`);

  /** An error outside a cell's own flow, perhaps long after its end, must not end the kernel. */
  function watchLateErrors() {
    for (const event of ["uncaughtException", "unhandledRejection"]) {
      if (!process.listeners(/** @type {any} */ (event)).includes(tellLate))
        process.on(event, tellLate);
    }
  }

  /**
   * The value of some code, as it is shown; what it shows by the way is published.
   * @param {Cell} cell
   * @param {string} code
   * @param {string} name what stack traces call it
   * @returns {Promise<{ json: string | undefined } | { failure: Failure }>} its value as MIME types to data
   */
  async function evaluate(cell, code, name) {
    // Each time, for a cell may put its own in their place.
    installStackTraces();
    watchLateErrors();
    try {
      return await interrupts.run(cell, () =>
        running.run(cell, async () => {
          // All of it here, because the compiler too may have to be stopped, and what a value or an error says of itself.
          try {
            const { diagnostics, compiled } = language.compile(code);
            if (!compiled) return { failure: typeScriptError(code, diagnostics) };
            const { value } = await scope.run(compiled, name);
            await Promise.all(cell.shown);
            return { json: value === undefined ? undefined : asJson(await mimeBundle(value)) };
          } catch (error) {
            return { failure: describeError(error) };
          }
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
          : { status: "ok", data: JSON.parse(outcome.json ?? "{}"), metadata: {} };
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
    if (outcome.json && !silent) {
      const result = `{"execution_count":${count},"metadata":{},"data":${outcome.json}}`;
      publish(request, "execute_result", result);
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
