import type { Random } from "../core/random.js";
import { errorFree, nextSymbol, type NextSymbol } from "../tasks/next-symbol.js";
import { embeddedReber } from "../tasks/reber.js";
import type { Candidate } from "./battery-exam.js";

/** Experiment 1: strings of the embedded Reber grammar, 256 to learn from and 256 others. */
export interface ReberSets {
  readonly draw: (dice: Random, batch: number) => NextSymbol;
  /** How many of the 512 strings have a step that is not right. */
  readonly wrong: (net: Candidate) => number;
}

export const REBER = {
  ...{ input: 7, output: 7, budget: 16_000 },
  /** Strings in the training set, and in the test set. */
  strings: 256,
} as const;

export function reberSets(dice: Random): ReberSets {
  const training = embeddedReber.strings(dice, REBER.strings);
  const test = embeddedReber.strings(dice, REBER.strings, training);
  const steps = Math.max(...training.map((text) => text.length - 1));
  const sets = [training, test].map((strings) => nextSymbol(embeddedReber, strings));
  return {
    draw: (from, batch) =>
      nextSymbol(
        embeddedReber,
        Array.from({ length: batch }, () => training[from.below(training.length)]),
        steps,
      ),
    wrong: (net) =>
      sets
        .flatMap((set) =>
          errorFree(set, net.run(set.x, set).output).map((right, b) => right < set.lengths[b]),
        )
        .filter(Boolean).length,
  };
}
