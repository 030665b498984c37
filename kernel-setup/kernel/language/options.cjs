"use strict";
// How TypeScript reads a cell: strict, with today's library and Node's types.

const path = require("node:path");
const ts = require("typescript6");
const { root } = require("../paths.cjs");

/**
 * @param {string} directory where the cells are
 * @returns {import("typescript6").CompilerOptions}
 */
function compilerOptions(directory) {
  return {
    module: ts.ModuleKind.ESNext,
    newLine: ts.NewLineKind.LineFeed,
    // Where tslab expects the translated cell.
    rootDir: directory,
    outDir: "outDir",
    inlineSourceMap: true,
    // Node runs all of this but decorators, which the compiler therefore still translates.
    target: ts.ScriptTarget.ES2024,
    lib: ["lib.esnext.d.ts"],
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    esModuleInterop: true,
    allowJs: true,
    strict: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [path.join(root, "node_modules", "@types")],
  };
}

/** For the services that ask whether their work is still wanted. */
const NOT_CANCELLED = { isCancellationRequested: () => false, throwIfCancellationRequested() {} };

module.exports = { NOT_CANCELLED, compilerOptions };
