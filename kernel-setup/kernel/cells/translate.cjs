"use strict";
// A TypeScript file, or a JavaScript one, as a CommonJS module that Node can run.

const fs = require("node:fs");
const ts = require("typescript6");
const { syntaxError } = require("../language/diagnostics.cjs");
const { keptOr } = require("./kept-translations.cjs");
const { moduleSyntaxAsVariables } = require("../language/module-syntax.cjs");
const { rememberMaps } = require("./stack.cjs");

/** @type {import("typescript6").CompilerOptions} */
const OPTIONS = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2024,
  esModuleInterop: true,
  sourceMap: true,
};
/** A translation is also made by these. */
const MAKERS = [__filename, require.resolve("../language/module-syntax.cjs")];
const HOW = JSON.stringify([OPTIONS, ...MAKERS.map((file) => fs.readFileSync(file, "utf8"))]);

/**
 * The body of a function of exports, require, module and the variables of module-syntax.cjs.
 * @param {string} file
 */
function translate(file) {
  const text = fs.readFileSync(file, "utf8");
  const { code, map } = keptOr(file, text, HOW, () => translateText(file, text));
  rememberMaps(file, [map]);
  return code;
}

/**
 * @param {string} file
 * @param {string} text
 */
function translateText(file, text) {
  const out = ts.transpileModule(text, {
    fileName: file.replace(/\.[mc]([jt]s)$/, ".$1"), // for a name with an m the compiler would leave `export` as it is
    reportDiagnostics: true,
    transformers: { before: [moduleSyntaxAsVariables] },
    compilerOptions: OPTIONS,
  });
  const [broken] = out.diagnostics ?? [];
  if (broken) throw syntaxError(/** @type {any} */ (broken));
  const map = JSON.parse(out.sourceMapText ?? "{}");
  return { code: out.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ""), map };
}

module.exports = { translate };
