"use strict";
// TypeScript for cells: tslab's converter turns a cell into JavaScript and carries the
// declarations of earlier cells; here it is given TypeScript 6, our options and our packages.

const ts = require("typescript6");
const { installCompiler } = require("./compiler.cjs");
const { createFileWatch } = require("./files.cjs");
const { compilerOptions, resolveModule } = require("./options.cjs");
const { cellDiagnostics } = require("./diagnostics.cjs");
const { cellGlobals } = require("./paths.cjs");

/**
 * @typedef {import("tslab/dist/converter.js").Diagnostic} Diagnostic
 * @typedef {{ code: string, maps: object[], result: string | undefined }} CompiledCell maps lead from
 *   the code that runs back to the cell, in that order; `result` names the last expression's variable
 */

function createLanguage() {
  const files = createFileWatch();
  /** @type {object[]} */
  let maps = [];

  /** @type {typeof ts.createWatchCompilerHost} */
  const createWatchCompilerHost = (
    /** @type {any} */ roots,
    /** @type {any} */ options,
    /** @type {any} */ ...rest
  ) => {
    const host = ts.createWatchCompilerHost(
      [...roots, cellGlobals],
      compilerOptions(options),
      ...rest,
    );
    host.resolveModuleNameLiterals = (literals, file, _redirect, current) =>
      literals.map((literal) => resolveModule(literal.text, file, current, host));
    return host;
  };

  /** @type {typeof ts.createWatchProgram} */
  const createWatchProgram = (/** @type {any} */ host) => {
    const keep = host.afterProgramCreate;
    host.afterProgramCreate = (/** @type {any} */ builder) => {
      // tslab would check and emit every imported file with the cell. Those are modules.cjs's work.
      builder.getAllDependencies = (/** @type {any} */ file) => [file.fileName];
      keep(builder);
    };
    return ts.createWatchProgram(host);
  };

  /** The second of tslab's two steps, from an ES module to CommonJS; each step leaves a source map. */
  /** @type {typeof ts.transpileModule} */
  const transpileModule = (text, options) => {
    const inline = /\n\/\/# sourceMappingURL=data:[^,]*,(.*)\s*$/.exec(text);
    const source = inline ? text.slice(0, inline.index) : text;
    const out = ts.transpileModule(source, {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
    });
    const first = inline ? Buffer.from(inline[1], "base64").toString() : undefined;
    maps = [out.sourceMapText, first].flatMap((map) => (map ? [JSON.parse(map)] : []));
    return { ...out, outputText: out.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "") };
  };

  installCompiler({
    sys: { ...ts.sys, watchFile: files.watchFile, watchDirectory: files.watchDirectory },
    createWatchCompilerHost,
    createWatchProgram,
    transpileModule,
    getPreEmitDiagnosticsOfFiles: cellDiagnostics,
  });
  const converter = require("tslab/dist/converter.js").createConverter();
  const { printQuickInfo } = require("tslab/dist/inspect.js");
  let declarations = "";
  const look = () => files.look(ts.FileWatcherEventKind.Changed);

  return {
    /**
     * Check and translate a cell. Its declarations count from here on, whether it runs to its end or
     * not: a stopped cell keeps the variables that it had set.
     * @param {string} cell
     * @returns {{ diagnostics: Diagnostic[] } | { diagnostics: null, compiled: CompiledCell }}
     */
    compile(cell) {
      look();
      const converted = converter.convert(declarations, cell);
      if (converted.diagnostics.length > 0) return { diagnostics: converted.diagnostics };
      declarations = converted.declOutput ?? "";
      const { output: code = "", lastExpressionVar: result } = converted;
      return { diagnostics: null, compiled: { code, maps, result } };
    },

    /** @param {string} cell @param {number} position */
    complete(cell, position) {
      look();
      return converter.complete(declarations, cell, position);
    },

    /** Signature and docstring as text, or undefined. @param {string} cell @param {number} position */
    inspect(cell, position) {
      look();
      const info = converter.inspect(declarations, cell, position);
      return info && printQuickInfo(info);
    },
  };
}

module.exports = { createLanguage };
