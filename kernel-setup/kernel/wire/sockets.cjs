"use strict";
// The five sockets of a kernel, and what is written to them.

const { createRequire } = require("node:module");
const { encode, encodeWelcome } = require("./message.cjs");

// zeromq is tslab's dependency rather than ours.
/** @type {typeof import("zeromq")} */
const zmq = createRequire(require.resolve("tslab/package.json"))("zeromq");

/** @typedef {"shell" | "control" | "stdin"} Channel the sockets on which a front end asks or answers */

/** The first byte of what a front end writes to iopub when it begins to listen. */
const SUBSCRIBES = 1;

/** @param {{ key: string, transport: string, ip: string, [port: string]: any }} connection Jupyter's connection file */
function createSockets(connection) {
  const sockets = {
    shell: new zmq.Router(),
    control: new zmq.Router(),
    stdin: new zmq.Router(),
    // No limit on what waits to be sent: with one, a cell that prints a lot loses output.
    iopub: new zmq.XPublisher({ sendHighWaterMark: 0 }),
  };
  const heartbeat = new zmq.Reply();

  // A socket takes one send at a time, so each channel sends its messages in a chain.
  /** @type {Record<string, Promise<void>>} */
  const sent = {};

  /**
   * @param {keyof typeof sockets} channel
   * @param {(string | Uint8Array)[]} frames
   */
  function write(channel, frames) {
    const previous = sent[channel] ?? Promise.resolve();
    sent[channel] = previous.then(() => sockets[channel].send(frames));
  }

  /** A file for `ipc`, a port for `tcp`. */
  const address = (/** @type {string} */ name) =>
    `${connection.transport}://${connection.ip}${connection.transport === "ipc" ? "-" : ":"}${connection[`${name}_port`]}`;

  /** Whoever begins to listen is told so: what was published before is lost to them. */
  async function welcome() {
    for await (const [frame] of sockets.iopub) {
      if (frame[0] === SUBSCRIBES) {
        const topic = frame.subarray(1);
        write("iopub", encodeWelcome(connection.key, topic));
      }
    }
  }

  async function beat() {
    for await (const frames of heartbeat) await heartbeat.send(frames);
  }

  return {
    async bind() {
      await heartbeat.bind(address("hb"));
      for (const [name, socket] of Object.entries(sockets)) await socket.bind(address(name));
      void beat();
      void welcome();
    },
    /** @param {Channel} channel */
    receive: (channel) => /** @type {AsyncIterable<Buffer[]>} */ (sockets[channel]),
    /**
     * A reply, or what is published because of a request.
     * @param {keyof typeof sockets} channel
     * @param {import("./message.cjs").Request} parent
     * @param {string} type
     * @param {string} content as JSON
     */
    send(channel, parent, type, content) {
      const to = channel === "iopub" ? [Buffer.from(type)] : parent.identities;
      write(channel, encode(connection.key, to, parent.header, type, content));
    },
    /** All that was sent is in ZeroMQ's hands, whose own thread puts it on the wire a moment later. */
    drained: () => Promise.all(Object.values(sent)),
  };
}

module.exports = { createSockets };
