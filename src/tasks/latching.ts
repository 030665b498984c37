import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";
import type { Tensor } from "../models/tensor.js";
import type { Task } from "./task.js";

/** How the latching problem is set. */
export interface LatchingOptions {
  /** L: steps at the beginning that tell the class. Default 3. */
  readonly informative?: number;
  /** Standard deviation of the noise. Default: that of variance 0.2. */
  readonly deviation?: number;
}

/**
 * The latching problem (Bengio, Simard & Frasconi 1994, their minimal task): the first L of T = `steps` steps tell one of two
 * classes, Gaussian noise follows, and a unit must still hold the class at the end, as 0.8 or -0.8. What enters at the
 * first L steps is free there, tuned by the training, for each class and step. So x (T, B, 1 + 2 L) holds the noise, then
 * a 1 at which of the 2 L free inputs is on, those of the class 0.8 first: a weight of each is its value. Target (B, 1), of
 * returnSequences: false. An output between -1 and 1 is right where its sign is.
 */
export function latching(
  dice: Random,
  steps: number,
  batch: number,
  { informative = 3, deviation = Math.sqrt(0.2) }: LatchingOptions = {},
): Task<Tensor> {
  checkCount("latching: steps is", steps);
  checkCount("latching: batch is", batch);
  checkCount("latching: informative is", informative);
  if (informative > steps)
    throw new RangeError(
      `latching: informative is ${informative}; want at most ${steps}, the steps`,
    );
  if (!(deviation >= 0 && deviation < Infinity))
    throw new RangeError(`latching: deviation is ${deviation}; want at least 0`);
  const width = 1 + 2 * informative;
  const data = new Float32Array(steps * batch * width);
  const target = new Float32Array(batch);
  for (let b = 0; b < batch; b++) {
    const which = dice.below(2);
    target[b] = which === 0 ? 0.8 : -0.8;
    for (let t = 0; t < steps; t++) {
      const at = (t * batch + b) * width;
      if (t < informative) data[at + 1 + which * informative + t] = 1;
      else data[at] = deviation * dice.normal();
    }
  }
  return {
    x: { shape: [steps, batch, width], data },
    target: { shape: [batch, 1], data: target },
    tolerance: 0.8,
  };
}
