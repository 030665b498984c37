"use strict";
// The compiler as tslab's converter shall see it: its own calls, with our options, our packages,
// our checks, and source maps. Everything here bends a call that tslab makes; nothing is patched.

const ts = require("typescript6");
const { cellDiagnostics } = require("./diagnostics.cjs");
const { nameEarlierVariables } = require("./earlier-names.cjs");
const { compilerOptions } = require("./options.cjs");
const { cellGlobals } = require("./paths.cjs");
const { createResolver } = require("./resolution.cjs");

/**
 * @param {object} files what watches files, in the compiler's terms
 * @param {(maps: object[]) => void} onMaps receives the source maps of each translated cell, those of
 *   the last step first
 */
function compilerForTslab(files, onMaps) {
  /** Importing files with an import that leads nowhere yet: only those are resolved again. */
  const unresolved = new Set();

  function createWatchCompilerHost(
    /** @type {string[]} */ roots,
    /** @type {import("typescript6").CompilerOptions} */ options,
    /** @type {[any, any, any, any]} */ ...rest
  ) {
    const all = [...roots, cellGlobals];
    const ours = compilerOptions(options);
    const host = ts.createWatchCompilerHost(all, ours, ...rest);
    const resolve = createResolver(host, ours);
    host.resolveModuleNameLiterals = (literals, file) => {
      const found = literals.map(({ text }) => resolve(text, file));
      if (found.every(({ resolvedModule }) => resolvedModule)) unresolved.delete(file);
      else unresolved.add(file);
      return found;
    };
    host.hasInvalidatedResolutions = (file) => unresolved.has(file);
    return host;
  }

  function createWatchProgram(/** @type {any} */ host) {
    const tslabsOwn = host.afterProgramCreate;
    host.afterProgramCreate = (/** @type {any} */ builder) => {
      // tslab would check and emit every imported file with the cell. Those are modules.cjs's work.
      builder.getAllDependencies = (/** @type {any} */ file) => [file.fileName];
      const emit = builder.emit;
      builder.emit = (/** @type {any[]} */ ...args) => {
        const checker = builder.getProgram().getTypeChecker();
        args[4] = { ...args[4], before: [nameEarlierVariables(checker)] };
        return emit(...args);
      };
      tslabsOwn(builder);
    };
    return ts.createWatchProgram(host);
  }

  /**
   * tslab's second step, from an ES module to CommonJS. The first step's map comes with its output.
   * @type {typeof ts.transpileModule}
   */
  function transpileModule(text, { compilerOptions, ...options }) {
    const inline = /\n\/\/# sourceMappingURL=data:[^,]*,(.*)\s*$/.exec(text);
    if (!inline) throw new Error("tslab's converter gave no source map");
    const source = text.slice(0, inline.index);
    const mapped = { ...compilerOptions, sourceMap: true };
    const out = ts.transpileModule(source, { ...options, compilerOptions: mapped });
    const maps = [out.sourceMapText ?? "", Buffer.from(inline[1], "base64").toString()];
    onMaps(maps.map((map) => JSON.parse(map)));
    return { ...out, outputText: out.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "") };
  }

  return {
    sys: { ...ts.sys, ...files },
    createWatchCompilerHost,
    createWatchProgram,
    transpileModule,
    getPreEmitDiagnosticsOfFiles: cellDiagnostics,
  };
}

module.exports = { compilerForTslab };
