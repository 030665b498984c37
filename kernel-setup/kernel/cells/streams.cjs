"use strict";
// stdout and stderr of the process lead to the page of the cell that writes.

/**
 * @param {NodeJS.WriteStream} stream
 * @param {(text: string) => boolean} write returns false where no cell has run yet
 */
function redirect(stream, write) {
  const original = stream.write.bind(stream);
  stream.write = (/** @type {string | Uint8Array} */ chunk, /** @type {any[]} */ ...rest) => {
    const encoding = typeof rest[0] === "string" ? rest[0] : "utf8";
    const text =
      typeof chunk === "string"
        ? chunk
        : Buffer.from(chunk).toString(/** @type {any} */ (encoding));
    if (!write(text)) return original(chunk, ...rest);
    const done = rest.find((argument) => typeof argument === "function");
    if (done) process.nextTick(done);
    return true;
  };
}

module.exports = { redirect };
