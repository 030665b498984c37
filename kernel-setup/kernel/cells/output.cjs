"use strict";
// What cells write to stdout and stderr, in batches: a message each 50 ms instead of one a line.

// Taken before leftovers.cjs puts others in their place: a stopped cell must not take our batch along.
const { clearTimeout, setTimeout } = require("node:timers");

const BATCH_MS = 50;

/**
 * @template Cell
 * @param {(cell: Cell, name: string, text: string) => void} publish
 */
function createOutput(publish) {
  /** @type {{ cell: Cell, name: string, texts: string[] } | undefined} */
  let batch;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let lastSent = 0;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (!batch) return;
    publish(batch.cell, batch.name, batch.texts.join(""));
    batch = undefined;
    lastSent = performance.now();
  }

  /**
   * @param {Cell} cell
   * @param {string} name
   * @param {string} text
   */
  function write(cell, name, text) {
    if (batch && (batch.cell !== cell || batch.name !== name)) flush();
    batch ??= { cell, name, texts: [] };
    batch.texts.push(text);
    // After a silence at once, and then by the clock: in a loop that never yields no timer fires.
    if (performance.now() - lastSent >= BATCH_MS) flush();
    else timer ??= setTimeout(flush, BATCH_MS);
  }

  return { write, flush };
}

/**
 * Send a stream of the process here.
 * @param {NodeJS.WriteStream} stream
 * @param {(text: string) => void} write
 */
function redirect(stream, write) {
  stream.write = (/** @type {string | Uint8Array} */ chunk, /** @type {any[]} */ ...rest) => {
    const encoding = typeof rest[0] === "string" ? rest[0] : "utf8";
    write(
      typeof chunk === "string"
        ? chunk
        : Buffer.from(chunk).toString(/** @type {any} */ (encoding)),
    );
    const done = rest.find((argument) => typeof argument === "function");
    if (done) process.nextTick(done);
    return true;
  };
}

module.exports = { createOutput, redirect };
