"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// The worker thread that owns every socket, so that output still flows and Stop, shutdown and
// heartbeat are still answered while a cell keeps the main thread busy.

const fs = require("node:fs");
const { parentPort, workerData } = require("node:worker_threads");
const { createAnswers } = require("./answers.cjs");
const { leave } = require("./backlog.cjs");
const { asJson } = require("./json.cjs");
const { createMemoryGuard } = require("./memory-guard.cjs");
const { createDecoder } = require("./message.cjs");
const { createOutput } = require("./output.cjs");
const { createSockets } = require("./sockets.cjs");
const { createStopper } = require("./stopper.cjs");

/** @typedef {import("./message.cjs").Request} Request */

/** After an error, what is on its way from the front end by now counts as queued. */
const PAUSE_MS = 20;

/** What ZeroMQ's own thread needs to put the last messages on the wire. */
const LAST_WORDS_MS = 50;

const main = /** @type {import("node:worker_threads").MessagePort} */ (parentPort);
const { busy, asked, answers: answersPort, backlog, heapLimit } = workerData;
const connection = JSON.parse(fs.readFileSync(workerData.connectionFile, "utf8"));
if (!["hmac-sha256", undefined].includes(connection.signature_scheme)) {
  throw new Error(`messages are signed with ${connection.signature_scheme}; want hmac-sha256`);
}
const decode = createDecoder(connection.key);
const sockets = createSockets(connection);
const answers = createAnswers(asked, answersPort);
const stopper = createStopper(busy, main);
const output = createOutput((header, name, text) => {
  const content = asJson({ name, text });
  sockets.send("iopub", { identities: [], header, content: {} }, "stream", content);
});
let dropped = 0;

/** @typedef {import("./sockets.cjs").Channel} Channel */

/** @param {Channel} channel @param {Request} request @param {string} type @param {string} content as JSON */
function reply(channel, request, type, content) {
  sockets.send("iopub", request, "status", '{"execution_state":"busy"}');
  sockets.send(channel, request, type, content);
  sockets.send("iopub", request, "status", '{"execution_state":"idle"}');
}

/** @param {Channel} channel @param {Request} request */
async function shutdown(channel, request) {
  const content = JSON.stringify({ status: "ok", restart: request.content.restart === true });
  sockets.send("iopub", request, "shutdown_reply", content);
  reply(channel, request, "shutdown_reply", content);
  await end();
}

/** A signal, because the main thread may be in a loop that never ends, and because ZeroMQ does not like to leave with open sockets. */
async function end() {
  await sockets.drained();
  setTimeout(() => process.kill(process.pid, "SIGKILL"), LAST_WORDS_MS);
}

/** @param {Channel} channel @param {Request} request */
function interrupt(channel, request) {
  answers.stop();
  stopper.stop();
  reply(channel, request, "interrupt_reply", '{"status":"ok"}');
}

/** @param {import("./sockets.cjs").Channel} channel */
async function listen(channel) {
  for await (const frames of sockets.receive(channel)) {
    try {
      const request = decode(frames);
      const type = request.header.msg_type;
      if (type === "interrupt_request") interrupt(channel, request);
      else if (type === "shutdown_request") await shutdown(channel, request);
      else if (type === "input_reply") answers.give(String(request.content.value));
      else main.postMessage({ channel, request });
    } catch (error) {
      // What cannot be trusted gets no answer.
      dropped += 1;
      fs.writeSync(2, `Unrolled kernel: dropped ${error}; ${dropped} so far\n`);
    }
  }
}

// A kernel must not outlive the server that started it.
function watchParent() {
  const parent = process.ppid;
  setInterval(() => {
    let alive = process.ppid === parent;
    try {
      process.kill(parent, 0);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === "ESRCH") alive = false;
    }
    if (!alive) process.kill(process.pid, "SIGKILL");
  }, 1000);
}

async function start() {
  await sockets.bind();
  main.on("message", (message) => {
    if (message.print !== undefined) {
      leave(backlog);
      return output.write(message.name, message.print);
    }
    if (message.printing) return output.turnTo(message.printing);
    output.flush(); // it came before whatever this is
    if (message.settled) stopper.settled();
    else if (message.pause) setTimeout(() => main.postMessage({ paused: true }), PAUSE_MS);
    else if (message.end) stopper.terminate();
    else if (message.last) void end();
    else {
      leave(backlog);
      if (message.type === "input_request") answers.expect();
      sockets.send(message.channel, message.request, message.type, message.content);
    }
  });
  watchParent();
  createMemoryGuard(busy, heapLimit, stopper);
  await Promise.all([listen("shell"), listen("control"), listen("stdin")]);
}

void start(); // it ends only with the process
