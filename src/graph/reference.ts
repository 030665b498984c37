import { matmulReference } from "../core/matmul.js";
import { size, type Shape } from "./sym.js";

/** Numbers with a shape, row-major, in Float64: what the plain interpreter computes with. */
export interface Values {
  /** Sizes of the axes, outermost first. */
  readonly shape: Shape;
  /** The numbers, the last axis running fastest. */
  readonly data: Float64Array;
}

/** Strides with which an array of this shape is read as the larger `to`, aligned from the right; 0 repeats. */
export function stridesFor(shape: Shape, to: Shape): number[] {
  const lead = to.length - shape.length;
  let step = 1;
  const strides = Array.from(to, () => 0);
  for (let k = to.length - 1; k >= lead; k--) {
    if (shape[k - lead] !== 1) strides[k] = step;
    step *= shape[k - lead];
  }
  return strides;
}

/** For each element of `to`, in order, the index of the element of `shape` that stands there. */
export const indexMap = (shape: Shape, to: Shape): Int32Array => walk(stridesFor(shape, to), to);

/** The places that an array of shape `to` is read from, in order, if each axis goes by its stride. */
function walk(strides: readonly number[], to: Shape): Int32Array {
  const map = new Int32Array(size(to));
  const at = Array.from(to, () => 0);
  let from = 0;
  for (let n = 0; n < map.length; n++) {
    map[n] = from;
    for (let k = to.length - 1; k >= 0; k--) {
      from += strides[k];
      if (++at[k] < to[k]) break;
      from -= strides[k] * to[k];
      at[k] = 0;
    }
  }
  return map;
}

export function pointwise(
  f: (...x: number[]) => number,
  args: readonly Values[],
  shape: Shape,
): Float64Array {
  const maps = args.map((a) => indexMap(a.shape, shape));
  return Float64Array.from({ length: size(shape) }, (_, n) =>
    f(...args.map((a, k) => a.data[maps[k][n]])),
  );
}

export function matmulValue(
  a: Values,
  b: Values,
  ta: boolean,
  tb: boolean,
  shape: Shape,
): Float64Array {
  const [m, n] = [shape.at(-2)!, shape.at(-1)!];
  const k = a.shape.at(ta ? -2 : -1)!;
  const lead = shape.slice(0, -2);
  const mapA = indexMap(a.shape.slice(0, -2), lead);
  const mapB = indexMap(b.shape.slice(0, -2), lead);
  const memory = new Float64Array(a.data.length + b.data.length + size(shape));
  memory.set(a.data);
  memory.set(b.data, a.data.length);
  const y = a.data.length + b.data.length;
  for (let q = 0; q < mapA.length; q++) {
    const left = { at: mapA[q] * m * k, transposed: ta };
    const right = { at: a.data.length + mapB[q] * k * n, transposed: tb };
    matmulReference(memory, y + q * m * n, left, right, m, k, n);
  }
  return memory.slice(y);
}

export function sumToValue(a: Values, shape: Shape): Float64Array {
  const y = new Float64Array(size(shape));
  indexMap(shape, a.shape).forEach((to, n) => (y[to] += a.data[n]));
  return y;
}

/** Rows of the last axis, one at a time. */
function eachRow(a: Values, f: (row: Float64Array, index: number) => void): void {
  const n = a.shape.at(-1)!;
  for (let r = 0; r * n < a.data.length; r++) f(a.data.subarray(r * n, (r + 1) * n), r);
}

export function logsumexpValue(a: Values, shape: Shape): Float64Array {
  const y = new Float64Array(size(shape));
  eachRow(a, (row, r) => {
    const top = row.reduce((p, q) => Math.max(p, q), -Infinity);
    y[r] = top + Math.log(row.reduce((sum, v) => sum + Math.exp(v - top), 0));
  });
  return y;
}

export function softmaxValue(a: Values): Float64Array {
  const y = new Float64Array(a.data.length);
  const lse = logsumexpValue(a, [...a.shape.slice(0, -1), 1]);
  eachRow(a, (row, r) => row.forEach((v, j) => (y[r * row.length + j] = Math.exp(v - lse[r]))));
  return y;
}

/** A row's number, if there is such a row: others would read what is not theirs. */
export function row(op: string, index: number, rows: number): number {
  if (Number.isInteger(index) && index >= 0 && index < rows) return index;
  throw new RangeError(`${op}: an index is ${index}; want a whole number from 0 to ${rows - 1}`);
}

/** The first of the largest, as a number. */
export function argmaxValue(a: Values, shape: Shape): Float64Array {
  const y = new Float64Array(size(shape));
  eachRow(a, (row, r) => (y[r] = row.reduce((best, v, j) => (v > row[best] ? j : best), 0)));
  return y;
}

export function concatValue(args: readonly Values[], shape: Shape): Float64Array {
  const y: Values = { shape, data: new Float64Array(size(shape)) };
  let at = 0;
  for (const a of args) {
    copyAxis(a, 0, y, at, a.shape.at(-1)!, -1);
    at += a.shape.at(-1)!;
  }
  return y.data;
}

/** For each element of an array with axes i and j exchanged, in order, where it stood before. */
export function swapMap(shape: Shape, i: number, j: number): Int32Array {
  const strides = stridesFor(shape, shape);
  const to = [...shape];
  const rank = shape.length;
  [to[rank + i], to[rank + j]] = [to[rank + j], to[rank + i]];
  [strides[rank + i], strides[rank + j]] = [strides[rank + j], strides[rank + i]];
  return walk(strides, to);
}

/** How a block of one axis lies in memory: `outer` blocks, each `inner` numbers wide a step of the axis. */
export function axisBlocks(shape: Shape, axis: number): { outer: number; inner: number } {
  const k = shape.length + axis;
  return { outer: size(shape.slice(0, k)), inner: size(shape.slice(k + 1)) };
}

/** Copies `count` steps of an axis from one array to another that differ in that axis only. */
export function copyAxis(
  from: Values,
  start: number,
  to: Values,
  at: number,
  count: number,
  axis: number,
): Float64Array {
  const { outer, inner } = axisBlocks(from.shape, axis);
  const [n, m] = [from.shape.at(axis)!, to.shape.at(axis)!];
  for (let q = 0; q < outer; q++)
    to.data.set(
      from.data.subarray((q * n + start) * inner, (q * n + start + count) * inner),
      (q * m + at) * inner,
    );
  return to.data;
}
