import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";
import { oneHot } from "./one-hot.js";
import type { Task } from "./task.js";

/** Steps of room for b, x or y, e and the k more distractors. */
const ROOM = 100;

/**
 * Very long time lags without local regularities (Hochreiter & Schmidhuber 1997, experiment 2c): b, then x or y, then
 * q + k distractors, each drawn from a_1 ... a_p, then e. Was it x (class 0) or y (1)? q = `lag`, p = `symbols`; after q
 * distractors each further step is the e with probability 1/10. x (q + 100, B, p + 4): a_1 to a_p, e, b, x, y; a k that
 * this has no room for, above 97, comes once in 30,000 sequences and is drawn again. B classes, of returnSequences: false.
 */
export function veryLongLag(
  dice: Random,
  lag: number,
  batch: number,
  symbols = lag,
): Task<Int32Array> {
  checkCount("veryLongLag: lag is", lag);
  checkCount("veryLongLag: batch is", batch);
  checkCount("veryLongLag: symbols is", symbols);
  const [e, b, x] = [symbols, symbols + 1, symbols + 2]; // y is next to x
  const further = (): number => {
    let k = 0;
    while (dice.uniform() >= 0.1) k++;
    return k <= ROOM - 3 ? k : further();
  };
  const target = Int32Array.from({ length: batch }, () => dice.below(2));
  const sequences = Array.from(target, (which) => {
    const distractors = Array.from({ length: lag + further() }, () => dice.below(symbols));
    return [b, x + which, ...distractors, e];
  });
  return {
    x: oneHot(sequences, lag + ROOM, symbols + 4),
    lengths: Int32Array.from(sequences, (sequence) => sequence.length),
    target,
    tolerance: 0.2,
  };
}
