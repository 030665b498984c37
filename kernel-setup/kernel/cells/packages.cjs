"use strict";
// Packages and Node's own modules, which Node loads itself: looked for from the importing file, then
// from here.

const path = require("node:path");
const { createRequire, isBuiltin } = require("node:module");
const { pathToFileURL } = require("node:url");
const { root } = require("../paths.cjs");

const here = createRequire(path.join(root, "package.json"));

/**
 * The file of a package, or the name of one of Node's modules. Undefined for what only an import finds.
 * @param {string} name
 * @param {string} from a directory
 */
function locate(name, from) {
  for (const { resolve } of [createRequire(path.join(from, "cell.cjs")), here]) {
    try {
      return resolve(name);
    } catch {
      // Looked for in the next place.
    }
  }
  return undefined;
}

/**
 * @param {string} name
 * @param {string} from
 */
function requirePackage(name, from) {
  if (name === "tslab") return require("tslab");
  // If it is nowhere, Node's error says so.
  return here(isBuiltin(name) ? name : (locate(name, from) ?? name));
}

/**
 * @param {string} name or a URL
 * @param {string} from
 */
function importPackage(name, from) {
  const asItIs = isBuiltin(name) || /^[a-z]{2,}:/.test(name);
  const file = asItIs ? undefined : locate(name, from);
  return import(file && path.isAbsolute(file) ? pathToFileURL(file).href : name);
}

module.exports = { importPackage, requirePackage };
