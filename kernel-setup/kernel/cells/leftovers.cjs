"use strict";
// What cells have begun and not finished: timers and workers. A stopped cell takes its own along, or its loop would go on
// behind the reader's back: `for (;;) await sleep(10)` lives in its timers. One that lives in files or sockets does go on.
// (Node's hooks would name every timer, but with a hook set Node aborts when V8 ends a loop within one.)

const timers = require("node:timers");
const promised = require("node:timers/promises");
const { promisify } = require("node:util");

/** @typedef {NodeJS.Timeout | NodeJS.Immediate} Timer */

/**
 * @template {object} Cell
 * @param {() => Cell | undefined} running the cell on whose behalf code runs now
 */
function createLeftovers(running) {
  /** @type {Set<{ cell: Cell, timer: WeakRef<Timer> }>} Node itself holds a timer until it is done */
  const pending = new Set();
  /** @type {Map<import("node:worker_threads").Worker, Cell>} */
  const workers = new Map();
  /** @type {WeakSet<Cell>} */
  const stopped = new WeakSet();
  let swept = 0;

  /** @param {Timer} timer */
  function end(timer) {
    clearTimeout(/** @type {NodeJS.Timeout} */ (timer));
    clearImmediate(/** @type {NodeJS.Immediate} */ (timer));
  }

  /** @param {Timer} timer */
  function keep(timer) {
    const cell = running();
    if (!cell) return;
    if (stopped.has(cell)) return end(timer);
    pending.add({ cell, timer: new WeakRef(timer) });
    if (pending.size < 2 * swept + 1000) return;
    for (const entry of pending) if (!entry.timer.deref()) pending.delete(entry);
    swept = pending.size;
  }

  /** @param {(...given: any[]) => Timer} original */
  const kept =
    (original) =>
    (/** @type {any[]} */ ...given) => {
      const timer = original(...given);
      keep(timer);
      return timer;
    };

  /**
   * A promise that a timer settles; once its cell is stopped it never settles, so that nothing follows from it.
   * @param {(...given: any[]) => Promise<unknown>} original
   */
  const unlessStopped =
    (original) =>
    (/** @type {any[]} */ ...given) => {
      const cell = running();
      const promise = original(...given);
      if (!cell) return promise;
      return new Promise((resolve, reject) => {
        const pass =
          (/** @type {(value: any) => void} */ settle) => (/** @type {unknown} */ value) =>
            stopped.has(cell) || settle(value);
        promise.then(pass(resolve), pass(reject));
      });
    };

  const made = {
    setTimeout: kept(timers.setTimeout),
    setInterval: kept(timers.setInterval),
    setImmediate: kept(timers.setImmediate),
  };
  const { setInterval: promisedInterval } = promised;
  const madePromised = {
    setTimeout: unlessStopped(promised.setTimeout),
    setImmediate: unlessStopped(promised.setImmediate),
    /** @type {(...given: any[]) => AsyncIterator<unknown>} */
    setInterval(...given) {
      const turns = /** @type {any} */ (promisedInterval)(...given);
      return Object.assign(turns, { next: unlessStopped(turns.next.bind(turns)) });
    },
  };
  for (const name of /** @type {const} */ (["setTimeout", "setImmediate"])) {
    Object.defineProperty(made[name], promisify.custom, { value: madePromised[name] });
  }
  Object.assign(timers, made);
  Object.assign(globalThis, made);
  Object.assign(promised, madePromised);
  promised.scheduler.wait = (ms, options) => madePromised.setTimeout(ms, undefined, options);

  process.on("worker", (worker) => {
    const cell = running();
    if (!cell) return;
    workers.set(worker, cell);
    worker.once("exit", () => workers.delete(worker));
  });

  return {
    /**
     * End what a cell has left, or what all have.
     * @param {Cell} [of]
     */
    async end(of) {
      const isMeant = (/** @type {Cell} */ cell) => !of || cell === of;
      for (const entry of pending) {
        if (!isMeant(entry.cell)) continue;
        stopped.add(entry.cell);
        const timer = entry.timer.deref();
        if (timer) end(timer);
        pending.delete(entry);
      }
      if (of) stopped.add(of);
      const ended = [...workers].filter(([, cell]) => isMeant(cell));
      await Promise.all(ended.map(([worker]) => worker.terminate()));
    },
  };
}

module.exports = { createLeftovers };
