import { fill, type Nested, type Numbers } from "../graph/params.js";
import { show, size, type Shape } from "../graph/sym.js";

/** How exact the numbers are: 24 bits or 53. */
export type Precision = "float32" | "float64";
/** The array that holds numbers of this precision. */
export type NumbersOf<D extends Precision> = D extends "float64" ? Float64Array : Float32Array;
export const zeros = <D extends Precision>(count: number, dtype: D): NumbersOf<D> =>
  (dtype === "float64" ? new Float64Array(count) : new Float32Array(count)) as NumbersOf<D>;

/** Numbers with a shape, row-major. */
export interface Tensor<N extends Numbers = Float32Array> {
  /** Sizes of the axes, outermost first. */
  readonly shape: Shape;
  /** The numbers, the last axis running fastest. */
  readonly data: N;
}
/** A sequence as it may be given: T numbers, T rows of I numbers, T rows of B rows of I, or a tensor (T, B, I). */
export type Sequence = Nested | Tensor<Numbers>;

export const isTensor = (x: unknown): x is Tensor<Numbers> =>
  typeof x === "object" && x !== null && "shape" in x && "data" in x;

/** A tensor's numbers, where its shape is this one but for axes of 1. */
export function dataOf(what: string, { shape, data }: Tensor<Numbers>, wanted: Shape): Numbers {
  const bare = (of: Shape): string => show(of.filter((n) => n !== 1));
  if (bare(shape) !== bare(wanted))
    throw new RangeError(`${what} is ${show(shape)}; want ${show(wanted)}`);
  return data;
}

const listed = (what: string, value: unknown): Nested[] => {
  if (typeof value !== "object" || value === null)
    throw new TypeError(`${what} is ${String(value)}; want a list`);
  return Array.from(value as ArrayLike<Nested>);
};

/** Sequences (T, B, `input`); one without a batch axis has B = 1. Throws RangeError, in the name of `who`. */
export function asSequence(who: string, x: Sequence, input: number): Tensor<Numbers> {
  if (isTensor(x)) {
    if (x.shape.length !== 3 || x.shape[2] !== input || size(x.shape) !== x.data.length)
      throw new RangeError(
        `${who}: x is ${show(x.shape)} with ${x.data.length} numbers; want (T, B, ${input})`,
      );
    if (x.shape[0] === 0) throw new RangeError(`${who}: x has no steps (T = 0); want at least one`);
    return x;
  }
  const steps = typeof x === "number" ? [x] : listed(`${who}: x`, x);
  if (steps.length === 0) throw new RangeError(`${who}: x has no steps (T = 0); want at least one`);
  const isBatch = typeof (steps[0] as Nested[] | null)?.[0] === "object";
  const batches = steps.map((step, t) =>
    (isBatch ? listed(`${who}: x at step ${t}`, step) : [step]).map((row) =>
      typeof row === "number" ? [row] : listed(`${who}: x at step ${t}`, row),
    ),
  );
  const [{ length: batch }] = batches;
  batches.forEach((rows, t) => {
    if (rows.length !== batch)
      throw new RangeError(
        `${who}: x has ${rows.length} rows at step ${t} but ${batch} at the first; want as many at each`,
      );
    for (const row of rows)
      if (row.length !== input)
        throw new RangeError(`${who}: x has ${row.length} numbers at step ${t}; want ${input}`);
  });
  const shape = [batches.length, batch, input];
  return { shape, data: Float64Array.from(fill(`${who}: x`, batches, shape)) };
}

/** Sequences of unequal lengths, filled up with zeros, and how long each is. */
export interface Padded<N extends Numbers = Float32Array> {
  /** (T, B, I). */
  readonly x: Tensor<N>;
  /** (B). */
  readonly lengths: Int32Array;
}

/**
 * A list of B sequences, each of its own number of steps, as one tensor (T, B, I): what lies past an end is 0. Each is a
 * list of numbers (I = 1) or of rows of I numbers. T is `steps`, or the longest one's. As pad_sequence in PyTorch and
 * pad_sequences in Keras do it, with zeros behind. Throws RangeError for an empty list or sequence, rows of different
 * widths and a sequence longer than `steps`, TypeError for what is no number.
 *
 * @example
 * ```ts
 * import { padSequences } from "unrolled";
 *
 * const { x, lengths } = padSequences([[1, 2, 3], [4]]);
 * console.log(x.shape, [...x.data]); //=> [ 3, 2, 1 ] [ 1, 4, 2, 0, 3, 0 ]
 * console.log([...lengths]); //=> [ 3, 1 ]
 * ```
 */
export function padSequences<D extends Precision = "float32">(
  sequences: readonly Nested[],
  { steps: wanted, dtype = "float32" as D }: { readonly steps?: number; readonly dtype?: D } = {},
): Padded<NumbersOf<D>> {
  if (sequences.length === 0)
    throw new RangeError("padSequences: the list is empty; want a sequence");
  if (dtype !== "float32" && dtype !== "float64")
    throw new RangeError(`padSequences: dtype is "${String(dtype)}"; want "float32" or "float64"`);
  const rows = sequences.map((sequence, b) => {
    const all = (
      typeof sequence === "number" ? [sequence] : listed(`padSequences: sequence ${b}`, sequence)
    ).map((row, t) => {
      const numbers =
        typeof row === "object" && row !== null ? Array.from(row as ArrayLike<number>) : [row];
      for (const v of numbers)
        if (typeof v !== "number")
          throw new TypeError(
            `padSequences: sequence ${b} has ${String(v)} at step ${t}; want numbers`,
          );
      return numbers as number[];
    });
    if (all.length === 0)
      throw new RangeError(`padSequences: sequence ${b} has no steps; want at least one`);
    return all;
  });
  const longest = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const [steps, batch, input] = [wanted ?? longest, rows.length, rows[0][0].length];
  if (!Number.isInteger(steps) || steps < longest)
    throw new RangeError(
      `padSequences: steps is ${steps}; want a whole number of at least ${longest}, the longest sequence's`,
    );
  const data = zeros(steps * batch * input, dtype);
  rows.forEach((sequence, b) =>
    sequence.forEach((row, t) => {
      if (row.length !== input)
        throw new RangeError(
          `padSequences: sequence ${b} has ${row.length} numbers at step ${t}; the first of all has ${input}`,
        );
      data.set(row, (t * batch + b) * input);
    }),
  );
  return {
    x: { shape: [steps, batch, input], data },
    lengths: Int32Array.from(rows, (r) => r.length),
  };
}
