"use strict";
// How TypeScript reads a cell: strict, with today's library and Node's types.

const path = require("node:path");
const ts = require("typescript6");
const { root } = require("./paths.cjs");

/**
 * @param {import("typescript6").CompilerOptions} tslab the options that tslab asks for
 * @returns {import("typescript6").CompilerOptions}
 */
function compilerOptions(tslab) {
  return {
    module: ts.ModuleKind.ESNext,
    newLine: ts.NewLineKind.LineFeed,
    // Where tslab expects the translated cell.
    rootDir: tslab.rootDir ?? "",
    outDir: tslab.outDir ?? "",
    declaration: true,
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

module.exports = { compilerOptions };
