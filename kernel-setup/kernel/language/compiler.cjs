"use strict";
// TypeScript 6 in place of the fork of TypeScript 5.0 that tslab carries. tslab's converter asks
// its fork for a few functions that the released compiler does not export; they are made here.

const { createRequire } = require("node:module");
const released = require("typescript6");

// What the released compiler has at run time but does not declare.
const internal = /** @type {any} */ (released);

/**
 * Put the compiler where tslab looks for its fork. Only modules of tslab loaded after this call
 * see it.
 * @param {Record<string, unknown>} overrides functions of the compiler that the kernel replaces
 */
function installCompiler(overrides) {
  const compiler = {
    ...internal,
    getNullTransformationContext: () => internal.nullTransformationContext,
    getDefaultTypeRoots: () => [],
    ...overrides,
  };
  const name = createRequire(require.resolve("tslab/package.json")).resolve(
    "@tslab/typescript-for-tslab",
  );
  require.cache[name] = /** @type {any} */ ({
    id: name,
    filename: name,
    loaded: true,
    exports: compiler,
  });
}

module.exports = { installCompiler };
