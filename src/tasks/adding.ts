import type { Random } from "../core/random.js";
import type { Tensor } from "../models/tensor.js";
import { markedPairs } from "./marked-pairs.js";
import type { Task } from "./task.js";

/**
 * The adding problem (Hochreiter & Schmidhuber 1997, experiment 4): numbers from -1 to 1, two of them marked by a 1, one
 * among the first ten and one of the other T/2 - 1 first; the first and last pair are marked by -1, all others by 0. The
 * answer is 0.5 + (X_1 + X_2) / 4. Where the first pair would be marked, it is 0 and counts for nothing. Lengths are drawn
 * from T = `steps` to T + T/10. x (T + T/10, B, 2): number, mark; target (B, 1), of returnSequences: false.
 * Throws RangeError for fewer than 20 steps.
 */
export const adding = (dice: Random, steps: number, batch: number): Task<Tensor> =>
  markedPairs("adding", dice, steps, batch, {
    low: -1,
    neutral: 0,
    answer: (a, b) => 0.5 + (a + b) / 4,
  });
