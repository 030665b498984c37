import { scratchOf, type Build } from "./kernels.js";
import { inWebAssembly } from "./workspace.js";

const SIDE = 96; //     rows and columns of the product that is timed
const FASTER = 1.15; // what "wide" must gain on "relaxed" to be worth its name
const DOUBLE = 2.5; //  vectors twice as long cannot gain more: then "relaxed" is still being compiled
const TURN = 4; //      milliseconds of alternation, of which the least time of each counts
const PAIRS = 10; //     and so many at least, however busy the machine
const PATIENCE = 50; // milliseconds in all; three times as long on a machine so busy that no two turns agree

/**
 * Why "wide" is not worth having: without the engine's help its large tiles are slower than those of "relaxed".
 *
 * An engine first compiles in haste, and again behind the scenes what runs often. Until then "wide" is the slower one,
 * so a win that two turns agree on is believed at once, but a defeat only at the end.
 */
export function slow(): string | undefined {
  const wide = timer("wide");
  const relaxed = timer("relaxed");
  const begin = performance.now();
  let last = { own: Infinity, other: Infinity };
  let least = last;
  let elapsed = 0;
  let settled = false;
  do {
    const turn = { own: Infinity, other: Infinity };
    const started = performance.now();
    for (let pair = 0; pair < PAIRS || performance.now() - started < TURN; pair++) {
      turn.own = Math.min(turn.own, wide());
      turn.other = Math.min(turn.other, relaxed());
    }
    const gain = turn.other / turn.own;
    settled = alike(turn.own, last.own) && alike(turn.other, last.other);
    if (settled && gain >= FASTER && gain <= DOUBLE) return undefined;
    last = turn;
    least = { own: Math.min(least.own, turn.own), other: Math.min(least.other, turn.other) };
    elapsed = performance.now() - begin;
  } while (elapsed < PATIENCE || (!settled && elapsed < 3 * PATIENCE));
  return least.other / least.own >= FASTER
    ? undefined
    : `a product (${SIDE}, ${SIDE}) (${SIDE}, ${SIDE}) took ${show(least.own)}, in "relaxed" ${show(least.other)}`;
}

/** A function that multiplies once and returns the milliseconds that it took. */
function timer(build: Build): () => number {
  const size = SIDE * SIDE;
  const made = inWebAssembly(build, 3 * size, scratchOf(SIDE, SIDE));
  if (!made) throw new RangeError("no memory could be had");
  return () => {
    const begin = performance.now();
    made.product(2 * size, { at: 0 }, { at: size }, SIDE, SIDE, SIDE);
    return performance.now() - begin;
  };
}

const alike = (a: number, b: number): boolean => a < 1.15 * b && b < 1.15 * a;
const show = (ms: number): string => `${(ms * 1e3).toFixed(0)} us`;
