"use strict";
// tslab turns each use of an earlier cell's variable `x` into `exports.x`, but misses the shorthand
// `{ x }`, and takes the name of a property of an earlier value, as in `const { x: y } = v`, for a
// variable. This step, before tslab's own, writes the first out and hides the second.

const ts = require("typescript6");

/** tslab's name for the file of declarations of earlier cells. */
const EARLIER_CELLS = "/__prev__.d.ts";

/**
 * @param {import("typescript6").TypeChecker} checker
 * @returns {import("typescript6").TransformerFactory<import("typescript6").SourceFile>}
 */
function nameEarlierVariables(checker) {
  const { factory } = ts;

  /** @param {import("typescript6").ShorthandPropertyAssignment} node */
  function writeOut(node) {
    const symbol = checker.getShorthandAssignmentValueSymbol(node);
    const earlier = symbol?.declarations?.some((declaration) =>
      declaration.getSourceFile().fileName.endsWith(EARLIER_CELLS),
    );
    if (!earlier) return node;
    const { text } = node.name;
    const variable = factory.createPropertyAccessExpression(
      factory.createIdentifier("exports"),
      text,
    );
    const fallback = node.objectAssignmentInitializer;
    const value = fallback ? factory.createAssignment(variable, fallback) : variable;
    return factory.createPropertyAssignment(text, value);
  }

  /**
   * A new identifier has no symbol, which is what tslab looks for.
   * @param {import("typescript6").Identifier} name
   */
  const hide = (name) => factory.createIdentifier(name.text);

  return (context) => {
    /**
     * @param {import("typescript6").Node} original
     * @returns {import("typescript6").Node}
     */
    function visit(original) {
      const node = ts.visitEachChild(original, visit, context);
      if (ts.isShorthandPropertyAssignment(node)) {
        return writeOut(/** @type {any} */ (ts.getOriginalNode(node)));
      }
      if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name)) {
        return factory.updatePropertyAssignment(node, hide(node.name), node.initializer);
      }
      if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
        const { dotDotDotToken, propertyName, name, initializer } = node;
        return factory.updateBindingElement(
          node,
          dotDotDotToken,
          hide(propertyName),
          name,
          initializer,
        );
      }
      return node;
    }
    return (file) => ts.visitEachChild(file, visit, context);
  };
}

module.exports = { nameEarlierVariables };
