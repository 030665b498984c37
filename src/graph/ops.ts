import { ctc as ctcValue } from "../core/ctc.js";
import { numbers } from "./tex/numbers.js";
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
  ctcShape,
  ctcSizes,
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

/** What a reader may write where a traced value is wanted. */
export type Num = Sym | number;

/** Operations whose meaning is more than a rule: places to put numbers in, and the recurrence. */
export type Structural = "param" | "input" | "sym" | "scan" | "get";
export type Ruled = Exclude<Op, Structural>;

/** All that the project knows of an operation. A missing rule is a compile error. */
export interface Rule<K extends Op> {
  readonly shape: (args: readonly Sym[], attrs: Attrs[K]) => Shape;
  /** The reference: Float64, plain loops. */
  readonly value: (args: readonly Values[], attrs: Attrs[K], shape: Shape) => Float64Array;
  /** The cotangent of each argument, as a graph in the same operations; undefined where nothing flows. */
  readonly reverse: (
    d: Sym,
    y: Sym,
    args: readonly Sym[],
    attrs: Attrs[K],
  ) => readonly (Sym | undefined)[];
  /**
   * LaTeX from the LaTeX of the arguments; `level` is how tightly it binds: 0 relation, 1 sum, 2 sum over an axis,
   * 3 product, 4 matrix product, 9 closed.
   */
  readonly tex: (args: readonly string[], attrs: Attrs[K]) => string;
  readonly level: number;
  /** What a diagram writes in the circle, if the operation is drawn. */
  readonly glyph?: string;
}

type Reverse = (d: Sym, y: Sym, args: readonly Sym[]) => readonly (Sym | undefined)[];

/** A pointwise operation: broadcast from the right, then number by number. */
function pointwiseRule<K extends Op>(
  name: K,
  each: (...x: number[]) => number,
  reverse: Reverse,
  tex: (...args: string[]) => string,
  level = 9,
  glyph?: string,
): Rule<K> {
  return {
    shape: (args) => broadcastShape(name, args),
    value: (args, _, shape) => pointwise(each, args, shape),
    reverse,
    tex: (args) => tex(...args),
    level,
    ...(glyph === undefined ? {} : { glyph }),
  };
}
const call = (name: string) => (a: string) => `${name}\\left(${a}\\right)`;

const asRows = (a: Sym): Sym =>
  a.shape.length === 2
    ? a
    : reshape(a, a.shape.length, [size(a.shape.slice(0, -1)), a.shape.at(-1)!]);

