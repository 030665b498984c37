"use strict";
// What may be assigned to after its declaration is not exported as a value, as the rest of a cell is:
// scope.cjs links it, so that a function and the cells after it set the same variable.

const ts = require("typescript6");

/**
 * The names that a cell declares, and those of them that may be assigned to.
 * @param {Map<string, import("typescript6").Symbol>} [locals]
 */
function variablesOf(locals = new Map()) {
  const assignable = [...locals].filter(([, { valueDeclaration }]) => {
    if (!valueDeclaration || !ts.isVariableDeclaration(rootOf(valueDeclaration))) return false;
    return !(ts.getCombinedNodeFlags(valueDeclaration) & ts.NodeFlags.Constant);
  });
  const plain = (/** @type {any} */ key) => ts.unescapeLeadingUnderscores(key);
  return {
    declared: [...locals.keys()].map(plain),
    assignable: assignable.map(([key]) => plain(key)),
  };
}

/**
 * The declaration that a name in a pattern belongs to.
 * @param {import("typescript6").Declaration} declaration
 */
function rootOf(declaration) {
  return ts.isBindingElement(declaration)
    ? ts.walkUpBindingElementsAndPatterns(declaration)
    : declaration;
}

/**
 * tslab lists all names of a cell in one export at its end.
 * @param {string[]} names
 * @returns {import("typescript6").TransformerFactory<import("typescript6").SourceFile>}
 */
function withoutLinked(names) {
  return ({ factory }) =>
    (file) => {
      const statements = file.statements.map((statement) => {
        if (!ts.isExportDeclaration(statement)) return statement;
        const { exportClause } = statement;
        if (!exportClause || !ts.isNamedExports(exportClause)) return statement;
        const kept = exportClause.elements.filter(({ name }) => !names.includes(name.text));
        const { modifiers, isTypeOnly, moduleSpecifier, attributes } = statement;
        const clause = factory.updateNamedExports(exportClause, kept);
        return factory.updateExportDeclaration(
          statement,
          modifiers,
          isTypeOnly,
          clause,
          moduleSpecifier,
          attributes,
        );
      });
      return factory.updateSourceFile(file, statements);
    };
}

module.exports = { variablesOf, withoutLinked };
