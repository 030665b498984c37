"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// A Jupyter kernel for TypeScript over tslab's converter: node kernel.cjs <connection file>

const path = require("node:path");
const { Worker } = require("node:worker_threads");

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

// The sockets open while the compiler loads.
const wire = new Worker(path.join(__dirname, "wire.cjs"), { workerData: { connectionFile, busy } });
wire.on("error", (error) => {
  process.stderr.write(`Unrolled kernel: ${error.stack}\n`);
  process.exit(1);
});
process.on("SIGINT", () => {}); // Ctrl+C in the server's terminal is not meant for us

require("node:module").enableCompileCache?.();
const { createCells } = require("./cells.cjs");
const { createInterrupts } = require("./interrupts.cjs");
const { createLanguage } = require("./language.cjs");
const { createRequests } = require("./requests.cjs");
const { installStackTraces } = require("./stack.cjs");

/** @type {import("./requests.cjs").Send} */
const send = (channel, request, type, content) =>
  wire.postMessage({ channel, request, type, content: JSON.stringify(content) });

const language = createLanguage();
const cells = createCells(language, createInterrupts(wire, busy), (request, type, content) =>
  send("iopub", request, type, content),
);
const requests = createRequests(send, language, cells, busy);
installStackTraces();
wire.on("message", (message) => {
  if (message.request) requests.accept(message);
});
