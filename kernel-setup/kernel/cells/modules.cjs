"use strict";
// Modules that a cell imports: our package and local files, translated when first needed and again
// when they change; everything else comes from Node.

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");
const { stampOf } = require("../language/files.cjs");
const { MODULE_VARIABLES } = require("../language/module-syntax.cjs");
const { importPackage, requirePackage } = require("./packages.cjs");
const { packageName, root, sourceEntry } = require("../paths.cjs");
const { translate } = require("./translate.cjs");

/** Node reads the rest: JSON, add-ons, modules that are CommonJS already. */
const TRANSLATED = /\.(m?js|[mc]?ts)$/;

/** @typedef {{ exports: any, stamp: string | undefined, imports: Set<string>, isWhole: boolean }} Loaded */

/**
 * The file that a relative specifier means: `./x.js` names the TypeScript file `./x.ts`.
 * @param {string} specifier
 * @param {string} directory
 */
function resolveLocal(specifier, directory) {
  const file = path.resolve(directory, specifier);
  const candidates = [
    file.replace(/\.(m|c)?js$/, ".$1ts"),
    file,
    `${file}.ts`,
    `${file}.js`,
    path.join(file, "index.ts"),
    path.join(file, "index.js"),
  ];
  return candidates.find((name) => fs.statSync(name, { throwIfNoEntry: false })?.isFile()) ?? file;
}

/** @param {string} specifier */
const isOurs = (specifier) => specifier === packageName || /^(\.\.?)?(\/|$)/.test(specifier);

/** @param {string} directory where the cells are */
function createModules(directory) {
  /** @type {Map<string, Loaded>} */
  const loaded = new Map();

  /**
   * The values of MODULE_VARIABLES.
   * @param {string} file
   * @param {Set<string>} [imports]
   * @returns {[ImportMeta, (specifier: string) => Promise<unknown>]}
   */
  function moduleVariables(file, imports) {
    const dirname = path.dirname(file);
    const url = pathToFileURL(file).href;
    const resolve = (/** @type {string} */ name) =>
      pathToFileURL(createRequire(file).resolve(name)).href;
    const importMeta = /** @type {ImportMeta} */ ({ dirname, filename: file, resolve, url });
    return [importMeta, (specifier) => importDynamically(specifier, dirname, imports)];
  }

  /** Drop the modules whose file changed or whose making was stopped, and those that import them, directly or not. */
  function forgetChanged() {
    const stale = new Set(
      [...loaded]
        .filter(([file, { stamp, isWhole }]) => !isWhole || stampOf(file) !== stamp)
        .map(([file]) => file),
    );
    for (let size = -1; size !== stale.size;) {
      size = stale.size;
      for (const [file, { imports }] of loaded) {
        if ([...imports].some((name) => stale.has(name))) stale.add(file);
      }
    }
    for (const file of stale) loaded.delete(file);
  }

  /**
   * JSON, add-ons, modules that are CommonJS already; anew once their file has changed.
   * @param {string} file
   */
  function loadByNode(file) {
    const require = createRequire(file);
    if (!loaded.has(file)) delete require.cache[file];
    const exports = require(file);
    loaded.set(file, { exports, stamp: stampOf(file), imports: new Set(), isWhole: true });
    return exports;
  }

  /** @param {string} file */
  function load(file) {
    const known = loaded.get(file);
    if (known) return known.exports; // perhaps half-made, in a circle of imports
    /** @type {Loaded} */
    const record = { exports: {}, stamp: stampOf(file), imports: new Set(), isWhole: false };
    loaded.set(file, record);
    try {
      const parameters = ["exports", "require", "module", ...MODULE_VARIABLES];
      const run = vm.compileFunction(translate(file), parameters, { filename: file });
      const require = (/** @type {string} */ name) =>
        find(name, path.dirname(file), record.imports);
      run(record.exports, require, record, ...moduleVariables(file, record.imports));
      record.isWhole = true;
    } catch (error) {
      loaded.delete(file);
      if (error instanceof SyntaxError && error.message.startsWith("await is only valid")) {
        const name = path.relative(root, file).replaceAll("\\", "/");
        throw new SyntaxError(
          `${name} waits at its top level, which only a cell can; export a function that waits`,
        );
      }
      throw error;
    }
    return record.exports;
  }

  /**
   * @param {string} specifier
   * @param {string} from
   * @param {Set<string>} [imports] of the importing module
   */
  function find(specifier, from, imports) {
    if (!isOurs(specifier)) return requirePackage(specifier, from);
    const file = specifier === packageName ? sourceEntry : resolveLocal(specifier, from);
    imports?.add(file);
    if (!TRANSLATED.test(file)) return loadByNode(file);
    return load(file);
  }

  /**
   * `import()` of anything.
   * @param {string} specifier
   * @param {string} from
   * @param {Set<string>} [imports]
   */
  async function importDynamically(specifier, from, imports) {
    if (!isOurs(specifier)) return importPackage(specifier, from);
    if (!imports) forgetChanged();
    const found = find(specifier, from, imports);
    return Reflect.has(Object(found), "__esModule") ? found : { default: found, ...found };
  }

  return {
    /**
     * What `require` is in a cell.
     * @param {string} specifier
     */
    require(specifier) {
      forgetChanged();
      return find(specifier, directory);
    },

    /** The values of MODULE_VARIABLES in a cell, which is as a file in the notebook's folder. */
    variables: moduleVariables(path.join(directory, "cell.ts")),
  };
}

module.exports = { createModules };
