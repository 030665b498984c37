"use strict";
// What a cell sees of the cells before it. To the checker each cell lies within the one before, so a
// name is looked for in the latest cell that declares it, and older cells keep what they saw.

const ts = require("typescript6");

/** @typedef {import("./cell-file.cjs").CellFile} CellFile */

const { Alias, Namespace, Type, Value } = ts.SymbolFlags;

/**
 * Whether a declaration of a name hides another one in every meaning.
 * @param {any} later
 * @param {any} earlier
 */
function hides(later, earlier) {
  if (later.flags & Alias) return true;
  if (earlier.flags & Alias) return (later.flags & Value) !== 0;
  return [Value, Type, Namespace].every((what) => !(earlier.flags & what) || later.flags & what);
}

function createEarlierCells() {
  /** The oldest first. @type {CellFile[]} */
  let cells = [];
  const members = new Set();
  /** The last cell that declares a name. @type {Map<string, CellFile>} */
  const latest = new Map();

  /**
   * Whether a cell's declarations are all hidden, with none in between that may still mean them.
   * @param {number} index
   */
  function isObsolete(index) {
    for (const key of cells[index].locals.keys()) {
      if (latest.get(key) === cells[index]) return false; // as of nearly all: the quick way out
    }
    for (const [key, symbol] of cells[index].locals) {
      const name = /** @type {import("typescript6").__String} */ (key);
      let later = index + 1;
      for (; later < cells.length; later += 1) {
        const again = cells[later].locals.get(key);
        if (again && hides(again, symbol)) break;
        if (cells[later].identifiers.has(ts.unescapeLeadingUnderscores(name))) return false;
      }
      if (later === cells.length) return false;
    }
    return true;
  }

  return {
    /** The scope that the next cell lies in. */
    get latest() {
      return cells.at(-1);
    },

    /** @param {CellFile} cell */
    add(cell) {
      if (cell.locals.size === 0) return;
      cells.push(cell);
      members.add(cell);
      for (const key of cell.locals.keys()) latest.set(key, cell);
      const kept = cells.filter((_, index) => !isObsolete(index));
      for (const [index, file] of kept.entries()) file.parent = kept[index - 1];
      for (const file of cells) if (!kept.includes(file)) members.delete(file);
      cells = kept;
    },

    all: () => cells,

    /**
     * Whether a symbol is a variable of an earlier cell.
     * @param {any} symbol
     */
    declares(symbol) {
      const file = symbol?.declarations?.[0]?.getSourceFile();
      return (
        file !== undefined && members.has(file) && file.locals.get(symbol.escapedName) === symbol
      );
    },
  };
}

module.exports = { createEarlierCells };
