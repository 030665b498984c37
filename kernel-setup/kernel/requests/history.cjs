"use strict";
// What was run, for a console's arrow keys: this session's cells, kept in memory.

/** @typedef {[session: number, line: number, source: string]} Entry */

const SESSION = 1;

/**
 * A pattern with * and ? as a shell writes it.
 * @param {string} pattern
 */
function glob(pattern) {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}

function createHistory() {
  /** @type {Entry[]} */
  const entries = [];

  /**
   * @param {any} request the content of a history_request
   * @returns {Entry[]}
   */
  function select({ hist_access_type, session = 0, n, start = 0, stop, pattern, unique }) {
    if (hist_access_type === "range") {
      if (session !== 0 && session !== SESSION) return []; // no other is kept
      return entries.filter(([, line]) => line >= start && (!stop || line < stop));
    }
    let found = entries;
    if (hist_access_type === "search") {
      const wanted = glob(pattern ?? "*");
      found = entries.filter(([, , source]) => wanted.test(source));
      // The last of equal ones stays.
      if (unique) found = [...new Map(found.map((entry) => [entry[2], entry])).values()];
    }
    return n > 0 ? found.slice(-n) : found;
  }

  return {
    /**
     * @param {number} line
     * @param {string} source
     */
    add(line, source) {
      entries.push([SESSION, line, source]);
    },
    /** @param {any} request */
    answer(request) {
      const found = select(request);
      // The values of cells are not kept, so each output is null.
      const history = request.output
        ? found.map(([session, line, source]) => [session, line, [source, null]])
        : found;
      return { status: "ok", history };
    },
  };
}

module.exports = { createHistory };
