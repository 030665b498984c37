import type { Numbers } from "../graph/params.js";
import { show } from "../graph/sym.js";
import type { Lesson } from "../models/recurrent-types.js";
import type { Tensor } from "../models/tensor.js";

/** Sequences, their answers, and how near to them an output must come. */
export interface Task<Target extends Int32Array | Tensor = Int32Array | Tensor> extends Lesson {
  /** (T, B, I). */
  readonly x: Tensor;
  /** Classes, for cross-entropy: B numbers, or T B where each step has an answer. Or (B, O), for the mean squared error. */
  readonly target: Target;
  /** (B): how many steps each sequence has. Default: T. */
  readonly lengths?: Int32Array;
  /** (B, O): the targets without noise, where they have some. */
  readonly expected?: Tensor;
  /** A sequence is processed correctly if every output unit is less than this wrong where it ends. */
  readonly tolerance: number;
}

/**
 * How wrong the worst output unit is at each sequence's end (B), as Hochreiter & Schmidhuber (1997, table 11) judge their
 * experiments 2 to 6. `output` is a network's, (B, O) or (T, B, O); for classes it holds logits, of which the softmax is
 * compared with a 1 at the class. Throws RangeError for an output of another shape.
 *
 * @example
 * ```ts
 * import { absoluteErrors, adding, lstm, processedCorrectly, random, recurrent } from "unrolled";
 *
 * const net = recurrent(lstm, { input: 2, hidden: 4, output: 1, returnSequences: false });
 * const exam = adding(random(1), 20, 256);
 * const { output } = net.run(exam.x, exam);
 * console.log(Math.max(...absoluteErrors(exam, output)) < exam.tolerance); //=> false
 * console.log(processedCorrectly(exam, output).every((right) => right)); //=> false
 * ```
 */
export function absoluteErrors(task: Task, output: Tensor<Numbers>): number[] {
  const [T, B] = task.x.shape;
  const { shape, data } = output;
  const width = shape.at(-1)!;
  const perStep = shape.length === 3;
  if (shape.length < 2 || show(shape) !== show(perStep ? [T, B, width] : [B, width]))
    throw new RangeError(
      `absoluteErrors: output is ${show(shape)}; want (${B}, O) or (${T}, ${B}, O)`,
    );
  const wanted = task.expected ?? task.target;
  return Array.from({ length: B }, (_, b) => {
    const end = ((task.lengths?.[b] ?? T) - 1) * B + b;
    const row = perStep ? end : b;
    const said = Array.from(data.subarray(row * width, (row + 1) * width));
    if (!(wanted instanceof Int32Array))
      return largest(said.map((v, k) => v - wanted.data[b * width + k]));
    const right = wanted[wanted.length === B ? b : end];
    return largest(softmax(said).map((p, k) => p - (k === right ? 1 : 0)));
  });
}

/** Whether each sequence is processed correctly (B): its absolute error is below the task's tolerance. */
export const processedCorrectly = (task: Task, output: Tensor<Numbers>): boolean[] =>
  absoluteErrors(task, output).map((error) => error < task.tolerance);

const largest = (errors: readonly number[]): number => Math.max(...errors.map(Math.abs));
function softmax(logits: readonly number[]): number[] {
  const top = Math.max(...logits);
  const powers = logits.map((v) => Math.exp(v - top));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((v) => v / sum);
}
