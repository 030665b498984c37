"use strict";
// Where the package is: found from this file, so that a copy of the tree serves itself.

const path = require("node:path");

const root = path.resolve(__dirname, "../..");

module.exports = {
  root,
  packageName: /** @type {string} */ (require(path.join(root, "package.json")).name),
  sourceEntry: path.join(root, "src", "index.ts"),
  /** Types of the names that every cell has. */
  cellGlobals: path.join(__dirname, "cells", "cell-globals.d.ts"),
  kernelDirectory: __dirname,
};
