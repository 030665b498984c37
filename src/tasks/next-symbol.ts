import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";
import type { Numbers } from "../graph/params.js";
import { show } from "../graph/sym.js";
import type { Lesson } from "../models/recurrent-types.js";
import type { Tensor } from "../models/tensor.js";
import { oneHot } from "./one-hot.js";
import { embeddedReber, REBER_SYMBOLS, type Grammar } from "./reber.js";

const WIDTH = REBER_SYMBOLS.length;

/** Strings to be read symbol by symbol, for cross-entropy: at each step, which one is the next? */
export interface NextSymbol extends Lesson {
  /** (T, B, 7): a 1 at the symbol, in the order of REBER_SYMBOLS. */
  readonly x: Tensor;
  /** T B numbers: the symbol that came next, -100 past an end. */
  readonly target: Int32Array;
  /** (T, B, 7): 1 for each symbol that could have come next. */
  readonly legal: Tensor;
  /** (B): a string's length less 1, since nothing follows its last symbol. */
  readonly lengths?: Int32Array;
}

/**
 * Strings of a grammar as a lesson; T is `steps`, or what the longest one needs. Hochreiter & Schmidhuber (1997,
 * experiment 1) pick each string that is learnt from a training set of 256, and test on 256 others.
 * Throws RangeError for an empty list, a text of fewer than 2 or more than `steps` + 1 symbols, one against the grammar.
 */
export function nextSymbol(
  grammar: Grammar,
  strings: readonly string[],
  steps = Math.max(1, ...strings.map((text) => text.length - 1)),
): NextSymbol & {
  /** (B): a string's length less 1. */
  readonly lengths: Int32Array;
} {
  checkCount("nextSymbol: steps is", steps);
  if (strings.length === 0) throw new RangeError("nextSymbol: the list is empty; want a string");
  strings.forEach((text, b) => {
    if (text.length < 2 || text.length > steps + 1)
      throw new RangeError(
        `nextSymbol: string ${b} has ${text.length} symbols; want 2 to ${steps + 1}`,
      );
  });
  const batch = strings.length;
  const target = new Int32Array(steps * batch).fill(-100);
  const legal = new Float32Array(steps * batch * WIDTH);
  const codes = strings.map((text) => Array.from(text, (symbol) => REBER_SYMBOLS.indexOf(symbol)));
  strings.forEach((text, b) => {
    const ways = grammar.legal(text);
    for (let t = 1; t < text.length; t++) {
      const at = (t - 1) * batch + b;
      target[at] = codes[b][t];
      for (const symbol of ways[t]) legal[at * WIDTH + REBER_SYMBOLS.indexOf(symbol)] = 1;
    }
  });
  return {
    x: oneHot(
      codes.map((all) => all.slice(0, -1)),
      steps,
      WIDTH,
    ),
    target,
    legal: { shape: [steps, batch, WIDTH], data: legal },
    lengths: Int32Array.from(strings, (text) => text.length - 1),
  };
}

/**
 * The continual embedded Reber grammar (Gers, Schmidhuber & Cummins 2000, section 4): B streams of T symbols, string after
 * string. Nothing but their symbols says where one ends, and no state is set back there.
 */
export function continualReber(dice: Random, steps: number, batch: number): NextSymbol {
  checkCount("continualReber: steps is", steps);
  checkCount("continualReber: batch is", batch);
  const streams = Array.from({ length: batch }, () => embeddedReber.stream(dice, steps + 1));
  const { x, target, legal } = nextSymbol(embeddedReber, streams);
  return { x, target, legal };
}

/** Whether at step t of sequence b every symbol that could come next has a larger output than every other. */
export function rightAt(
  { legal }: Pick<NextSymbol, "legal">,
  { data }: Tensor<Numbers>,
  t: number,
  b: number,
): boolean {
  const at = (t * legal.shape[1] + b) * WIDTH;
  const row = Array.from(data.subarray(at, at + WIDTH));
  const of = (is: number): number[] => row.filter((_, k) => legal.data[at + k] === is);
  return Math.min(...of(1)) > Math.max(...of(0));
}

/**
 * For each sequence, how many steps from its beginning are right, up to the first mistake (B). Right is a step at which
 * every symbol that could come next has a larger output than every other (Hochreiter & Schmidhuber 1997, experiment 1).
 * There a run succeeds once all steps of all strings are: each number is the sequence's length. Gers, Schmidhuber &
 * Cummins (2000) report the mean number for streams. `output` is a network's, (T, B, 7). Throws RangeError for another.
 */
export function errorFree(
  { legal, lengths }: Pick<NextSymbol, "legal" | "lengths">,
  output: Tensor<Numbers>,
): number[] {
  if (show(output.shape) !== show(legal.shape))
    throw new RangeError(`errorFree: output is ${show(output.shape)}; want ${show(legal.shape)}`);
  const [T, B] = legal.shape;
  return Array.from({ length: B }, (_, b) => {
    const length = lengths?.[b] ?? T;
    let t = 0;
    while (t < length && rightAt({ legal }, output, t, b)) t++;
    return t;
  });
}