export const OPS: { readonly [K in Ruled]: Rule<K> } = {
  const: {
    shape: (_, { value }) => (value.length === 1 ? [] : [value.length]),
    value: (_, { value }) => Float64Array.from(value),
    reverse: () => [],
    tex: (_, { value }) => numbers(value),
    level: 9,
  },
  add: pointwiseRule(
    "add",
    (a, b) => a + b,
    (d) => [d, d],
    (a, b) => `${a} + ${b}`,
    1,
    "+",
  ),
  sub: pointwiseRule(
    "sub",
    (a, b) => a - b,
    (d) => [d, neg(d)],
    (a, b) => `${a} - ${b}`,
    1,
    "−",
  ),
  mul: pointwiseRule(
    "mul",
    (a, b) => a * b,
    (d, _, [a, b]) => [mul(d, b), mul(d, a)],
    (a, b) => `${a} \\odot ${b}`,
    3,
    "×",
  ),
  div: pointwiseRule(
    "div",
    (a, b) => a / b,
    (d, y, [, b]) => [div(d, b), neg(div(mul(d, y), b))],
    (a, b) => `\\frac{${a}}{${b}}`,
    9,
    "÷",
  ),
  max: pointwiseRule(
    "max",
    (a, b) => Math.max(a, b),
    // Where both are equal, the first is taken.
    (d, _, [a, b]) => [where(ge(a, b), d, 0), where(ge(a, b), 0, d)],
    (a, b) => `\\max\\left(${a}, ${b}\\right)`,
    9,
    "max",
  ),
  ge: pointwiseRule(
    "ge",
    (a, b) => (a >= b ? 1 : 0),
    () => [undefined, undefined],
    (a, b) => `${a} \\ge ${b}`,
    0,
    "≥",
  ),
  where: pointwiseRule(
    "where",
    (m, a, b) => (m !== 0 ? a : b),
    (d, _, [m]) => [undefined, where(m, d, 0), where(m, 0, d)],
    (m, a, b) =>
      `\\begin{cases} ${a} & \\text{if } ${m} \\\\ ${b} & \\text{otherwise} \\end{cases}`,
    9,
    "?",
  ),
  neg: pointwiseRule(
    "neg",
    (a) => -a,
    (d) => [neg(d)],
    (a) => `-${a}`,
    1,
    "−",
  ),
  exp: pointwiseRule(
    "exp",
    (a) => Math.exp(a),
    (d, y) => [mul(d, y)],
    call("\\exp"),
    9,
    "exp",
  ),
  log: pointwiseRule(
    "log",
    (a) => Math.log(a),
    (d, _, [a]) => [div(d, a)],
    call("\\log"),
    9,
    "log",
  ),
  sqrt: pointwiseRule(
    "sqrt",
    (a) => Math.sqrt(a),
    (d, y) => [div(mul(0.5, d), y)],
    (a) => `\\sqrt{${a}}`,
    9,
    "√",
  ),
  sigmoid: pointwiseRule(
    "sigmoid",
    (a) => 1 / (1 + Math.exp(-a)),
    (d, y) => [mul(d, mul(y, sub(1, y)))],
    call("\\sigma"),
    9,
    "σ",
  ),
  tanh: pointwiseRule(
    "tanh",
    (a) => Math.tanh(a),
    (d, y) => [mul(d, sub(1, mul(y, y)))],
    call("\\tanh"),
    9,
    "tanh",
  ),
  softplus: pointwiseRule(
    "softplus",
    (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
    (d, _, [a]) => [mul(d, sigmoid(a))],
    call("\\operatorname{softplus}"),
    9,
    "softplus",
  ),
  stop: pointwiseRule(
    "stop",
    (a) => a,
    () => [undefined],
    call("\\operatorname{stop}"),
  ),

  matmul: {
    shape: matmulShape,
    value: ([a, b], { ta, tb }, shape) => matmulValue(a, b, ta, tb, shape),
    reverse: (d, _, [a, b], { ta, tb }) => {
      // Leading axes of a, if b has none, are more rows of it: one long product, not a sum of many short ones.
      const [x, dx] = b.shape.length === 2 && !ta ? [asRows(a), asRows(d)] : [a, d];
      return [
        ta ? matmul(b, d, tb, true) : matmul(d, b, false, !tb),
        tb ? matmul(dx, x, true, ta) : matmul(x, dx, !ta, false),
      ];
    },
    tex: ([a, b], { ta, tb }) => `${a}${ta ? "^\\top" : ""} \\cdot ${b}${tb ? "^\\top" : ""}`,
    level: 4,
  },
  sumTo: {
    shape: sumToShape,
    value: ([a], _, shape) => sumToValue(a, shape),
    reverse: (d, _, [a]) => [broadcast(d, a.shape)],
    tex: ([a]) => `{\\textstyle\\sum} ${a}`,
    level: 2,
    glyph: "Σ",
  },
  broadcast: {
    shape: broadcastTo,
    value: ([a], _, shape) => Float64Array.from(indexMap(a.shape, shape), (n) => a.data[n]),
    reverse: (d, _, [a]) => [sumTo(d, a.shape)],
    tex: ([a]) => a,
    level: 9,
  },
  softmax: {
    shape: (args) => rowsOf("softmax", args),
    value: ([a]) => softmaxValue(a),
    reverse: (d, y) => [sub(mul(d, y), mul(y, sumTo(mul(d, y), [...y.shape.slice(0, -1), 1])))],
    tex: ([a]) => call("\\operatorname{softmax}")(a),
    level: 9,
    glyph: "softmax",
  },
  logsumexp: {
    shape: (args) => [...rowsOf("logsumexp", args).slice(0, -1), 1],
    value: ([a], _, shape) => logsumexpValue(a, shape),
    reverse: (d, _, [a]) => [mul(d, softmax(a))],
    tex: ([a]) => `\\log {\\textstyle\\sum} \\exp\\left(${a}\\right)`,
    level: 2,
    glyph: "lse",
  },
  argmax: {
    shape: (args) => rowsOf("argmax", args).slice(0, -1),
    value: ([a], _, shape) => argmaxValue(a, shape),
    reverse: () => [undefined],
    tex: ([a]) => call("\\operatorname{argmax}")(a),
    level: 9,
    glyph: "argmax",
  },
  reshape: {
    shape: reshapeShape,
    value: ([a]) => a.data,
    reverse: (d, _, [a], { take, to }) => [
      reshape(d, to.length, a.shape.slice(a.shape.length - take)),
    ],
    tex: ([a]) => a,
    level: 9,
  },
  swap: {
    shape: swapShape,
    value: ([a], { i, j }) => Float64Array.from(swapMap(a.shape, i, j), (n) => a.data[n]),
    reverse: (d, _, __, { i, j }) => [swap(d, i, j)],
    tex: ([a]) => `${a}^\\top`,
    level: 9,
  },
  concat: {
    shape: concatShape,
    value: (args, _, shape) => concatValue(args, shape),
    reverse: (d, _, args) => {
      let from = 0;
      return args.map((a) => slice(d, from, (from += a.shape.at(-1)!)));
    },
    tex: (args) => `[${args.join(", ")}]`,
    level: 9,
  },
  slice: {
    shape: sliceShape,
    value: ([a], { axis, from, to }, shape) =>
      copyAxis(a, from, { shape, data: new Float64Array(size(shape)) }, 0, to - from, axis),
    reverse: (d, _, [a], { axis, from }) => [
      apply("pad", [d], { axis, from, size: a.shape.at(axis)! }),
    ],
    tex: ([a], { from, to }) => `${a}[${from}{:}${to}]`,
    level: 9,
  },
  pad: {
    shape: ([a], { axis, size: n }) => withAxis(a.shape, axis, n),
    value: ([a], { axis, from }, shape) =>
      copyAxis(a, 0, { shape, data: new Float64Array(size(shape)) }, from, a.shape.at(axis)!, axis),
    reverse: (d, _, [a], { axis, from }) => [slice(d, from, from + a.shape.at(axis)!, axis)],
    tex: ([a]) => a,
    level: 9,
  },
  onehot: {
    shape: onehotShape,
    value: ([a], { size: n }, shape) => {
      const y = new Float64Array(size(shape));
      a.data.forEach((index, r) => (y[r * n + row("onehot", index, n)] = 1));
      return y;
    },
    reverse: () => [undefined],
    tex: ([a]) => call("\\operatorname{onehot}")(a),
    level: 9,
  },
  gather: {
    shape: gatherShape,
    value: ([table, index], _, shape) => {
      const [rows, n] = table.shape;
      const y = new Float64Array(size(shape));
      index.data.forEach((at, r) => {
        const from = row("gather", at, rows) * n;
        y.set(table.data.subarray(from, from + n), r * n);
      });
      return y;
    },
    reverse: (d, _, [table, index]) => [
      apply("scatter", [d, index], { rows: table.shape.at(-2)! }),
      undefined,
    ],
    tex: ([table, index]) => `${table}[${index}]`,
    level: 9,
  },
  scatter: {
    shape: ([d], { rows }) => [rows, d.shape.at(-1)!],
    value: ([d, index], _, shape) => {
      const n = shape.at(-1)!;
      const y = new Float64Array(size(shape));
      index.data.forEach((at, r) => {
        const to = row("scatter", at, shape[0]) * n;
        for (let j = 0; j < n; j++) y[to + j] += d.data[r * n + j];
      });
      return y;
    },
    reverse: (e, _, [, index]) => [gather(e, index), undefined],
    tex: ([d]) => d,
    level: 9,
  },
  ctc: {
    shape: ctcShape,
    value: ([x, labels, steps, lengths]) =>
      ctcValue(x.data, labels.data, steps.data, lengths.data, ctcSizes(x.shape, labels.shape)),
    reverse: (d, _, args) => [
      mul(reshape(d, 1, [d.shape[0], 1]), apply("ctcGrad", args, {})),
      undefined,
      undefined,
      undefined,
    ],
    tex: ([x, labels]) => `\\operatorname{CTC}\\left(${x}, ${labels}\\right)`,
    level: 9,
  },
  ctcGrad: {
    shape: ([x]) => x.shape,
    value: ([x, labels, steps, lengths], _, shape) => {
      const gradient = new Float64Array(size(shape));
      const sizes = ctcSizes(x.shape, labels.shape);
      ctcValue(x.data, labels.data, steps.data, lengths.data, sizes, gradient);
      return gradient;
    },
    reverse: () => {
      throw new TypeError("ctc: the gradient of its gradient is not known here");
    },
    tex: ([x, labels]) => `\\nabla \\operatorname{CTC}\\left(${x}, ${labels}\\right)`,
    level: 9,
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

export const add = (...terms: Num[]): Sym =>
  some("add", terms).reduce((a, b) => apply("add", [a, b], {}));
export const sub = (a: Num, b: Num): Sym => apply("sub", [wrap(a, "sub"), wrap(b, "sub")], {});
/** Pointwise product; the essay's *, most papers' \odot. */
export const mul = (...factors: Num[]): Sym =>
  some("mul", factors).reduce((a, b) => (isOne(a) ? b : isOne(b) ? a : apply("mul", [a, b], {})));
export const div = (a: Num, b: Num): Sym => apply("div", [wrap(a, "div"), wrap(b, "div")], {});
/** The larger of two; where both are equal, the gradient goes to the first. */
export const max = (a: Num, b: Num): Sym => apply("max", [wrap(a, "max"), wrap(b, "max")], {});
/** 1 where a >= b, else 0. It passes no gradient on. */
export const ge = (a: Num, b: Num): Sym => apply("ge", [wrap(a, "ge"), wrap(b, "ge")], {});
/** a where the mask is not 0, else b. */
export const where = (mask: Num, a: Num, b: Num): Sym =>
  apply("where", [wrap(mask, "where"), wrap(a, "where"), wrap(b, "where")], {});
export const neg = (a: Num): Sym => apply("neg", [wrap(a, "neg")], {});
export const exp = (a: Num): Sym => apply("exp", [wrap(a, "exp")], {});
export const log = (a: Num): Sym => apply("log", [wrap(a, "log")], {});
export const sqrt = (a: Num): Sym => apply("sqrt", [wrap(a, "sqrt")], {});
export const sigmoid = (a: Num): Sym => apply("sigmoid", [wrap(a, "sigmoid")], {});
export const tanh = (a: Num): Sym => apply("tanh", [wrap(a, "tanh")], {});
/** log(1 + e^a), without overflow. */
export const softplus = (a: Num): Sym => apply("softplus", [wrap(a, "softplus")], {});
/** The same value, but no gradient flows back through it. */
export const stop = (a: Num): Sym => apply("stop", [wrap(a, "stop")], {});
/** a (..., M, K) times b (..., K, N); with `ta`, a is read as (..., K, M); with `tb`, b as (..., N, K). */
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
export const softmax = (a: Sym): Sym => apply("softmax", [traced(a, "softmax")], {});
export const logsumexp = (a: Sym): Sym => apply("logsumexp", [traced(a, "logsumexp")], {});
export const onehot = (index: Sym, n: number): Sym =>
  apply("onehot", [traced(index, "onehot")], { size: n });
/** Row index[...] of a table (rows, n) at each place: shape (..., n). */
export const gather = (table: Sym, index: Sym): Sym =>
  apply("gather", [traced(table, "gather"), traced(index, "gather")], {});
/** The place of the largest number along the last axis, which goes. It passes no gradient on. */
export const argmax = (a: Sym): Sym => apply("argmax", [traced(a, "argmax")], {});
/** Values joined end to end along the last axis. */
export const concat = (...parts: Sym[]): Sym =>
  apply(
    "concat",
    parts.map((a) => traced(a, "concat")),
    {},
  );
/** Two axes exchanged, counted from the end. */
export const swap = (a: Sym, i = -1, j = -2): Sym => apply("swap", [traced(a, "swap")], { i, j });
/**
 * Connectionist temporal classification (Graves 2006), in nats: logits (T, B, K), class 0 the blank; labels (B, L);
 * how many steps and how many labels each sequence has, (B) -> (B).
 */
export const ctc = (logits: Sym, labels: Sym, steps: Sym, lengths: Sym): Sym =>
  apply("ctc", [logits, labels, steps, lengths], {});
/** Elements from .. to - 1 of one axis, counted from the end. */
export const slice = (a: Sym, from: number, to: number, axis = -1): Sym =>
  from === 0 && axis < 0 && to === traced(a, "slice").shape.at(axis)
    ? a
    : apply("slice", [traced(a, "slice")], { axis, from, to });
/** The last `take` axes, laid out anew as `to`. */
export const reshape = (a: Sym, take: number, to: Shape): Sym =>
  apply("reshape", [traced(a, "reshape")], { take, to });
export const sumTo = (a: Sym, to: Shape): Sym =>
  sameShape(traced(a, "sumTo").shape, to) ? a : apply("sumTo", [a], { to });
export const broadcast = (a: Sym, to: Shape): Sym =>
  sameShape(traced(a, "broadcast").shape, to) ? a : apply("broadcast", [a], { to });
