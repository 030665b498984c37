"use strict";
// What may stand at a place in a cell, the likeliest first.

const ts = require("typescript6");
const { NOT_CANCELLED } = require("./options.cjs");
const { packageName } = require("../paths.cjs");

// What the released compiler has at run time but does not declare.
const { Completions, SymbolDisplay } = /** @type {any} */ (ts);

const INVOKED = 1;
const PREFERENCES = {
  includeCompletionsWithInsertText: true,
  includeAutomaticOptionalChainCompletions: true,
  includePackageJsonAutoImports: "off",
};
/** Beyond these nobody reads. */
const DETAILED = 40;

/**
 * @typedef {import("./tslab-compiler.cjs").OpenCell} OpenCell
 * @typedef {{ text: string, type: string, signature?: string }} Candidate
 * @typedef {{ start: number, end: number, candidates: Candidate[] }} Completions
 */

/**
 * @param {OpenCell} cell
 * @returns {Completions} positions in the file of the cell
 */
function completionsAt(cell) {
  const { program, file, position } = cell;
  const host = {
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    getCompilationSettings: () => program.getCompilerOptions(),
    getCurrentDirectory: () => program.getCurrentDirectory(),
  };
  const found = Completions.getCompletionsAtPosition(
    host,
    program,
    () => {},
    file,
    position,
    PREFERENCES,
    undefined,
    INVOKED,
    NOT_CANCELLED,
    {},
    true,
  );
  /** @type {any[]} */
  const entries = [...(found?.entries ?? []), ...ownPackage(file, position)];
  const word = wordAt(file.text, position);
  // A path is replaced from its last slash on, a string as a whole, `.` too where it becomes `?.`.
  const span =
    entries.find((e) => e.replacementSpan)?.replacementSpan ?? found?.optionalReplacementSpan;
  const start = span ? span.start : word.start;
  const end = span ? span.start + span.length : word.end;
  const typed = file.text.slice(start, position).replace(/^\??\./, "");
  const ranked = entries
    .map((entry) => ({ entry, key: rank(entry.name, typed) + entry.sortText }))
    .filter(({ key }) => !key.startsWith(NO_MATCH))
    .sort((a, b) => compare(a.key, b.key));
  const candidates = ranked.map(({ entry }, index) => ({
    text: entry.insertText ?? entry.name,
    type: entry.kind,
    ...(index < DETAILED && detailsOf(entry.symbol, cell)),
  }));
  return { start, end, candidates };
}

const NO_MATCH = "3";

/**
 * As typed, then as typed but for capitals, then with it somewhere within.
 * @param {string} name
 * @param {string} typed
 */
function rank(name, typed) {
  if (name.startsWith(typed)) return "0";
  const [low, wanted] = [name.toLowerCase(), typed.toLowerCase()];
  if (low.startsWith(wanted)) return "1";
  return low.includes(wanted) ? "2" : NO_MATCH;
}

/** @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : Number(a > b));

/**
 * @param {string} text
 * @param {number} position
 */
function wordAt(text, position) {
  const before = /[\p{ID_Continue}$#]*$/u.exec(text.slice(0, position))?.[0] ?? "";
  const after = /^[\p{ID_Continue}$]*/u.exec(text.slice(position))?.[0] ?? "";
  return { start: position - before.length, end: position + after.length };
}

/**
 * The compiler lists what package.json names, and that is never the package itself.
 * @param {import("typescript6").SourceFile} file
 * @param {number} position
 */
function ownPackage(file, position) {
  const before = /(?:\bfrom|\bimport|\b(?:import|require)\()\s*["']([^"']*)$/.exec(
    file.text.slice(0, position),
  );
  if (!before || !packageName.startsWith(before[1])) return [];
  const replacementSpan = { start: position - before[1].length, length: before[1].length };
  return [{ name: packageName, kind: "module", sortText: "11", replacementSpan }];
}

/**
 * What an imported name is, and a function's parameters and result.
 * @param {import("typescript6").Symbol | undefined} symbol
 * @param {OpenCell} cell
 */
function detailsOf(symbol, { program, file }) {
  if (!symbol) return {};
  const checker = program.getTypeChecker();
  const isAlias = symbol.flags & ts.SymbolFlags.Alias;
  const meant = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  const [signature] =
    meant.flags & ts.SymbolFlags.Value ? checker.getTypeOfSymbol(meant).getCallSignatures() : [];
  return {
    ...(isAlias && { type: SymbolDisplay.getSymbolKind(checker, meant, file) }),
    ...(signature && { signature: checker.signatureToString(signature) }),
  };
}

module.exports = { completionsAt };
