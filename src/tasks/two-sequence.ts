import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";
import type { Tensor } from "../models/tensor.js";
import { drawLengths, longest } from "./draw.js";
import type { Task } from "./task.js";

/** Which of the three two-sequence problems. */
export interface TwoSequenceOptions {
  /** "3a": noise after the information only. "3b": on it as well. "3c": as 3a, and on the targets. Default "3a". */
  readonly variant?: "3a" | "3b" | "3c";
  /** N: elements at the beginning that tell the class. Default 3. */
  readonly informative?: number;
}

/** What class 1 and class 2 are answered by, and how near to it is right. */
const VARIANTS = {
  "3a": { answers: [1, 0], tolerance: 0.2 },
  "3b": { answers: [1, 0], tolerance: 0.2 },
  "3c": { answers: [0.2, 0.8], tolerance: 0.1 },
};

/**
 * The two-sequence problem, noise and signal on one line (Hochreiter & Schmidhuber 1997, experiment 3; 3a and 3b after
 * Bengio, Simard & Frasconi 1994): the first N elements are 1 for class 1 and -1 for class 2, all others Gaussian noise of
 * variance 0.2. The answer is a number, 1 and 0; in 3c 0.2 and 0.8 with Gaussian noise of variance 0.1, and `expected` is
 * without it. Lengths are drawn from T = `steps` to T + T/10. x (T + T/10, B, 1), target (B, 1), of returnSequences: false.
 */
export function twoSequence(
  dice: Random,
  steps: number,
  batch: number,
  { variant = "3a", informative = 3 }: TwoSequenceOptions = {},
): Task<Tensor> {
  checkCount("twoSequence: steps is", steps);
  checkCount("twoSequence: batch is", batch);
  checkCount("twoSequence: informative is", informative);
  if (informative > steps)
    throw new RangeError(
      `twoSequence: informative is ${informative}; want at most ${steps}, the steps`,
    );
  if (!Object.hasOwn(VARIANTS, variant))
    throw new RangeError(`twoSequence: variant is "${variant}"; want "3a", "3b" or "3c"`);
  const { answers, tolerance } = VARIANTS[variant];
  const noise = (variance: number): number => Math.sqrt(variance) * dice.normal();

  const T = longest(steps);
  const lengths = drawLengths(dice, steps, batch);
  const data = new Float32Array(T * batch);
  const expected = new Float32Array(batch);
  for (let b = 0; b < batch; b++) {
    const which = dice.below(2);
    expected[b] = answers[which];
    for (let t = 0; t < lengths[b]; t++) {
      const signal = t < informative ? 1 - 2 * which : 0;
      data[t * batch + b] = signal + (signal === 0 || variant === "3b" ? noise(0.2) : 0);
    }
  }
  const target = variant === "3c" ? expected.map((v) => v + noise(0.1)) : expected;
  return {
    x: { shape: [T, batch, 1], data },
    lengths,
    target: { shape: [batch, 1], data: target },
    expected: { shape: [batch, 1], data: expected },
    tolerance,
  };
}
