import { createInterface } from "node:readline";

/**
 * What a case is once it is built: `once` runs it and says how long each measure took, in milliseconds; `check` gives
 * numbers of the last run that every contender must have alike. `rehearse` takes the place of `once` where nothing is timed.
 * @typedef {{ once: () => Times | Promise<Times>, rehearse?: () => unknown, check: () => Record<string, number>, facts?: Record<string, number> }} Built
 * @typedef {Record<string, number>} Times
 */

/**
 * Answers requests, one JSON line each, until the input ends. python/peer.py says what they are.
 * @param {(given: any) => Built | Promise<Built>} build
 * @param {() => Record<string, string>} versions
 */
export async function serve(build, versions) {
  /** @type {Map<number, { built: Built, ms: number }>} */
  const cases = new Map();
  /** @type {Record<string, (request: any) => unknown>} */
  const actions = {
    async prepare({ id, case: given }) {
      const built = await build(given);
      const rehearse = built.rehearse ?? built.once;
      const first = await timed(rehearse);
      const check = built.check(); // before Adam has moved the weights any further
      const ms = first < LONG ? await warmUp(rehearse) : first;
      cases.set(id, { built, ms });
      return { check, ms, facts: built.facts };
    },
    async run({ id, ms }) {
      const { built, ms: last } = found(cases.get(id));
      if (last < 100) await (built.rehearse ?? built.once)(); // another contender has had the caches
      /** @type {Record<string, number[]>} */
      const times = {};
      const began = performance.now();
      let runs = 0;
      do {
        for (const [measure, t] of Object.entries(await built.once()))
          (times[measure] ??= []).push(t);
        runs++;
      } while (performance.now() - began < ms);
      const summed = Object.entries(times).map(([measure, t]) => {
        t.sort((a, b) => a - b);
        return [measure, [(t[(t.length - 1) >> 1] + t[t.length >> 1]) / 2, t[0]]];
      });
      return { runs, times: Object.fromEntries(summed) };
    },
    release() {
      cases.clear();
      globalThis.gc?.();
      return {};
    },
    versions,
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    let answer;
    try {
      answer = await actions[request.do](request);
    } catch (error) {
      answer = { missing: error instanceof Error ? error.message.split("\n")[0] : String(error) };
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

const LONG = 500; // milliseconds; a run that takes longer needs no warming up

/** @param {() => unknown} once */
async function timed(once) {
  const began = performance.now();
  await once();
  return performance.now() - began;
}

/**
 * Runs until the optimiser has seen the code often: for a fifth of a second, or once. How long the last run took.
 * @param {() => unknown} once
 */
async function warmUp(once) {
  const began = performance.now();
  for (;;) {
    const ms = await timed(once);
    if (performance.now() - began > 200) return ms;
  }
}

/**
 * @template T
 * @param {T | undefined} value
 */
function found(value) {
  if (value === undefined) throw new Error("no such case was prepared");
  return value;
}
