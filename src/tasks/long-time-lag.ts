import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";
import { oneHot } from "./one-hot.js";
import type { Task } from "./task.js";

/**
 * Noise-free sequences with a long time lag (Hochreiter & Schmidhuber 1997, experiment 2a): x a_1 ... a_p-1 x or
 * y a_1 ... a_p-1 y by the toss of a coin, p = `lag`. At each step the next symbol is asked for; the last, which must be
 * remembered from the first for p steps, decides. x (p, B, p + 1), classes 0 .. p: a_1 to a_p-1, x, y.
 */
export const noiseFreeLag = (dice: Random, lag: number, batch: number): Task<Int32Array> =>
  framed("noiseFreeLag", dice, lag, batch, (t) => t - 1);

/**
 * The same without local regularities (experiment 2b): each symbol between the first and the last is drawn from
 * a_1 ... a_p-1, so that nothing but the last can be known. x (p, B, p + 1), classes 0 .. p: a_1 to a_p-1, x, y.
 */
export const noisyLag = (dice: Random, lag: number, batch: number): Task<Int32Array> =>
  framed("noisyLag", dice, lag, batch, () => dice.below(lag - 1));

function framed(
  who: string,
  dice: Random,
  lag: number,
  batch: number,
  symbolAt: (t: number) => number,
): Task<Int32Array> {
  checkCount(`${who}: lag is`, lag);
  checkCount(`${who}: batch is`, batch);
  const target = new Int32Array(lag * batch);
  const sequences = Array.from({ length: batch }, (_, b) => {
    const frame = lag - 1 + dice.below(2); // x or y
    const symbols = Array.from({ length: lag }, (__, t) => (t === 0 ? frame : symbolAt(t)));
    [...symbols.slice(1), frame].forEach((next, t) => (target[t * batch + b] = next));
    return symbols;
  });
  return { x: oneHot(sequences, lag, lag + 1), target, tolerance: 0.25 };
}
