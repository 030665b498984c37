"use strict";
// A TypeScript file, or a JavaScript one, as a CommonJS module that Node can run.

const fs = require("node:fs");
const ts = require("typescript6");
const { syntaxError } = require("./diagnostics.cjs");
const { rememberMaps } = require("./stack.cjs");

/** `import.meta` has no form in CommonJS: it becomes a parameter of the module's function. */
const importMetaAsVariable = (
  /** @type {import("typescript6").TransformationContext} */ context,
) => {
  /**
   * @param {import("typescript6").Node} node
   * @returns {import("typescript6").Node}
   */
  function visit(node) {
    return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
      ? ts.factory.createIdentifier("importMeta")
      : ts.visitEachChild(node, visit, context);
  }
  return (/** @type {import("typescript6").SourceFile} */ file) =>
    ts.visitEachChild(file, visit, context);
};

/**
 * The body of a function of exports, require, module and importMeta.
 * @param {string} file
 */
function translate(file) {
  const out = ts.transpileModule(fs.readFileSync(file, "utf8"), {
    fileName: file,
    reportDiagnostics: true,
    transformers: { before: [importMetaAsVariable] },
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
