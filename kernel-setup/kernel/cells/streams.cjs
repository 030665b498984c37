"use strict";
// stdout and stderr of the process lead to the page of the cell that writes.

const { StringDecoder } = require("node:string_decoder");

/**
 * @param {NodeJS.WriteStream} stream
 * @param {(text: string) => boolean} write returns false where no cell has run yet
 */
function redirect(stream, write) {
  const original = stream.write.bind(stream);
  const decoder = new StringDecoder("utf8"); // for a character may come in two pieces
  stream.write = (/** @type {string | Uint8Array} */ chunk, /** @type {any[]} */ ...rest) => {
    const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
    if (!write(text)) return original(chunk, ...rest);
    const done = rest.find((argument) => typeof argument === "function");
    if (done) process.nextTick(done);
    return true;
  };
}

module.exports = { redirect };
