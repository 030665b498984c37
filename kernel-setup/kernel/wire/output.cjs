"use strict";
// What cells write to stdout and stderr, in batches: a message each 50 ms instead of one a line. Gathered in this thread,
// where a cell that keeps the other one busy cannot hold back what it has printed.

const BATCH_MS = 50;

/** @typedef {import("./message.cjs").Header} Header */

/** @param {(header: Header, name: string, text: string) => void} publish */
function createOutput(publish) {
  /** @type {Header} */
  let header;
  let name = "";
  /** @type {string[]} */
  let texts = [];
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let lastSent = 0;

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (texts.length === 0) return;
    publish(header, name, texts.join(""));
    texts = [];
    lastSent = performance.now();
  }

  return {
    flush,
    /** @param {Header} next of the request whose cell writes from now on */
    turnTo(next) {
      flush();
      header = next;
    },
    /**
     * @param {string} stream
     * @param {string} text
     */
    write(stream, text) {
      if (stream !== name) flush();
      name = stream;
      texts.push(text);
      // After a silence at once, and then by the clock.
      if (performance.now() - lastSent >= BATCH_MS) flush();
      else timer ??= setTimeout(flush, BATCH_MS);
    },
  };
}

module.exports = { createOutput };
