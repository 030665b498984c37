"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// The worker thread that owns every socket, so that output still flows and Stop, shutdown and
// heartbeat are still answered while a cell keeps the main thread busy.

const fs = require("node:fs");
const { createRequire } = require("node:module");
const { parentPort, workerData } = require("node:worker_threads");
const { decode, encode } = require("./message.cjs");
const { createStopper } = require("./stopper.cjs");

// zeromq is tslab's dependency rather than ours.
/** @type {typeof import("zeromq")} */
const zmq = createRequire(require.resolve("tslab/package.json"))("zeromq");

/** @typedef {import("./message.cjs").Request} Request */

const main = /** @type {import("node:worker_threads").MessagePort} */ (parentPort);
const connection = JSON.parse(fs.readFileSync(workerData.connectionFile, "utf8"));
const stopper = createStopper(workerData.busy, main);

/** @type {Record<string, import("zeromq").Router | import("zeromq").Publisher>} */
const sockets = {
  shell: new zmq.Router(),
  control: new zmq.Router(),
  stdin: new zmq.Router(),
  // No limit on what waits to be sent: with one, a cell that prints a lot loses output.
  iopub: new zmq.Publisher({ sendHighWaterMark: 0 }),
};
const heartbeat = new zmq.Reply();

// A socket takes one send at a time, so each channel sends its messages in a chain.
/** @type {Record<string, Promise<void>>} */
const sent = {};

/**
 * @param {string} channel
 * @param {Request} parent
 * @param {string} type
 * @param {string} content as JSON
 */
function send(channel, parent, type, content) {
  const topic = channel === "iopub" ? { ...parent, identities: [Buffer.from(type)] } : parent;
  const frames = encode(connection.key, topic, type, content);
  const previous = sent[channel] ?? Promise.resolve();
  sent[channel] = previous.then(() => sockets[channel].send(frames));
}

/** @param {Request} request */
async function shutdown(request) {
  const content = JSON.stringify({ status: "ok", restart: request.content.restart === true });
  send("control", request, "shutdown_reply", content);
  send("iopub", request, "shutdown_reply", content);
  await Promise.all(Object.values(sent));
  // ZeroMQ's own thread still has to put the reply on the wire. A signal, because the main thread
  // may be in a loop that never ends.
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 50);
}

/** @param {Request} request */
function interrupt(request) {
  stopper.stop();
  send("iopub", request, "status", '{"execution_state":"busy"}');
  send("control", request, "interrupt_reply", '{"status":"ok"}');
  send("iopub", request, "status", '{"execution_state":"idle"}');
}

/** @param {"shell" | "control"} channel */
async function listen(channel) {
  for await (const frames of /** @type {import("zeromq").Router} */ (sockets[channel])) {
    try {
      const request = decode(frames, connection.key);
      const type = request.header.msg_type;
      if (type === "interrupt_request") interrupt(request);
      else if (type === "shutdown_request") await shutdown(request);
      else main.postMessage({ channel, request });
    } catch (error) {
      fs.writeSync(2, `Unrolled kernel: dropped ${error}\n`); // what cannot be trusted gets no answer
    }
  }
}

async function beat() {
  for await (const frames of heartbeat) await heartbeat.send(frames);
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

/** @param {string} name */
function address(name) {
  return `${connection.transport}://${connection.ip}:${connection[`${name}_port`]}`;
}

async function start() {
  await heartbeat.bind(address("hb"));
  for (const [name, socket] of Object.entries(sockets)) await socket.bind(address(name));
  main.on("message", (message) => {
    if (message.settled) stopper.settled();
    else send(message.channel, message.request, message.type, message.content);
  });
  watchParent();
  await Promise.all([listen("shell"), listen("control"), beat()]);
}

void start(); // it ends only with the process
