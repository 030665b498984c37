"use strict";
// Jupyter's requests and their replies, one at a time in the order of arrival.

const { isComplete } = require("./complete-code.cjs");
const { asMarkdown, asText } = require("./description.cjs");
const { describeError } = require("../cells/errors.cjs");
const { createHistory } = require("./history.cjs");
const { kernelInfo } = require("./kernel-info.cjs");

/**
 * @typedef {import("../wire/message.cjs").Request} Request
 * @typedef {{ channel: string, request: Request, aborted?: boolean }} Arrival
 * @typedef {(channel: string, request: Request, type: string, content: object | string) => void} Send content may be JSON already
 */

/**
 * Jupyter counts code points, JavaScript counts UTF-16 units.
 * @param {any} content
 */
function cursorIndex({ code, cursor_pos }) {
  return Array.from(code).slice(0, cursor_pos).join("").length;
}

/**
 * @param {string} code
 * @param {number} index
 */
function codePoints(code, index) {
  return Array.from(code.slice(0, index)).length;
}

/**
 * @param {Send} send
 * @param {() => Promise<void>} pause for what is on its way to arrive
 * @param {ReturnType<typeof import("../language/language.cjs").createLanguage>} language
 * @param {ReturnType<typeof import("../cells/cells.cjs").createCells>} cells
 * @param {Int32Array} busy see stopper.cjs
 */
function createRequests(send, pause, language, cells, busy) {
  const history = createHistory();
  /** @type {Arrival[]} */
  const queue = [];
  /** @type {Arrival | undefined} */
  let served;
  let count = 0;
  let serving = Promise.resolve();
  let isLeaving = false;

  /** @type {Record<string, (request: Request) => object | void | Promise<object>>} */
  const handlers = {
    __proto__: /** @type {any} */ (null), // a request may be called "toString"
    kernel_info_request: kernelInfo,
    execute_request: execute,
    is_complete_request: ({ content }) => isComplete(content.code),
    history_request: ({ content }) => history.answer(content),
    comm_info_request: () => ({ status: "ok", comms: {} }),
    comm_open: (request) =>
      send("iopub", request, "comm_close", { comm_id: request.content.comm_id, data: {} }),

    inspect_request({ content }) {
      const found = language.inspect(content.code, cursorIndex(content));
      const detailed = content.detail_level === 1;
      const data = found && {
        "text/plain": asText(found, detailed),
        "text/markdown": asMarkdown(found, detailed),
      };
      return { status: "ok", found: found !== undefined, data: data ?? {}, metadata: {} };
    },

    complete_request({ content }) {
      const found = language.complete(content.code, cursorIndex(content));
      const [start, end] = [found.start, found.end].map((at) => codePoints(content.code, at));
      return {
        status: "ok",
        matches: found.candidates.map(({ text }) => text),
        cursor_start: start,
        cursor_end: end,
        metadata: {
          _jupyter_types_experimental: found.candidates.map((one) => ({ start, end, ...one })),
        },
      };
    },
  };

  /** @param {Request} request */
  async function execute(request) {
    const { code, silent, store_history, stop_on_error } = request.content;
    if (typeof code !== "string")
      throw new TypeError(`execute_request: code is ${typeof code}; want a string`);
    if (!silent && store_history !== false) {
      count += 1;
      history.add(count, code);
    }
    if (!silent) send("iopub", request, "execute_input", { code, execution_count: count });
    const outcome = await cells.execute(request, count);
    if (outcome.status === "error") {
      const { status: _, ...error } = outcome;
      if (!silent) send("iopub", request, "error", error);
      if (!silent && stop_on_error !== false) await abortQueue();
    }
    return { ...outcome, execution_count: count };
  }

  async function abortQueue() {
    Atomics.store(busy, 0, 0); // what a cell has left runs meanwhile, and may be stopped
    await pause();
    Atomics.store(busy, 0, 1);
    for (const arrival of queue) {
      if (arrival.request.header.msg_type === "execute_request") arrival.aborted = true;
    }
  }

  /**
   * @param {Arrival} arrival
   * @returns {Promise<object | void>} the content of the reply, if there is to be one
   */
  async function answer({ request, aborted }) {
    if (aborted || isLeaving) return { status: "aborted", execution_count: count };
    try {
      // By the protocol, an unknown request has no reply.
      return await handlers[request.header.msg_type]?.(request);
    } catch (error) {
      return { status: "error", ...describeError(error) };
    }
  }

  /**
   * @param {Arrival} arrival
   * @param {object | void} content
   */
  function reply({ channel, request }, content) {
    const type = request.header.msg_type.replace("_request", "_reply");
    try {
      if (content) send(channel, request, type, content);
    } catch (error) {
      send(channel, request, type, { status: "error", ...describeError(error) });
    }
    send("iopub", request, "status", { execution_state: "idle" });
  }

  async function serve() {
    for (served = queue.shift(); served; served = queue.shift()) {
      Atomics.store(busy, 0, 1);
      send("iopub", served.request, "status", { execution_state: "busy" });
      reply(served, await answer(served));
      Atomics.store(busy, 0, 0);
    }
  }

  return {
    /** @param {Arrival} arrival */
    accept(arrival) {
      queue.push(arrival);
      if (!served) serving = serve();
    },
    /** Answer whoever still waits, for there is no later. */
    async leave() {
      isLeaving = true;
      await pause();
      await serving;
    },
  };
}

module.exports = { createRequests };
