"use strict";
// How far the cells' thread may run ahead of the one that sends: a loop that prints waits, rather than fill the memory and
// keep Stop waiting behind what it has printed.

const MOST = 1000;

/** The side that writes: to be called before each message. @param {Int32Array} backlog */
function join(backlog) {
  for (let waiting = Atomics.add(backlog, 0, 1); waiting >= MOST;) {
    Atomics.wait(backlog, 0, waiting);
    waiting = Atomics.load(backlog, 0);
  }
}

/** The side that sends: to be called for each message. @param {Int32Array} backlog */
function leave(backlog) {
  if (Atomics.sub(backlog, 0, 1) >= MOST) Atomics.notify(backlog, 0);
}

module.exports = { join, leave };
