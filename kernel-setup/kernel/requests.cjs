"use strict";
// Jupyter's requests and their replies, one at a time in the order of arrival.

const { setTimeout: sleep } = require("node:timers/promises");
const { isComplete } = require("./complete-code.cjs");
const { createHistory } = require("./history.cjs");
const { kernelInfo } = require("./kernel-info.cjs");

/** After an error, what is on its way from the client by now counts as queued. */
const QUEUE_GRACE_MS = 20;

/**
 * @typedef {import("./message.cjs").Request} Request
 * @typedef {{ channel: string, request: Request, aborted?: boolean }} Arrival
 * @typedef {(channel: string, request: Request, type: string, content: object) => void} Send
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
 * @param {ReturnType<typeof import("./language.cjs").createLanguage>} language
 * @param {ReturnType<typeof import("./cells.cjs").createCells>} cells
 * @param {Int32Array} busy see stopper.cjs
 */
function createRequests(send, language, cells, busy) {
  const history = createHistory();
  /** @type {Arrival[]} */
  const queue = [];
  let serving = false;
  let count = 0;

  /** @type {Record<string, (request: Request) => object | Promise<object>>} */
  const handlers = {
    kernel_info_request: kernelInfo,
    execute_request: execute,
    is_complete_request: ({ content }) => isComplete(content.code),
    history_request: ({ content }) => history.answer(content),
    comm_info_request: () => ({ status: "ok", comms: {} }),

    inspect_request({ content }) {
      const text = language.inspect(content.code, cursorIndex(content));
      const data = text ? { "text/plain": text } : {};
      return { status: "ok", found: text !== undefined, data, metadata: {} };
    },

    complete_request({ content }) {
      const found = language.complete(content.code, cursorIndex(content));
      return {
        status: "ok",
        matches: found.candidates,
        cursor_start: codePoints(content.code, found.start),
        cursor_end: codePoints(content.code, found.end),
        metadata: {},
      };
    },
  };

  /** @param {Request} request */
  async function execute(request) {
    const { code, silent, store_history, stop_on_error } = request.content;
    if (!silent && store_history !== false) {
      count += 1;
      history.add(count, code);
    }
    if (!silent) send("iopub", request, "execute_input", { code, execution_count: count });
    const outcome = await cells.execute(request, count);
    if (outcome.status === "error") {
      if (!silent) {
        const { status: _, ...error } = outcome;
        send("iopub", request, "error", error);
      }
      if (stop_on_error !== false) await abortQueue();
    }
    return { ...outcome, execution_count: count };
  }

  async function abortQueue() {
    await sleep(QUEUE_GRACE_MS);
    for (const arrival of queue) {
      if (arrival.request.header.msg_type === "execute_request") arrival.aborted = true;
    }
  }

  /** @param {Arrival} arrival */
  async function answer({ channel, request, aborted }) {
    const handler = handlers[request.header.msg_type];
    if (!handler) return; // by the protocol, an unknown request has no reply
    const type = request.header.msg_type.replace("_request", "_reply");
    try {
      const content = aborted
        ? { status: "aborted", execution_count: count }
        : await handler(request);
      send(channel, request, type, content);
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      send(channel, request, type, {
        status: "error",
        ename: name,
        evalue: message,
        traceback: [],
      });
    }
  }

  async function serve() {
    serving = true;
    for (let next = queue.shift(); next; next = queue.shift()) {
      Atomics.store(busy, 0, 1);
      send("iopub", next.request, "status", { execution_state: "busy" });
      await answer(next);
      send("iopub", next.request, "status", { execution_state: "idle" });
      Atomics.store(busy, 0, 0);
    }
    serving = false;
  }

  return {
    /** @param {Arrival} arrival */
    accept(arrival) {
      queue.push(arrival);
      if (!serving) void serve();
    },
  };
}

module.exports = { createRequests };
