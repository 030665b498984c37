"use strict";
// Which file an import means to the compiler: our own package is its source, and others are found as
// a bundler finds them, from the notebook or else from here. (modules.cjs does the same at run time.)

const path = require("node:path");
const { isBuiltin } = require("node:module");
const ts = require("typescript6");
const { packageName, root, sourceEntry } = require("../paths.cjs");

/** @typedef {import("typescript6").ResolvedModuleWithFailedLookupLocations} Resolution */

/** The types of Node's modules have names of their own instead of files. */
const WITHOUT_FILE = { resolvedModule: undefined };
const OWN_SOURCE = {
  resolvedModule: {
    resolvedFileName: sourceEntry.replaceAll("\\", "/"),
    extension: ts.Extension.Ts,
  },
};

/**
 * @param {import("typescript6").ModuleResolutionHost} host
 * @param {import("typescript6").CompilerOptions} options
 */
function createResolver(host, options) {
  // The compiler asks about the same imports of installed packages again for every cell.
  /** @type {Map<string, Resolution>} */
  const installed = new Map();

  /**
   * @param {string} name
   * @param {string} from the importing file
   */
  function find(name, from) {
    const found = ts.resolveModuleName(name, from, options, host);
    if (found.resolvedModule || name.startsWith(".")) return found;
    return ts.resolveModuleName(name, path.join(root, "cell.ts"), options, host);
  }

  /**
   * @param {string} name
   * @param {string} from the importing file
   */
  return function resolve(name, from) {
    if (name === packageName) return OWN_SOURCE;
    if (isBuiltin(name)) return WITHOUT_FILE;
    if (!from.includes("/node_modules/")) return find(name, from);
    const key = `${name} ${path.dirname(from)}`;
    const known = installed.get(key) ?? find(name, from);
    installed.set(key, known);
    return known;
  };
}

module.exports = { createResolver };
