import type { Pointwise } from "../core/wasm/loop.js";
import {
  isSym,
  label,
  makeNode,
  sameShape,
  size,
  type Attrs,
  type Op,
  type Scope,
  type Shape,
  type Sym,
} from "./sym.js";
import {
  broadcastShape,
  broadcastTo,
  concatShape,
  gatherShape,
  matmulShape,
  onehotShape,
  reshapeShape,
  rowsOf,
  sliceShape,
  sumToShape,
  swapShape,
  withAxis,
} from "./shapes.js";

/** What may be written where a traced value is wanted: the value, or a number that never changes. */
export type Num = Sym | number;

/** Operations whose meaning is more than a rule: places to put numbers in, and the recurrence. */
export type Structural = "param" | "input" | "sym" | "scan" | "get";
export type Ruled = Exclude<Op, Structural>;

/**
 * What each operation is to a graph. What its value is, and how it looks, stand in tables of their own (values.ts,
 * looks.ts, kernels.ts), so that a program has what it uses. In each a missing entry is a compile error.
 */
export interface Rule<K extends Op> {
  readonly shape: (args: readonly Sym[], attrs: Attrs[K]) => Shape;
  /** The cotangent of each argument, as a graph in the same operations; undefined where nothing flows. */
  readonly reverse: (
    d: Sym,
    y: Sym,
    args: readonly Sym[],
    attrs: Attrs[K],
  ) => readonly (Sym | undefined)[];
}

type Reverse = (d: Sym, y: Sym, args: readonly Sym[]) => readonly (Sym | undefined)[];

/** Number by number, of shapes that are broadcast from the right. */
const pointwise = <K extends Op>(name: K, reverse: Reverse): Rule<K> => ({
  shape: (args) => broadcastShape(name, args),
  reverse,
});

const asRows = (a: Sym): Sym =>
  a.shape.length === 2
    ? a
    : reshape(a, a.shape.length, [size(a.shape.slice(0, -1)), a.shape.at(-1)!]);

export const OPS: { readonly [K in Ruled]: Rule<K> } = {
  const: { shape: (_, { value }) => (value.length === 1 ? [] : [value.length]), reverse: () => [] },
  add: pointwise("add", (d) => [d, d]),
  sub: pointwise("sub", (d) => [d, neg(d)]),
  mul: pointwise("mul", (d, _, [a, b]) => [mul(d, b), mul(d, a)]),
  div: pointwise("div", (d, y, [, b]) => [div(d, b), neg(div(mul(d, y), b))]),
  // Where both are equal, the first is taken.
  max: pointwise("max", (d, _, [a, b]) => [where(ge(a, b), d, 0), where(ge(a, b), 0, d)]),
  ge: pointwise("ge", () => [undefined, undefined]),
  where: pointwise("where", (d, _, [m]) => [undefined, where(m, d, 0), where(m, 0, d)]),
  neg: pointwise("neg", (d) => [neg(d)]),
  exp: pointwise("exp", (d, y) => [mul(d, y)]),
  log: pointwise("log", (d, _, [a]) => [div(d, a)]),
  sqrt: pointwise("sqrt", (d, y) => [div(mul(0.5, d), y)]),
  sigmoid: pointwise("sigmoid", (d, y) => [mul(d, mul(y, sub(1, y)))]),
  tanh: pointwise("tanh", (d, y) => [mul(d, sub(1, mul(y, y)))]),
  softplus: pointwise("softplus", (d, _, [a]) => [mul(d, sigmoid(a))]),
  stop: pointwise("stop", () => [undefined]),
  matmul: {
    shape: matmulShape,
    reverse: (d, _, [a, b], { ta, tb }) => {
      // Leading axes of a, if b has none, are more rows of it: one long product, not a sum of many short ones.
      const [x, dx] = b.shape.length === 2 && !ta ? [asRows(a), asRows(d)] : [a, d];
      return [
        ta ? matmul(b, d, tb, true) : matmul(d, b, false, !tb),
        tb ? matmul(dx, x, true, ta) : matmul(x, dx, !ta, false),
      ];
    },
  },
  sumTo: { shape: sumToShape, reverse: (d, _, [a]) => [broadcast(d, a.shape)] },
  broadcast: { shape: broadcastTo, reverse: (d, _, [a]) => [sumTo(d, a.shape)] },
  softmax: {
    shape: (args) => rowsOf("softmax", args),
    reverse: (d, y) => [sub(mul(d, y), mul(y, sumTo(mul(d, y), [...y.shape.slice(0, -1), 1])))],
  },
  logsumexp: {
    shape: (args) => [...rowsOf("logsumexp", args).slice(0, -1), 1],
    reverse: (d, _, [a]) => [mul(d, softmax(a))],
  },
  argmax: { shape: (args) => rowsOf("argmax", args).slice(0, -1), reverse: () => [undefined] },
  reshape: {
    shape: reshapeShape,
    reverse: (d, _, [a], { take, to }) => [
      reshape(d, to.length, a.shape.slice(a.shape.length - take)),
    ],
  },
  swap: { shape: swapShape, reverse: (d, _, __, { i, j }) => [swap(d, i, j)] },
  concat: {
    shape: concatShape,
    reverse: (d, _, args) => {
      let from = 0;
      return args.map((a) => slice(d, from, (from += a.shape.at(-1)!)));
    },
  },
  slice: {
    shape: sliceShape,
    reverse: (d, _, [a], { axis, from }) => [
      apply("pad", [d], { axis, from, size: a.shape.at(axis)! }),
    ],
  },
  pad: {
    shape: ([a], { axis, size: n }) => withAxis(a.shape, axis, n),
    reverse: (d, _, [a], { axis, from }) => [slice(d, from, from + a.shape.at(axis)!, axis)],
  },
  onehot: { shape: onehotShape, reverse: () => [undefined] },
  gather: {
    shape: gatherShape,
    reverse: (d, _, [table, index]) => [
      apply("scatter", [d, index], { rows: table.shape.at(-2)! }),
      undefined,
    ],
  },
  scatter: {
    shape: ([d], { rows }) => [rows, d.shape.at(-1)!],
    reverse: (e, _, [, index]) => [gather(e, index), undefined],
  },
  ctc: {
    shape: (args, { loss }) => loss.shape(args),
    reverse: (d, _, args, attrs) => [
      mul(reshape(d, 1, [d.shape[0], 1]), apply("ctcGrad", args, attrs)),
      undefined,
      undefined,
      undefined,
    ],
  },
  ctcGrad: {
    shape: ([x]) => x.shape,
    reverse: () => {
      throw new TypeError("ctc: the gradient of its gradient is not known here");
    },
  },
};

