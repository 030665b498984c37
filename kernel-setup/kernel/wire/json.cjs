"use strict";
// Content as it goes on the wire.

// Taken before a cell can put something else in its place.
const { stringify } = JSON;

/** Half of a pair that makes one character, as JSON writes it: no file could hold it, nor a notebook that shows it. */
const HALF = /(?<!\\)((?:\\\\)*)\\u[dD][89a-fA-F][0-9a-fA-F]{2}/g;

/**
 * Throws for what JSON cannot hold.
 * @param {object} content
 */
function asJson(content) {
  const text = stringify(content);
  return text.includes("\\ud") ? text.replace(HALF, String.raw`$1\ufffd`) : text;
}

module.exports = { asJson };
