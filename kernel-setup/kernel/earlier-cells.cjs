"use strict";
// What a cell sees of the cells before it. To the checker each cell lies within the one before, so a
// name is looked for in the latest cell that declares it, and older cells keep what they saw.

/** @typedef {import("./cell-file.cjs").CellFile} CellFile */

/** Value, type and namespace: the three things that a name can mean at once. */
const MEANINGS = [111551, 788968, 1920, 2097152];

/**
 * Whether a declaration of a name hides another one in every meaning.
 * @param {any} later
 * @param {any} earlier
 */
function hides(later, earlier) {
  const ALIAS = MEANINGS[3];
  if (later.flags & ALIAS) return true;
  if (earlier.flags & ALIAS) return (later.flags & MEANINGS[0]) !== 0;
  return MEANINGS.every((meaning) => !(earlier.flags & meaning) || later.flags & meaning);
}

function createEarlierCells() {
  /** The oldest first. @type {CellFile[]} */
  let cells = [];
  const members = new Set();

  /**
   * Whether a cell's declarations are all hidden, with none in between that may still mean them.
   * @param {number} index
   */
  function isObsolete(index) {
    for (const [name, symbol] of cells[index].locals) {
      let later = index + 1;
      for (; later < cells.length; later += 1) {
        const again = cells[later].locals.get(name);
        if (again && hides(again, symbol)) break;
        if (cells[later].identifiers.has(name)) return false;
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
