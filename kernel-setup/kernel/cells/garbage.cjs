"use strict";
// Garbage collected when it suits the reader, rather than when V8 must.

const v8 = require("node:v8");
const vm = require("node:vm");

/** @type {((how: object) => void) | undefined} */
let collect;

/** @param {"regular" | "last-resort"} flavor the second collects again while that frees more */
function collectGarbage(flavor) {
  if (!collect) {
    v8.setFlagsFromString("--expose-gc");
    collect = vm.runInNewContext("gc");
  }
  collect?.({ type: "major", execution: "sync", flavor });
}

/** What earlier cells have let go is not held against the next one (memory-guard.cjs). */
function forgetGarbage() {
  const { used_heap_size, heap_size_limit } = v8.getHeapStatistics();
  if (used_heap_size > heap_size_limit / 2) collectGarbage("regular"); // near its limit V8 ends a process that collects in vain
}

module.exports = { collectGarbage, forgetGarbage };
