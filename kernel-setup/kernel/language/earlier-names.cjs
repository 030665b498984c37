"use strict";
// Each use of an earlier cell's variable `x` becomes `exports.x`, in the compiler's own terms: by what
// the name means, not by how it looks.

const ts = require("typescript6");

/**
 * @param {import("typescript6").TypeChecker} checker
 * @param {{ declares(symbol: unknown): boolean }} earlier
 * @returns {import("typescript6").TransformerFactory<import("typescript6").SourceFile>}
 */
function nameEarlierVariables(checker, earlier) {
  const { factory } = ts;
  const variable = (/** @type {string} */ name) =>
    factory.createPropertyAccessExpression(factory.createIdentifier("exports"), name);

  /** @param {import("typescript6").ShorthandPropertyAssignment} node */
  function writeOut(node) {
    if (!earlier.declares(checker.getShorthandAssignmentValueSymbol(node))) return node;
    const { text } = node.name;
    const fallback = node.objectAssignmentInitializer;
    const value = fallback ? factory.createAssignment(variable(text), fallback) : variable(text);
    return factory.createPropertyAssignment(text, value);
  }

  /** `f()` must not become `exports.f()`, which would make `exports` its `this`. */
  const withoutThis = (/** @type {import("typescript6").Expression} */ callee) =>
    factory.createParenthesizedExpression(
      factory.createComma(factory.createNumericLiteral(0), callee),
    );

  return (context) => {
    /**
     * @param {import("typescript6").Node} node
     * @returns {import("typescript6").Node}
     */
    function visit(node) {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return node;
      if (ts.isExportDeclaration(node) || ts.isImportDeclaration(node)) return node;
      if (ts.isShorthandPropertyAssignment(node)) {
        const visited = /** @type {typeof node} */ (ts.visitEachChild(node, visit, context));
        return writeOut(visited);
      }
      if (ts.isIdentifier(node)) {
        if (!isUse(node) || !earlier.declares(checker.getSymbolAtLocation(node))) return node;
        const named = ts.setTextRange(variable(node.text), node);
        return isCalled(node) ? withoutThis(named) : named;
      }
      return ts.visitEachChild(node, visit, context);
    }
    return (file) => ts.visitEachChild(file, visit, context);
  };
}

/**
 * Whether an identifier stands for a variable, rather than for a property or a label.
 * @param {import("typescript6").Identifier} node
 */
function isUse(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isPropertyAssignment(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  return true;
}

/** @param {import("typescript6").Identifier} node */
function isCalled(node) {
  const { parent } = node;
  return (
    (ts.isCallExpression(parent) && parent.expression === node) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === node)
  );
}

module.exports = { nameEarlierVariables };
