"use strict";
// One program for all cells: the library, Node's types, and whatever a cell has imported so far. A
// cell is no part of it, yet its checker checks it: it asks only for a module that is parsed, bound
// and has its imports found (cell-file.cjs). So a cell costs no more than its own text, and a new
// program is made only when a new import or a changed file asks for one.

const ts = require("typescript6");
const { isBuiltin } = require("node:module");
const { createFiles } = require("./files.cjs");
const { compilerOptions } = require("./options.cjs");
const { cellGlobals } = require("../paths.cjs");
const { createResolver } = require("./resolution.cjs");

/** After so many the checker holds some 10 MB of them. */
const MANY_CELLS = 1000;

/** @typedef {import("typescript6").Program & { resolvedModules: Map<string, any> }} Program */

/** @param {string} directory where the cells are */
function createCellProgram(directory) {
  const options = compilerOptions(directory);
  const base = ts.createCompilerHost(options);
  const files = createFiles((file, how) => base.getSourceFile(file, how));
  /** A module that imports all that cells import, and adds to others what they add. */
  const importer = `${directory}/__imports__.ts`;
  /** @type {Set<string>} */
  const specifiers = new Set();
  /** @type {Set<string>} */
  const augmentations = new Set();
  /** @type {import("typescript6").SourceFile} */
  let imports;
  /** Files with an import that leads nowhere yet: only those are resolved again. */
  const unresolved = new Set();
  /** @type {Program} */
  let program;
  let admitted = 0;

  /** @type {import("typescript6").CompilerHost} */
  const host = {
    ...base,
    getCurrentDirectory: () => directory,
    getSourceFile: (file, how) => (file === importer ? imports : files.get(file, how)),
    hasInvalidatedResolutions: (file) => unresolved.has(file),
    resolveModuleNameLiterals(literals, file) {
      const found = literals.map(({ text }) => resolve(text, file));
      const all = literals.every(({ text }, i) => found[i].resolvedModule || isBuiltin(text));
      const lasting = file === importer || file.includes("/node_modules/");
      if (all || lasting) unresolved.delete(file);
      else unresolved.add(file);
      return found;
    },
  };
  const resolve = createResolver(host, options);

  function make() {
    admitted = 0;
    const roots = [cellGlobals, importer];
    program = /** @type {Program} */ (ts.createProgram(roots, options, host, program));
  }

  function makeWithImports() {
    const text = [...specifiers].map((name) => `import ${JSON.stringify(name)};\n`).join("");
    const all = `${text}export {};\n${[...augmentations].join("\n")}`;
    imports = ts.createSourceFile(importer, all, ts.ScriptTarget.Latest);
    make();
    // What leads nowhere is looked for anew by the next cell that wants it.
    for (const literal of /** @type {any} */ (imports).imports) {
      const leads = /** @type {any} */ (program).getResolvedModuleFromModuleSpecifier(
        literal,
        imports,
      );
      if (!leads?.resolvedModule && !isBuiltin(literal.text)) specifiers.delete(literal.text);
    }
  }
  makeWithImports();

  return {
    get current() {
      return program;
    },

    /**
     * Make a cell one of the program's modules.
     * @param {import("typescript6").SourceFile & { path: string }} cell
     * @param {string[]} names what it imports
     * @param {{ path: string }[]} earlier the cells whose names it sees
     */
    admit(cell, names, earlier) {
      admitted += 1;
      const known = specifiers.size;
      for (const name of names) specifiers.add(name);
      if (specifiers.size > known) makeWithImports();
      const found = program.resolvedModules.get(importer);
      for (const { path } of [cell, ...earlier]) program.resolvedModules.set(path, found);
    },

    /**
     * Let all cells from now on have these declarations.
     * @param {string[]} texts
     */
    augment(texts) {
      const known = augmentations.size;
      for (const text of texts) augmentations.add(text);
      if (augmentations.size > known) makeWithImports();
    },

    /** Take note of files that changed. */
    look() {
      if (files.forgetChanged() || unresolved.size > 0) make();
    },

    /** Start afresh, whatever state the last program is in. */
    renew() {
      program = /** @type {any} */ (undefined);
      makeWithImports();
    },

    /** Drop what the checker knows of cells gone by, once that is much. */
    refresh() {
      if (admitted < MANY_CELLS) return;
      make();
      program.getTypeChecker(); // made now, so that the next cell need not wait for it
    },
  };
}

module.exports = { createCellProgram };
