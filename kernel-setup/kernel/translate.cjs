"use strict";
// A TypeScript file, or a JavaScript one, as a CommonJS module that Node can run.

const fs = require("node:fs");
const ts = require("typescript6");
const { syntaxError } = require("./diagnostics.cjs");
const { moduleSyntaxAsVariables } = require("./module-syntax.cjs");
const { rememberMaps } = require("./stack.cjs");

/**
 * The body of a function of exports, require, module and the variables of module-syntax.cjs.
 * @param {string} file
 */
function translate(file) {
  const out = ts.transpileModule(fs.readFileSync(file, "utf8"), {
    fileName: file,
    reportDiagnostics: true,
    transformers: { before: [moduleSyntaxAsVariables] },
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2024,
      esModuleInterop: true,
      sourceMap: true,
    },
  });
  const [broken] = out.diagnostics ?? [];
  if (broken) throw syntaxError(/** @type {any} */ (broken));
  rememberMaps(file, [JSON.parse(out.sourceMapText ?? "{}")]);
  return out.outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, "");
}

module.exports = { translate };
