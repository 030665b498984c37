"use strict";
// A value as Jupyter shows it: an object from MIME types to data.

const util = require("node:util");

const DISPLAY = Symbol.for("Jupyter.display");

/** Enough of a value to recognise it; a weight matrix must not fill the page. */
const BRIEF = { depth: 3, maxArrayLength: 20, maxStringLength: 10_000 };
const LONGEST = 20_000;

/** @typedef {Record<string, unknown>} MimeBundle */

/**
 * Bytes travel as base64; all else as it is.
 * @param {unknown} bundle
 */
function encodeBytes(bundle) {
  if (typeof bundle !== "object" || bundle === null) {
    throw new TypeError(
      `Symbol.for("Jupyter.display") returned ${util.inspect(bundle, BRIEF)}; want an object from MIME types to data`,
    );
  }
  /** @type {MimeBundle} */
  const encoded = {};
  for (const [mime, data] of Object.entries(bundle)) {
    encoded[mime] = data instanceof Uint8Array ? Buffer.from(data).toString("base64") : data;
  }
  return encoded;
}

/**
 * Whether an object says itself how it reads, as a polynomial or a fraction does. Buffers and the like, which say so for
 * another purpose, say with `inspect.custom` what a person should see.
 * @param {any} value
 */
function readsByItself(value) {
  if (typeof value !== "object" || value === null) return false;
  if (typeof value[util.inspect.custom] === "function") return false;
  const own = value.toString;
  return (
    typeof own === "function" &&
    !/\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(own))
  );
}

/** @param {unknown} value */
function asText(value) {
  const text = readsByItself(value) ? `${value}` : util.inspect(value, BRIEF);
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST)}... ${text.length - LONGEST} more characters`;
}

/**
 * A promise only where the value's own method returns one, so that what is shown keeps its place
 * among what is printed.
 * @param {any} value
 * @returns {MimeBundle | Promise<MimeBundle>}
 */
function mimeBundle(value) {
  if (typeof value?.[DISPLAY] !== "function") return { "text/plain": asText(value) };
  const bundle = value[DISPLAY]();
  return bundle instanceof Promise ? bundle.then(encodeBytes) : encodeBytes(bundle);
}

module.exports = { mimeBundle };
