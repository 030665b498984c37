import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";
import { between, drawLengths, longest } from "./draw.js";
import { oneHot } from "./one-hot.js";
import type { Task } from "./task.js";

/** The symbols of `temporalOrder`, in the order in which a network sees them. */
export const TEMPORAL_ORDER_SYMBOLS = "abcdXYEB";
const [X, E, B] = Array.from("XEB", (symbol) => TEMPORAL_ORDER_SYMBOLS.indexOf(symbol));

/**
 * Temporal order (Hochreiter & Schmidhuber 1997, experiments 6a and 6b): E, then symbols a b c d by chance, then B; but two
 * (6a) or three (6b) of them, `relevant`, are X or Y, far from one another. Which, in their order? Classes count up in
 * twos: XX, XY, YX, YY (the paper's Q, R, S, U), or XXX to YYY. With T = 100 they stand between 10 and 20 and between 50
 * and 60; or 10 and 20, 33 and 43, 66 and 76; another T = `steps` moves these in proportion. Lengths are drawn from T to
 * T + T/10. x (T + T/10, B, 8): a b c d X Y E B; B classes, of returnSequences: false. Throws RangeError for T below 10.
 */
export function temporalOrder(
  dice: Random,
  steps: number,
  batch: number,
  relevant: 2 | 3 = 2,
): Task<Int32Array> {
  checkCount("temporalOrder: steps is", steps);
  checkCount("temporalOrder: batch is", batch);
  if (steps < 10)
    throw new RangeError(
      `temporalOrder: steps is ${steps}; want at least 10, so that all have room`,
    );
  if (relevant !== 2 && relevant !== 3)
    throw new RangeError(`temporalOrder: relevant is ${String(relevant)}; want 2 or 3`);
  const tenth = Math.floor(steps / 10);
  const lengths = drawLengths(dice, steps, batch);
  const target = new Int32Array(batch);
  const sequences = Array.from(lengths, (length, b) => {
    const symbols = [E, ...Array.from({ length: length - 2 }, () => dice.below(4)), B];
    for (let k = 0; k < relevant; k++) {
      const from = k === 0 ? tenth : Math.floor((k * steps) / relevant);
      const isY = dice.below(2);
      symbols[between(dice, from, from + tenth)] = X + isY;
      target[b] = 2 * target[b] + isY;
    }
    return symbols;
  });
  return { x: oneHot(sequences, longest(steps), 8), lengths, target, tolerance: 0.3 };
}
