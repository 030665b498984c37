import type { Random } from "../core/random.js";

/** A whole number from `low` to `high`, both included. */
export const between = (dice: Random, low: number, high: number): number =>
  low + dice.below(high - low + 1);

/** The length that a sequence may have at most whose paper draws it from T to T + T/10. */
export const longest = (steps: number): number => steps + Math.floor(steps / 10);

/** A length for each of B sequences, from T to T + T/10. */
export const drawLengths = (dice: Random, steps: number, batch: number): Int32Array =>
  Int32Array.from({ length: batch }, () => between(dice, steps, longest(steps)));
