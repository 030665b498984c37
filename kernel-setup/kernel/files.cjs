"use strict";
// The files that the compiler has read, and whether they changed. Nothing is watched: an editor's
// save must be seen by the very next cell, which a watcher's late event cannot promise, and a class
// of kernels would hold thousands of watchers. The reader's own files are looked at before each use.

const fs = require("node:fs");

/** @typedef {(file: string, kind: number) => void} OnChange */

/**
 * What tells two states of a file apart, or undefined if there is no such file.
 * @param {string} file
 */
function stampOf(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.mtimeMs} ${stat.size}`;
}

function createFileWatch() {
  /** @type {Map<string, { stamp: string | undefined, onChange: OnChange }>} */
  const watched = new Map();

  /** What the compiler calls to have a file or a directory watched. */
  const hooks = {
    /**
     * @param {string} file
     * @param {OnChange} onChange
     */
    watchFile(file, onChange) {
      // Installed packages do not change under a running kernel.
      if (file.includes("/node_modules/")) return { close() {} };
      watched.set(file, { stamp: stampOf(file), onChange });
      return { close: () => void watched.delete(file) };
    },
    watchDirectory: () => ({ close() {} }),
  };

  return {
    hooks,

    /**
     * Tell the compiler of each file that changed.
     * @param {number} changed the kind of event
     */
    look(changed) {
      for (const [file, entry] of watched) {
        const stamp = stampOf(file);
        if (stamp === entry.stamp) continue;
        entry.stamp = stamp;
        entry.onChange(file, changed);
      }
    },
  };
}

module.exports = { createFileWatch, stampOf };
