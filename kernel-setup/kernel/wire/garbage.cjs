"use strict";
// Garbage collected when it suits the reader, rather than when V8 must.

const v8 = require("node:v8");
const vm = require("node:vm");

/** @type {((how: object) => void) | undefined} */
let collect;

function collectGarbage() {
  if (!collect) {
    v8.setFlagsFromString("--expose-gc");
    collect = vm.runInNewContext("gc");
  }
  collect?.({ type: "major", execution: "sync", flavor: "last-resort" });
}

module.exports = { collectGarbage };
