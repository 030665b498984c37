"use strict";
// The compiler as tslab's converter shall see it: its own calls, with our program, our packages, our
// checks, and source maps. Everything here answers a call that tslab makes; nothing is patched.

const ts = require("typescript6");
const { importedBy, parseCell } = require("./cell-file.cjs");
const { cellDiagnostics } = require("./diagnostics.cjs");
const { createEarlierCells } = require("./earlier-cells.cjs");
const { nameEarlierVariables } = require("./earlier-names.cjs");
const { variablesOf, withoutLinked } = require("./linked-variables.cjs");
const { moduleSyntaxAsVariables } = require("./module-syntax.cjs");
const { createCellProgram } = require("./program.cjs");

/** tslab's name for the declarations of earlier cells, which it keeps as text; here it stays empty. */
const DECLARATIONS = "/__prev__.d.ts";

/** What tslab writes before a cell. */
const PREFIX = "export {};\n";

/** @typedef {{ program: import("typescript6").Program, file: import("typescript6").SourceFile, position: number }} OpenCell */

/** @param {(maps: object[]) => void} onMaps receives the source maps of each translated cell, those of the last step first */
function compilerForTslab(onMaps) {
  const directory = ts.sys.getCurrentDirectory().replaceAll("\\", "/");
  const program = createCellProgram(directory);
  const options = program.current.getCompilerOptions();
  const earlier = createEarlierCells();
  /** @type {import("./cell-file.cjs").CellFile | undefined} */
  let cell;

  /** @param {import("./cell-file.cjs").CellFile} file */
  function programOf(file) {
    program.admit(file, importedBy(file), earlier.all());
    return program.current;
  }

  /**
   * A cell that is being written, among those before it.
   * @param {string} text
   * @param {number} position
   * @returns {OpenCell}
   */
  function look(text, position) {
    const file = parseCell(`${directory}/__tslab__.ts`, PREFIX + text, options);
    file.parent = /** @type {any} */ (earlier.latest);
    return { program: programOf(file), file, position: PREFIX.length + position };
  }

  /** What tslab asks of the program of the cell that it has just written. */
  function builderOf(/** @type {any} */ host) {
    const [declarationsName, cellName] = host.roots;
    const declarations = parseCell(declarationsName, host.readFile(declarationsName), options);
    declarations.parent = /** @type {any} */ (earlier.latest);
    const text = withPlainNames(host.readFile(cellName));
    /** @type {import("./cell-file.cjs").CellFile | undefined} */
    let file;
    // Only when asked for: tslab cannot do with an error while it reads.
    const parsed = () => (cell = file ??= parseCell(cellName, text, options));
    const getProgram = () => programOf(parsed());
    return {
      getProgram,
      getSourceFile: (/** @type {string} */ name) =>
        name.endsWith(DECLARATIONS) ? declarations : parsed(),
      // tslab would check and emit every imported file with the cell. Those are modules.cjs's work.
      getAllDependencies: (/** @type {any} */ { fileName }) => [fileName],
      emit(/** @type {any[]} */ ...args) {
        const names = nameEarlierVariables(program.current.getTypeChecker(), earlier);
        args[4] = {
          ...args[4],
          before: [
            names,
            withoutLinked(variablesOf(parsed().locals).assignable),
            moduleSyntaxAsVariables,
          ],
        };
        return program.current.emit(.../** @type {[any]} */ (args));
      },
    };
  }

  /** @param {any} host */
  function createWatchProgram(host) {
    let pending = false;
    function changed() {
      if (pending) return;
      pending = true;
      host.setTimeout(() => {
        pending = false;
        host.afterProgramCreate(builderOf(host));
      });
    }
    for (const file of host.roots) host.watchFile(file, changed);
    host.afterProgramCreate(builderOf(host));
    return { close() {} };
  }

  /**
   * tslab's second step, from an ES module to CommonJS. The first step's map comes with its output.
   * @type {typeof ts.transpileModule}
   */
  function transpileModule(text, { compilerOptions, ...rest }) {
    const inline = /\n\/\/# sourceMappingURL=data:[^,]*,(.*)\s*$/.exec(text);
    if (!inline) throw new Error("tslab's converter gave no source map");
    const source = text.slice(0, inline.index);
    const mapped = { ...compilerOptions, sourceMap: true };
    const out = ts.transpileModule(source, { ...rest, compilerOptions: mapped });
    const maps = [out.sourceMapText ?? "", Buffer.from(inline[1], "base64").toString()];
    onMaps(maps.map((map) => JSON.parse(map)));
    return { ...out, outputText: out.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "") };
  }

  return {
    program,
    look,
    /** The cell just translated is earlier than what comes. */
    keep() {
      if (cell) earlier.add(cell);
      return variablesOf(cell?.locals);
    },
    calls: {
      createWatchCompilerHost: (
        /** @type {string[]} */ roots,
        /** @type {object} */ _options,
        /** @type {any} */ sys,
      ) => ({ ...sys, roots }),
      createWatchProgram,
      transpileModule,
      getPreEmitDiagnosticsOfFiles: cellDiagnostics,
    },
  };
}

/**
 * tslab lists what a cell declares by the compiler's keys, which have one underscore more than a name
 * that begins with two, and include some that are no names.
 * @param {string} text
 */
function withPlainNames(text) {
  return text.replace(/\nexport \{([^{}]*)\}$/, (_, list) => {
    const keys = list.split(", ").filter((/** @type {string} */ key) => !/^__(?!_)/.test(key));
    return `\nexport {${keys.map(ts.unescapeLeadingUnderscores).join(", ")}}`;
  });
}

module.exports = { PREFIX, compilerForTslab };
