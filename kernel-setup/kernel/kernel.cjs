"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// A Jupyter kernel for TypeScript over tslab's converter: node kernel.cjs <connection file>

const path = require("node:path");
const { MessageChannel, Worker } = require("node:worker_threads");

const [, , connectionFile] = process.argv;
if (!connectionFile) {
  process.stderr.write("usage: node kernel.cjs <connection file>\n");
  process.exit(2);
}

// 1 while the main thread runs the kernel's own code, which an interrupt must not cut short.
const busy = new Int32Array(new SharedArrayBuffer(4));
Atomics.store(busy, 0, 1);

// Node 24's engine can join pairs of WebAssembly vectors. The library tries at its first use whether that is right and
// pays, and does without if not.
if (Number(process.versions.node.split(".")[0]) >= 24) {
  require("node:v8").setFlagsFromString("--experimental-wasm-revectorize");
  process.env.UNROLLED_TIER ??= "wide";
}
// Two, however many there are: a class may share the machine.
if (require("node:os").availableParallelism() > 1) process.env.UNROLLED_THREADS ??= "2";

// How a sleeping main thread is woken with an answer (answers.cjs).
const asked = new Int32Array(new SharedArrayBuffer(4));
const { port1: answers, port2: toAnswers } = new MessageChannel();
answers.unref();
const backlog = new Int32Array(new SharedArrayBuffer(4));

// The sockets open while the compiler loads.
const heapLimit = require("node:v8").getHeapStatistics().heap_size_limit;
const wire = new Worker(path.join(__dirname, "wire", "wire.cjs"), {
  workerData: { connectionFile, busy, asked, answers: toAnswers, backlog, heapLimit },
  transferList: [toAnswers],
});
wire.on("error", (error) => {
  process.stderr.write(`Unrolled kernel: ${error.stack}\n`);
  process.kill(process.pid, "SIGKILL");
});
process.on("SIGINT", () => {}); // Ctrl+C in the server's terminal is not meant for us

require("node:module").enableCompileCache?.();
const { createCells } = require("./cells/cells.cjs");
const { installExit } = require("./cells/exit.cjs");
const { installInput } = require("./cells/input.cjs");
const { createLanguage } = require("./language/language.cjs");
const { createRequests } = require("./requests/requests.cjs");
const { join } = require("./wire/backlog.cjs");
const { asJson } = require("./wire/json.cjs");

/** @type {import("./requests/requests.cjs").Send} */
function send(channel, request, type, content) {
  const json = typeof content === "string" ? content : asJson(content);
  join(backlog);
  wire.postMessage({ channel, request, type, content: json });
}

/** @type {(() => void)[]} */
const pauses = [];
/** A moment for what is on its way to arrive. No timer, for a cell could hold one up. */
function pause() {
  wire.postMessage({ pause: true });
  return /** @type {Promise<void>} */ (new Promise((resolve) => pauses.push(resolve)));
}

const language = createLanguage();
/** @type {import("./wire/message.cjs").Header | undefined} of the request whose cell printed last */
let printing;
const cells = createCells(
  language,
  wire,
  busy,
  (request, type, content) => send("iopub", request, type, content),
  ({ header }, name, text) => {
    if (header !== printing) wire.postMessage({ printing: (printing = header) });
    join(backlog);
    wire.postMessage({ print: text, name });
  },
);
const requests = createRequests(send, pause, language, cells, busy);
installInput(asked, answers, () => {
  const { request } = cells.page();
  return {
    allowed: request.content.allow_stdin === true,
    ask: (content) => send("stdin", request, "input_request", content),
  };
});
installExit(cells.end, cells.page, async () => {
  await requests.leave();
  wire.postMessage({ last: true });
});
wire.on("message", (message) => {
  if (message.request) requests.accept(message);
  else if (message.paused) pauses.shift()?.();
});
