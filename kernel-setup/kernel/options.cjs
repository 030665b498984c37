"use strict";
// How TypeScript reads a cell: strict, today's library, Node's types, and packages found as a
// bundler finds them, wherever the notebook lies.

const path = require("node:path");
const ts = require("typescript6");
const { packageName, root, sourceEntry } = require("./paths.cjs");

/**
 * @param {import("typescript6").CompilerOptions} tslab the options that tslab asks for
 * @returns {import("typescript6").CompilerOptions}
 */
function compilerOptions(tslab) {
  return {
    module: tslab.module,
    rootDir: tslab.rootDir,
    outDir: tslab.outDir,
    newLine: tslab.newLine,
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

/**
 * Our own package is its source. Another package is looked for from the notebook, then here.
 * @param {string} name
 * @param {string} from the importing file
 * @param {import("typescript6").CompilerOptions} options
 * @param {import("typescript6").ModuleResolutionHost} host
 */
function resolveModule(name, from, options, host) {
  if (name === packageName) {
    const resolvedFileName = sourceEntry.replaceAll("\\", "/");
    return { resolvedModule: { resolvedFileName, extension: ts.Extension.Ts } };
  }
  const found = ts.resolveModuleName(name, from, options, host);
  if (found.resolvedModule || name.startsWith(".")) return found;
  return ts.resolveModuleName(name, path.join(root, "cell.ts"), options, host);
}

module.exports = { compilerOptions, resolveModule };
