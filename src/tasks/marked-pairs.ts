import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";
import type { Tensor } from "../models/tensor.js";
import { drawLengths, longest } from "./draw.js";
import type { Task } from "./task.js";

/** The sequences of `adding` and `multiplication`, and what is asked of the two marked numbers. */
export function markedPairs(
  who: string,
  dice: Random,
  steps: number,
  batch: number,
  { low, neutral, answer }: { low: number; neutral: number; answer(a: number, b: number): number },
): Task<Tensor> {
  checkCount(`${who}: steps is`, steps);
  checkCount(`${who}: batch is`, batch);
  if (steps < 20)
    throw new RangeError(
      `${who}: steps is ${steps}; want at least 20, so that the first ten lie in the first half`,
    );
  const T = longest(steps);
  const lengths = drawLengths(dice, steps, batch);
  const data = new Float32Array(2 * T * batch);
  const target = new Float32Array(batch);
  for (let b = 0; b < batch; b++) {
    const value = (t: number): number => 2 * (t * batch + b);
    const mark = (t: number): number => value(t) + 1;
    for (let t = 0; t < lengths[b]; t++) data[value(t)] = low + (1 - low) * dice.uniform();
    const first = dice.below(10);
    const other = dice.below(Math.floor(steps / 2) - 1); // of those that are still unmarked
    const second = other < first ? other : other + 1;
    data[mark(first)] = data[mark(second)] = 1;
    if (data[mark(0)] === 1) data[value(0)] = neutral; // its mark says that here the sequence begins
    data[mark(0)] = data[mark(lengths[b] - 1)] = -1;
    target[b] = answer(data[value(first)], data[value(second)]);
  }
  return {
    x: { shape: [T, batch, 2], data },
    lengths,
    target: { shape: [batch, 1], data: target },
    tolerance: 0.04,
  };
}
