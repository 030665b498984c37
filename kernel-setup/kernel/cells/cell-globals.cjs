"use strict";
// The functions that every cell has without an import (cell-globals.d.ts has their types), and the
// place where tslab's own display functions look for a page to write to.

const { randomUUID } = require("node:crypto");
const { mimeBundle } = require("./display.cjs");

/**
 * @typedef {{ publish: (type: string, content: object) => void, waitFor: (shown: Promise<void>) => void }} Page
 *   where the calling cell shows things; the cell ends only after what it waits for
 */

/** @param {() => Page} page */
function installCellGlobals(page) {
  /** @param {string} type @param {unknown} value @param {object} transient */
  function show(type, value, transient) {
    const { publish, waitFor } = page();
    const send = (/** @type {object} */ data) => publish(type, { data, metadata: {}, transient });
    const bundle = mimeBundle(value);
    if (bundle instanceof Promise) waitFor(bundle.then(send));
    else send(bundle);
  }

  const display = (/** @type {unknown} */ value) => {
    const transient = { display_id: randomUUID() };
    show("display_data", value, transient);
    return {
      update: (/** @type {unknown} */ next) => show("update_display_data", next, transient),
    };
  };
  const clearOutput = ({ wait = false } = {}) => page().publish("clear_output", { wait });
  Object.assign(globalThis, { display, clearOutput });

  /** @type {any} */ (require("tslab/dist/jupyter.js")).lastWriteDisplayData = (
    /** @type {object} */ content,
    /** @type {boolean | undefined} */ update,
  ) => page().publish(update ? "update_display_data" : "display_data", content);
}

module.exports = { installCellGlobals };
