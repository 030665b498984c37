"use strict";
// TypeScript 6 in place of the fork of TypeScript 5.0 that tslab carries. tslab's converter asks
// its fork for a few functions that the released compiler does not export; they are made here.

const { createRequire } = require("node:module");
const released = require("typescript6");

/** @typedef {typeof import("typescript6")} TypeScript */

// What the released compiler has at run time but does not declare.
const internal = /** @type {any} */ (released);

/**
 * Hover text at a position.
 * @param {import("typescript6").SourceFile} file
 * @param {import("typescript6").TypeChecker} checker
 * @param {unknown} _cancellation
 * @param {number} position
 */
function getQuickInfoAtPosition(file, checker, _cancellation, position) {
  const node = internal.getTouchingPropertyName(file, position);
  const symbol = node === file ? undefined : checker.getSymbolAtLocation(node);
  if (!symbol) return undefined;
  const described = internal.SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    node.parent,
    node,
  );
  const textSpan = { start: node.getStart(file), length: node.getWidth(file) };
  return { ...described, textSpan };
}

/**
 * Completions at a position. tslab passes an empty host, which the released compiler does not take.
 * @param {object} _host
 * @param {import("typescript6").Program} program
 * @param {any[]} rest
 */
function getCompletionsAtPositionForTslab(_host, program, ...rest) {
  const host = {
    ...released.sys,
    useCaseSensitiveFileNames: () => released.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => program.getCompilerOptions(),
  };
  return internal.Completions.getCompletionsAtPosition(host, program, ...rest, {}, false);
}

/**
 * Put the compiler where tslab looks for its fork. Only modules of tslab loaded after this call
 * see it.
 * @param {Record<string, unknown>} overrides functions of the compiler that the kernel replaces
 */
function installCompiler(overrides) {
  const compiler = {
    ...internal,
    getQuickInfoAtPosition,
    getNullTransformationContext: () => internal.nullTransformationContext,
    getDefaultTypeRoots: () => [],
    Completions: { ...internal.Completions, getCompletionsAtPositionForTslab },
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
