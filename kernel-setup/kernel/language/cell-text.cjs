"use strict";
// A cell as tslab can take it. tslab exports all that a cell declares, by a list at its end, so what
// the reader exports must not be exported twice. Each replacement is as long as what it replaces:
// positions stay.

const ts = require("typescript6");

/** @param {string} text */
const blank = (text) => text.replace(/[^\r\n]/g, " ");

/**
 * The parts of a statement that go, each with what comes in their place.
 * @param {import("typescript6").Statement} statement
 * @param {import("typescript6").SourceFile} file
 * @returns {[import("typescript6").TextRange, (text: string) => string][]}
 */
function replacements(statement, file) {
  const whole = { pos: statement.getStart(file), end: statement.end };
  if (ts.isExportDeclaration(statement)) {
    // What a cell re-exports, later cells can use, as what it imports.
    if (!statement.moduleSpecifier) return [[whole, blank]];
    return statement.exportClause ? [[whole, (text) => text.replace("export", "import")]] : [];
  }
  if (ts.isExportAssignment(statement) && !statement.isExportEquals) {
    return [[{ pos: whole.pos, end: statement.expression.pos }, blank]];
  }
  const modifiers = ts.canHaveModifiers(statement) ? (statement.modifiers ?? []) : [];
  const { name } = /** @type {{ name?: unknown }} */ (statement);
  const named = name !== undefined || ts.isVariableStatement(statement);
  return modifiers
    .filter(({ kind }) => named && (isExport(kind) || kind === ts.SyntaxKind.DefaultKeyword))
    .map((modifier) => [{ pos: modifier.getStart(file), end: modifier.end }, blank]);
}

/** @param {import("typescript6").SyntaxKind} kind */
function isExport(kind) {
  return kind === ts.SyntaxKind.ExportKeyword;
}

/**
 * @param {string} text
 * @param {import("typescript6").SourceFile} file the same, parsed
 */
function withoutExports(text, file) {
  if (!/\bexport\b/.test(text)) return text;
  let written = text;
  for (const [{ pos, end }, replace] of file.statements.flatMap((s) => replacements(s, file))) {
    written = written.slice(0, pos) + replace(text.slice(pos, end)) + written.slice(end);
  }
  return written;
}

/**
 * What a cell adds to the types of all modules: `declare global` and `declare module "name"`.
 * @param {import("typescript6").SourceFile} file
 */
function augmentationsIn(file) {
  return file.statements.filter(
    (statement) =>
      ts.isModuleDeclaration(statement) &&
      (ts.isStringLiteral(statement.name) ||
        (statement.flags & ts.NodeFlags.GlobalAugmentation) !== 0),
  );
}

module.exports = { augmentationsIn, withoutExports };
