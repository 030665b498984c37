import type { Random } from "../core/random.js";
import type { Answered } from "../models/classifier.js";

/**
 * A light that starts off; at each step somebody presses its switch (1) or does not (0), by the toss of a coin. The
 * answer at each step: is it on now? No single press tells, only all of them together (their parity). x is (T, B, 1),
 * answers 0 or 1, with T = `steps` and B = `batch`.
 */
export function lightSwitch(dice: Random, steps: number, batch: number): Answered {
  const x = new Float32Array(steps * batch);
  const answer = new Int32Array(steps * batch);
  for (let b = 0; b < batch; b++) {
    let on = 0;
    for (let t = 0; t < steps; t++) {
      const pressed = dice.below(2);
      if (pressed) on = 1 - on;
      x[t * batch + b] = pressed;
      answer[t * batch + b] = on;
    }
  }
  return { x: { shape: [steps, batch, 1], data: x }, answer };
}
