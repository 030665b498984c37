"use strict";
/* oxlint-disable unicorn/require-post-message-target-origin -- ports between threads have no origin */
// What a reader types when a cell asks. The cell's thread sleeps meanwhile, as in Python's `input`, so
// the answer travels through shared memory that wakes it and a port that it reads once awake.

const { receiveMessageOnPort } = require("node:worker_threads");

const WAITING = 0;
const ANSWERED = 1;

/**
 * The side of the sockets. Only one question is open at a time, and what nobody asked for is not kept.
 * @param {Int32Array} asked
 * @param {import("node:worker_threads").MessagePort} port
 */
function createAnswers(asked, port) {
  let isOpen = false;
  const answer = (/** @type {{ value: string } | { stopped: true }} */ message) => {
    if (!isOpen) return;
    isOpen = false;
    port.postMessage(message);
    Atomics.store(asked, 0, ANSWERED);
    Atomics.notify(asked, 0);
  };
  return {
    expect: () => void (isOpen = true),
    give: (/** @type {string} */ value) => answer({ value }),
    stop: () => answer({ stopped: true }),
  };
}

/**
 * The cell's side: ask, sleep, and wake with the answer; undefined if Stop was pressed instead.
 * @param {Int32Array} asked
 * @param {import("node:worker_threads").MessagePort} port
 * @param {() => void} ask
 * @returns {string | undefined}
 */
function waitForAnswer(asked, port, ask) {
  Atomics.store(asked, 0, WAITING);
  ask();
  while (Atomics.load(asked, 0) === WAITING) Atomics.wait(asked, 0, WAITING);
  return receiveMessageOnPort(port)?.message.value;
}

module.exports = { createAnswers, waitForAnswer };
