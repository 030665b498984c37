import type { Random } from "../core/random.js";
import type { Answered } from "../models/classifier.js";

/**
 * Cards go by, black (-1) or white (1) by the toss of a coin; the first is marked, and each later one with the
 * probability `rate`. The answer at each step: which colour had the last marked card, black (0) or white (1)? All
 * others must be let pass. x (T, B, 2) holds the colour and the mark, 0 or 1.
 */
export function markedCards(dice: Random, steps: number, batch: number, rate = 0.05): Answered {
  const x = new Float32Array(steps * batch * 2);
  const answer = new Int32Array(steps * batch);
  for (let b = 0; b < batch; b++) {
    let kept = 0;
    for (let t = 0; t < steps; t++) {
      const colour = dice.below(2);
      const isMarked = t === 0 || dice.uniform() < rate;
      if (isMarked) kept = colour;
      const at = t * batch + b;
      x.set([2 * colour - 1, isMarked ? 1 : 0], 2 * at);
      answer[at] = kept;
    }
  }
  return { x: { shape: [steps, batch, 2], data: x }, answer };
}
