import type { Random } from "../core/random.js";

/**
 * What a layer's output is multiplied by in one step of training (Srivastava et al. 2014): each number is 0 with
 * probability `rate`, else 1 / (1 - rate), so that the mean stays. To evaluate, all ones.
 * Throws RangeError for a rate outside of 0 <= rate < 1.
 */
export function dropoutMask(dice: Random, count: number, rate: number): Float32Array {
  if (!(rate >= 0 && rate < 1))
    throw new RangeError(`dropoutMask: rate is ${rate}; want 0 <= rate < 1`);
  return Float32Array.from({ length: count }, () => (dice.uniform() < rate ? 0 : 1 / (1 - rate)));
}
