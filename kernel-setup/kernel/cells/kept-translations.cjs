"use strict";
// Translations of source files on disk, so that of a class of kernels one translates and the others
// read. One for each file; it serves as long as the text and the compiler are the same.

const fs = require("node:fs");
const path = require("node:path");
const { createHash, randomUUID } = require("node:crypto");
const ts = require("typescript6");
const { root } = require("../paths.cjs");

const FOLDER = path.join(root, "node_modules", ".cache", "unrolled-kernel");

/** @typedef {{ code: string, map: object }} Translation */

const digest = (/** @type {string[]} */ ...parts) =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/**
 * @param {string} file
 * @param {string} text
 * @param {string} how what else the translation depends on
 * @param {() => Translation} translate
 * @returns {Translation}
 */
function keptOr(file, text, how, translate) {
  const place = path.join(FOLDER, `${digest(path.relative(root, file)).slice(0, 32)}.json`);
  const state = digest(text, how, file, ts.version);
  try {
    const kept = JSON.parse(fs.readFileSync(place, "utf8"));
    if (kept.state === state) return kept;
  } catch {
    // There is none, or half of one.
  }
  const translation = translate();
  try {
    fs.mkdirSync(FOLDER, { recursive: true });
    const draft = `${place}.${randomUUID()}`;
    fs.writeFileSync(draft, JSON.stringify({ state, ...translation }));
    fs.renameSync(draft, place); // whole, for whoever reads at this moment
  } catch {
    // A folder that cannot be written to costs only time.
  }
  return translation;
}

module.exports = { keptOr };
