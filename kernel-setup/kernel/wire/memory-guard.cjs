"use strict";
// Ends a cell that is about to use up the memory, for afterwards it is too late: the process would be
// gone, with every variable. It looks on from the thread of the sockets, since the cell may be in a loop.

const os = require("node:os");

const LOOK_MS = 50;

/** What must stay free of a limit: a tenth, and as much as a quick loop allocates between two looks. */
const SPARE = { part: 0.1, bytes: 200 * 2 ** 20 };

/** V8 counts the space for new objects to its limit, but what is kept cannot use it. */
const YOUNG_BYTES = 192 * 2 ** 20;

/** How much more of the limit the next cell gets, if nothing was let go. */
const MORE = 0.03;

const gigabytes = (/** @type {number} */ bytes) => (bytes / 2 ** 30).toFixed(1);

/**
 * Decides about one kind of memory, from one look to the next.
 * @param {string} kind
 */
function createLimit(kind) {
  let allowed = 0;
  return {
    /**
     * What to tell the reader if it is time to end the cell, else undefined.
     * @param {number} limit in bytes
     * @param {number} used in bytes
     */
    look(limit, used) {
      const first = limit - Math.max(SPARE.part * limit, SPARE.bytes);
      if (used < first) allowed = 0;
      if (used < Math.max(first, allowed)) return undefined;
      allowed = used + MORE * limit;
      return `the cell was stopped at ${gigabytes(used)} of ${gigabytes(limit)} GB of ${kind}; its variables keep their values, so let go of what is no longer needed`;
    },
  };
}

/**
 * The most that this process could have, and what it has, in bytes. (What a Mac calls available leaves out its caches, which
 * are most of it.)
 * @returns {[number, number]}
 */
function machineMemory() {
  const resident = process.memoryUsage.rss();
  const isKnown = process.platform !== "darwin";
  return [isKnown ? resident + process.availableMemory() : os.totalmem(), resident];
}

/**
 * @param {Int32Array} busy see stopper.cjs
 * @param {number} heapLimit of the cells' thread, in bytes
 * @param {ReturnType<typeof import("./stopper.cjs").createStopper>} stopper
 */
function createMemoryGuard(busy, heapLimit, stopper) {
  const objects = createLimit("objects");
  const machine = createLimit("the machine's memory");

  let isLooking = false;
  setInterval(async () => {
    if (isLooking || Atomics.load(busy, 0) === 1) return;
    isLooking = true;
    const [most, resident] = machineMemory();
    // To ask interrupts the cell, so it is asked only when it can be near its limit at all.
    const used = resident > heapLimit / 2 ? await stopper.heapUsed() : 0;
    const problem = objects.look(heapLimit - YOUNG_BYTES, used) ?? machine.look(most, resident);
    if (problem) stopper.terminate(problem);
    isLooking = false;
  }, LOOK_MS);
}

module.exports = { createMemoryGuard };
