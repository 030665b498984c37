"use strict";
// The files that the compiler has read, parsed. Nothing is watched: an editor's save must be seen by
// the very next cell, which a watcher's late event cannot promise, and a class of kernels would hold
// thousands of watchers. The reader's own files are looked at before each use.

const fs = require("node:fs");

/** @typedef {import("typescript6").SourceFile} SourceFile */

/**
 * What tells two states of a file apart, or undefined if there is no such file.
 * @param {string} file
 */
function stampOf(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.mtimeMs} ${stat.size}`;
}

/** @param {(file: string, how: any) => SourceFile | undefined} parse */
function createFiles(parse) {
  /** @type {Map<string, { stamp: string | undefined, parsed: SourceFile | undefined }>} */
  const known = new Map();
  // Installed packages do not change under a running kernel.
  const lasting = (/** @type {string} */ file) => file.includes("/node_modules/");

  return {
    /**
     * @param {string} file
     * @param {any} how what the compiler says about the parsing
     */
    get(file, how) {
      const entry = known.get(file);
      if (entry) return entry.parsed;
      const stamp = lasting(file) ? undefined : stampOf(file);
      const parsed = parse(file, how);
      known.set(file, { stamp, parsed });
      return parsed;
    },

    /** Forget the files that changed; says whether there were any. */
    forgetChanged() {
      let changed = false;
      for (const [file, { stamp }] of known) {
        if (lasting(file) || stampOf(file) === stamp) continue;
        known.delete(file);
        changed = true;
      }
      return changed;
    },
  };
}

module.exports = { createFiles, stampOf };
