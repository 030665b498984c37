"use strict";
// What is known of the name at a place in a cell, or of the call around it.

const path = require("node:path");
const ts = require("typescript6");
const { NOT_CANCELLED } = require("./options.cjs");
const { root } = require("../paths.cjs");

// What the released compiler has at run time but does not declare.
const { SignatureHelp, SymbolDisplay, getTouchingPropertyName } = /** @type {any} */ (ts);

/**
 * @typedef {import("typescript6").SymbolDisplayPart[]} Parts
 * @typedef {import("typescript6").JSDocTagInfo} Tag
 * @typedef {{ code: string, note?: string, documentation: Parts, tags: Tag[], place?: string }} Description
 */

/** @param {Parts} parts */
const textOf = (parts) => parts.map(({ text }) => text).join("");

/**
 * @param {import("./tslab-compiler.cjs").OpenCell} cell
 * @returns {Description | undefined}
 */
function describeAt(cell) {
  return describeName(cell) ?? describeCall(cell);
}

/** @param {import("./tslab-compiler.cjs").OpenCell} cell */
function describeName({ program, file, position }) {
  const checker = program.getTypeChecker();
  const node = getTouchingPropertyName(file, position);
  const symbol = node === file ? undefined : checker.getSymbolAtLocation(node);
  if (!symbol) return undefined;
  const found = SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
    checker,
    symbol,
    file,
    node.parent,
    node,
  );
  const { documentation, tags = [] } = found;
  const place = placeOf(symbol, checker, file);
  // That a name is imported is what its own line says.
  const code = textOf(found.displayParts).replace(/^\(alias\) ([^]*)\nimport .*$/, "$1");
  return { code, documentation, tags, ...(place && { place }) };
}

/**
 * The signatures of the function that is being called, the one that fits best first, and which of
 * its parameters is being written.
 * @param {import("./tslab-compiler.cjs").OpenCell} cell
 */
function describeCall({ program, file, position }) {
  const invoked = { kind: "invoked" };
  const help = SignatureHelp.getSignatureHelpItems(program, file, position, invoked, NOT_CANCELLED);
  if (!help) return undefined;
  /** @type {any[]} */
  const items = help.items;
  const best = items[help.selectedItemIndex];
  const lines = [best, ...items.filter((item) => item !== best)].map((item) => {
    const parameters = item.parameters.map((/** @type {any} */ p) => textOf(p.displayParts));
    const separator = textOf(item.separatorDisplayParts);
    return `${textOf(item.prefixDisplayParts)}${parameters.join(separator)}${textOf(item.suffixDisplayParts)}`;
  });
  const last = best.parameters.length - 1;
  const current =
    best.parameters[best.isVariadic ? Math.min(help.argumentIndex, last) : help.argumentIndex];
  const note = current && textOf(current.displayParts);
  return { code: lines.join("\n"), note, documentation: best.documentation, tags: best.tags };
}

/**
 * Where a name is declared, as a reader would say it.
 * @param {import("typescript6").Symbol} symbol
 * @param {import("typescript6").TypeChecker} checker
 * @param {import("typescript6").SourceFile} cell
 */
function placeOf(symbol, checker, cell) {
  const aliased = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = aliased.declarations ?? [];
  if (!declaration) return undefined;
  const file = declaration.getSourceFile();
  if (file === cell) return "this cell";
  if (file.fileName === cell.fileName) return "an earlier cell";
  const { line } = file.getLineAndCharacterOfPosition(declaration.getStart(file));
  return `${path.relative(root, file.fileName).replaceAll("\\", "/")}:${line + 1}`;
}

module.exports = { describeAt };
