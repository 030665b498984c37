import type { Ruled } from "./ops.js";
import {
  argmaxValue,
  concatValue,
  copyAxis,
  indexMap,
  logsumexpValue,
  matmulValue,
  pointwise,
  row,
  softmaxValue,
  sumToValue,
  swapMap,
  type Values,
} from "./reference.js";
import { size, type Attrs, type Op, type Shape } from "./sym.js";

/** The value of an operation: the reference, in Float64 and plain loops. Every faster form is tested against it. */
export type Value<K extends Op> = (
  args: readonly Values[],
  attrs: Attrs[K],
  shape: Shape,
) => Float64Array;

/** Broadcast from the right, then number by number. */
const each =
  (f: (...x: number[]) => number): Value<Op> =>
  (args, _, shape) =>
    pointwise(f, args, shape);

const dataOf = (args: readonly Values[]) => args.map(({ data }) => data);
const shapesOf = (args: readonly Values[]) => args.map(({ shape }) => shape);

export const VALUES: { readonly [K in Ruled]: Value<K> } = {
  const: (_, { value }) => Float64Array.from(value),
  add: each((a, b) => a + b),
  sub: each((a, b) => a - b),
  mul: each((a, b) => a * b),
  div: each((a, b) => a / b),
  max: each((a, b) => Math.max(a, b)),
  ge: each((a, b) => (a >= b ? 1 : 0)),
  where: each((m, a, b) => (m !== 0 ? a : b)),
  neg: each((a) => -a),
  exp: each((a) => Math.exp(a)),
  log: each((a) => Math.log(a)),
  sqrt: each((a) => Math.sqrt(a)),
  sigmoid: each((a) => 1 / (1 + Math.exp(-a))),
  tanh: each((a) => Math.tanh(a)),
  softplus: each((a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)))),
  stop: each((a) => a),
  matmul: ([a, b], { ta, tb }, shape) => matmulValue(a, b, ta, tb, shape),
  sumTo: ([a], _, shape) => sumToValue(a, shape),
  broadcast: ([a], _, shape) => Float64Array.from(indexMap(a.shape, shape), (n) => a.data[n]),
  softmax: ([a]) => softmaxValue(a),
  logsumexp: ([a], _, shape) => logsumexpValue(a, shape),
  argmax: ([a], _, shape) => argmaxValue(a, shape),
  reshape: ([a]) => a.data,
  swap: ([a], { i, j }) => Float64Array.from(swapMap(a.shape, i, j), (n) => a.data[n]),
  concat: (args, _, shape) => concatValue(args, shape),
  slice: ([a], { axis, from, to }, shape) =>
    copyAxis(a, from, { shape, data: new Float64Array(size(shape)) }, 0, to - from, axis),
  pad: ([a], { axis, from }, shape) =>
    copyAxis(a, 0, { shape, data: new Float64Array(size(shape)) }, from, a.shape.at(axis)!, axis),
  onehot: ([a], { size: n }, shape) => {
    const y = new Float64Array(size(shape));
    a.data.forEach((index, r) => (y[r * n + row("onehot", index, n)] = 1));
    return y;
  },
  gather: ([table, index], _, shape) => {
    const [rows, n] = table.shape;
    const y = new Float64Array(size(shape));
    index.data.forEach((at, r) => {
      const from = row("gather", at, rows) * n;
      y.set(table.data.subarray(from, from + n), r * n);
    });
    return y;
  },
  scatter: ([d, index], _, shape) => {
    const n = shape.at(-1)!;
    const y = new Float64Array(size(shape));
    index.data.forEach((at, r) => {
      const to = row("scatter", at, shape[0]) * n;
      for (let j = 0; j < n; j++) y[to + j] += d.data[r * n + j];
    });
    return y;
  },
  ctc: (args, { loss }) => loss.value(dataOf(args), shapesOf(args)),
  ctcGrad: (args, { loss }, shape) => {
    const gradient = new Float64Array(size(shape));
    loss.value(dataOf(args), shapesOf(args), gradient);
    return gradient;
  },
};