/** Makes a node of an operation after its shape rule has accepted the arguments. */
export function apply<K extends Ruled>(op: K, args: readonly Sym[], attrs: Attrs[K]): Sym<K> {
  return makeNode(op, args, OPS[op].shape(args, attrs), attrs, innerScope(op, args));
}

/** The innermost step that any of the arguments belongs to. */
export function innerScope(op: Op, args: readonly Sym[]): Scope | undefined {
  let inner: Scope | undefined;
  for (const a of args) {
    if (!a.scope) continue;
    if (!a.scope.open)
      throw new ReferenceError(
        `${op}: ${label(a)} belongs to the step of ${a.scope.owner} and was used outside it; return it from the step`,
      );
    if (!inner || a.scope.depth > inner.depth) inner = a.scope;
  }
  return inner;
}

/** A number, or numbers along the last axis, that never change. */
export function constant(value: number | ArrayLike<number>): Sym {
  if (typeof value === "number") return apply("const", [], { value: [value] });
  if (typeof value !== "object" || value === null || !(value.length > 0))
    throw new TypeError(
      `constant: got ${JSON.stringify(value)}; want a number or a list of numbers`,
    );
  return apply("const", [], { value: Float64Array.from(value) });
}
const wrap = (a: Num, op: string): Sym =>
  typeof a === "number" ? constant(a) : traced(a, op, " or a number");
function traced(a: Sym, op: string, or = ""): Sym {
  if (!isSym(a))
    throw new TypeError(`${op}: got ${a === null ? "null" : typeof a}; want a traced value${or}`);
  return a;
}
/** A sum or product of nothing has no shape. */
function some(op: string, terms: readonly Num[]): readonly Sym[] {
  if (terms.length === 0) throw new TypeError(`${op}: got nothing; want at least one value`);
  return terms.map((a) => wrap(a, op));
}
const isOne = (a: Sym): boolean =>
  a.op === "const" && a.shape.length === 0 && a.attrs.value[0] === 1;

/** Pointwise, of traced values and numbers. */
const each = (op: Pointwise | "stop", ...args: Num[]): Sym =>
  apply(
    op,
    args.map((a) => wrap(a, op)),
    {},
  );
/** Of traced values alone. */
const of = <K extends Ruled>(op: K, attrs: Attrs[K], ...args: Sym[]): Sym<K> =>
  apply(
    op,
    args.map((a) => traced(a, op)),
    attrs,
  );

/**
 * The sum a + b + ... of one value or more, of any shapes that broadcast: sizes equal or 1, matched from the last axis.
 * Throws RangeError where they do not, as every pointwise operation does.
 */
export const add = (...terms: Num[]): Sym =>
  some("add", terms).reduce((a, b) => apply("add", [a, b], {}));
/** a - b, broadcast. */
export const sub = (a: Num, b: Num): Sym => each("sub", a, b);
/** The pointwise product of one value or more, broadcast: the essay's *, most papers' \odot. For matrices see `matmul`. */
export const mul = (...factors: Num[]): Sym =>
  some("mul", factors).reduce((a, b) => (isOne(a) ? b : isOne(b) ? a : apply("mul", [a, b], {})));
