"use strict";
// What ES modules have and the CommonJS that runs has not, `import.meta` and `import()`, as variables
// of the function that runs (modules.cjs gives them their values).

const ts = require("typescript6");

const MODULE_VARIABLES = /** @type {const} */ (["unrolled_meta", "unrolled_import"]);

/** @param {import("typescript6").TransformationContext} context */
function moduleSyntaxAsVariables(context) {
  const [meta, dynamic] = MODULE_VARIABLES;
  const { factory } = ts;
  /**
   * @param {import("typescript6").Node} original
   * @returns {import("typescript6").Node}
   */
  function visit(original) {
    if (ts.isTypeNode(original) && !ts.isExpressionWithTypeArguments(original)) return original;
    const node = ts.visitEachChild(original, visit, context);
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      return factory.createIdentifier(meta);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const callee = factory.createIdentifier(dynamic);
      return factory.createCallExpression(callee, undefined, node.arguments.slice(0, 1));
    }
    return node;
  }
  return (/** @type {import("typescript6").SourceFile} */ file) =>
    /import\s*[.(]/.test(file.text) ? ts.visitEachChild(file, visit, context) : file;
}

module.exports = { MODULE_VARIABLES, moduleSyntaxAsVariables };
