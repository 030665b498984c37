import type { Random } from "../core/random.js";
import type { Tensor } from "../models/tensor.js";
import { markedPairs } from "./marked-pairs.js";
import type { Task } from "./task.js";

/**
 * The multiplication problem (Hochreiter & Schmidhuber 1997, experiment 5): as `adding`, with numbers from 0 to 1, and the
 * answer X_1 X_2. Where the first pair would be marked, it is 1 and counts for nothing. x (T + T/10, B, 2): number, mark;
 * target (B, 1), of returnSequences: false. Throws RangeError for fewer than 20 steps.
 */
export const multiplication = (dice: Random, steps: number, batch: number): Task<Tensor> =>
  markedPairs("multiplication", dice, steps, batch, {
    low: 0,
    neutral: 1,
    answer: (a, b) => a * b,
  });
