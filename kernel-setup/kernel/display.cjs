"use strict";
// A value as Jupyter shows it: an object from MIME types to data.

const util = require("node:util");

const DISPLAY = Symbol.for("Jupyter.display");

/** Enough of a value to recognise it; a weight matrix must not fill the page. */
const BRIEF = { depth: 3, maxArrayLength: 20, maxStringLength: 10_000 };

/** @typedef {Record<string, unknown>} MimeBundle */

/**
 * Bytes travel as base64; all else as it is.
 * @param {MimeBundle} bundle
 */
function encodeBytes(bundle) {
  /** @type {MimeBundle} */
  const encoded = {};
  for (const [mime, data] of Object.entries(bundle)) {
    encoded[mime] = data instanceof Uint8Array ? Buffer.from(data).toString("base64") : data;
  }
  return encoded;
}

/**
 * A promise only where the value's own method returns one, so that what is shown keeps its place
 * among what is printed.
 * @param {any} value
 * @returns {MimeBundle | Promise<MimeBundle>}
 */
function mimeBundle(value) {
  if (typeof value?.[DISPLAY] !== "function") return { "text/plain": util.inspect(value, BRIEF) };
  const bundle = value[DISPLAY]();
  return bundle instanceof Promise ? bundle.then(encodeBytes) : encodeBytes(bundle);
}

module.exports = { mimeBundle };