/** a / b, broadcast. */
export const div = (a: Num, b: Num): Sym => each("div", a, b);
/** The larger of two, broadcast; where both are equal, the gradient goes to the first. */
export const max = (a: Num, b: Num): Sym => each("max", a, b);
/** 1 where a >= b, else 0, broadcast. It passes no gradient on. */
export const ge = (a: Num, b: Num): Sym => each("ge", a, b);
/** a where the mask is not 0, else b, broadcast. No gradient flows to the mask. */
export const where = (mask: Num, a: Num, b: Num): Sym => each("where", mask, a, b);
/** -a. */
export const neg = (a: Num): Sym => each("neg", a);
/** e to the power of a. */
export const exp = (a: Num): Sym => each("exp", a);
/** The natural logarithm of a. */
export const log = (a: Num): Sym => each("log", a);
/** The square root of a. */
export const sqrt = (a: Num): Sym => each("sqrt", a);
/** The logistic function 1 / (1 + e^-a), between 0 and 1. */
export const sigmoid = (a: Num): Sym => each("sigmoid", a);
/** The hyperbolic tangent of a, between -1 and 1. */
export const tanh = (a: Num): Sym => each("tanh", a);
/** log(1 + e^a), without overflow. */
export const softplus = (a: Num): Sym => each("softplus", a);
/** The same value, but no gradient flows back through it: PyTorch's detach. */
export const stop = (a: Num): Sym => each("stop", a);
/**
 * The matrix product: a (..., M, K) times b (..., K, N) is (..., M, N). With `ta`, a is (..., K, M) and read transposed;
 * with `tb`, b is (..., N, K). Throws RangeError where the inner sizes differ.
 */
export function matmul(a: Sym, b: Sym, ta = false, tb = false): Sym {
  const attrs = { ta, tb };
  matmulShape([traced(a, "matmul"), traced(b, "matmul")], attrs);
  // A one-hot row picks a row of b: no product is needed, forwards or backwards.
  if (a.op === "onehot" && !tb && b.shape.length === 2) {
    if (!ta) return gather(b, a.args[0]);
    if (a.shape.length === 2) return apply("scatter", [b, a.args[0]], { rows: a.shape.at(-1)! });
  }
  return apply("matmul", [a, b], attrs);
}
/** e^a over its sum along the last axis. */
export const softmax = (a: Sym): Sym => of("softmax", {}, a);
/** log of the sum of e^a along the last axis, which stays with size 1: (..., n) to (..., 1). It does not overflow. */
export const logsumexp = (a: Sym): Sym => of("logsumexp", {}, a);
/**
 * Whole numbers 0 .. n - 1 as rows of n numbers, a 1 at the place and 0 elsewhere: (...) to (..., n). A product with a
 * matrix is worked out as the row that it picks. Throws RangeError at a run for a number out of range.
 */
export const onehot = (index: Sym, n: number): Sym => of("onehot", { size: n }, index);
/** Row index[...] of a table (rows, n) at each place, (...) to (..., n): an embedding. Throws RangeError as `onehot` does. */
export const gather = (table: Sym, index: Sym): Sym => of("gather", {}, table, index);
/** The place of the largest number along the last axis: (..., n) to (...). It passes no gradient on. */
export const argmax = (a: Sym): Sym => of("argmax", {}, a);
/** Values joined end to end along the last axis; the other axes must be equal. */
export const concat = (...parts: Sym[]): Sym => of("concat", {}, ...parts);
/** Two axes exchanged, counted from the end; by default the last two, a transposition. */
export const swap = (a: Sym, i = -1, j = -2): Sym => of("swap", { i, j }, a);
/** Elements from .. to - 1 of one axis, which is counted from the end: -1, the default, is the last. */
export const slice = (a: Sym, from: number, to: number, axis = -1): Sym =>
  from === 0 && axis < 0 && to === traced(a, "slice").shape.at(axis)
    ? a
    : of("slice", { axis, from, to }, a);
/** The last `take` axes, laid out anew as `to`, in the same order; leading axes stay. Throws RangeError if the counts differ. */
export const reshape = (a: Sym, take: number, to: Shape): Sym => of("reshape", { take, to }, a);
/** The sum over all axes that `to` lacks or has at 1: sumTo(a, []) is the sum of all. The reverse of `broadcast`. */
export const sumTo = (a: Sym, to: Shape): Sym =>
  sameShape(traced(a, "sumTo").shape, to) ? a : apply("sumTo", [a], { to });
/** The value repeated to fill the shape `to`, matched from the last axis. */
export const broadcast = (a: Sym, to: Shape): Sym =>
  sameShape(traced(a, "broadcast").shape, to) ? a : apply("broadcast", [a], { to });
