"use strict";
// What the kernel does while the reader thinks: it gives memory back. The compiler leaves a heap that
// is mostly garbage, which V8 by itself keeps for long, and a class is thirty kernels on one server.

const v8 = require("node:v8");
const { performance } = require("node:perf_hooks");
// Taken before leftovers.cjs puts others in their place, for a stopped cell must not take our pause along.
const { clearTimeout, setTimeout } = require("node:timers");
const { collectGarbage } = require("../cells/garbage.cjs");

/** Longer than from one cell of a running notebook to the next. */
const PAUSE_MS = 2500;
/** A cell that trains needs the thread more than others need the memory. */
const BUSY = 0.3;
/** Less is not worth the half second that it takes. */
const WORTH_BYTES = 24e6;

/** @param {() => void} tidy drops what can be made anew, before memory is given back */
function createRest(tidy) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let before = 0;
  let use = performance.eventLoopUtilization();

  function rest() {
    const { utilization } = performance.eventLoopUtilization(use);
    if (utilization > BUSY) return wait();
    if (v8.getHeapStatistics().total_physical_size - before < WORTH_BYTES) return;
    tidy();
    collectGarbage("last-resort");
    before = v8.getHeapStatistics().total_physical_size;
  }

  /** The kernel has worked, and may now rest a while later. */
  function wait() {
    clearTimeout(timer);
    use = performance.eventLoopUtilization();
    timer = setTimeout(rest, PAUSE_MS).unref();
  }

  return wait;
}

module.exports = { createRest };
