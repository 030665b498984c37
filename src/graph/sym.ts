import type { Memory } from "../core/matmul.js";

/** Sizes of the axes, outermost first. Rules count axes from the end, so that leading axes (T, B) may be added. */
export type Shape = readonly number[];

/**
 * How a parameter is filled at the start: one number, normal noise, Glorot's uniform (Glorot & Bengio 2010), orthogonal,
 * or the identity (ones on the diagonal).
 */
export type Init =
  | number
  | "glorot"
  | "orthogonal"
  | "identity"
  | {
      /** The noise's standard deviation; its mean is 0. */
      readonly normal: number;
    };
/** Of a matrix whose rows belong to several operands: how many rows, and how they start, from the top. */
export type InitByRows = readonly { readonly rows: number; readonly init: Init }[];

type None = Record<never, never>;

/** The loss of sequences without alignment, of logits, labels, steps and lengths (ctc.ts). */
export interface CtcLoss {
  readonly shape: (args: readonly Sym[]) => Shape;
  /** The loss of each sequence; `gradient`, if given, becomes its gradient with respect to the logits. */
  readonly value: (
    args: readonly Memory[],
    shapes: readonly Shape[],
    gradient?: Memory,
  ) => Float64Array;
}

/** What each operation carries besides its arguments. The keys of this table are all the operations there are. */
export interface Attrs {
  const: { readonly value: ArrayLike<number> };
  param: { readonly path: string; readonly init: Init | InitByRows };
  input: { readonly name: string };
  sym: { readonly name: string };
  add: None;
  sub: None;
  mul: None;
  div: None;
  max: None;
  ge: None;
  where: None;
  neg: None;
  exp: None;
  log: None;
  sqrt: None;
  sigmoid: None;
  tanh: None;
  softplus: None;
  stop: None;
  matmul: { readonly ta: boolean; readonly tb: boolean };
  sumTo: { readonly to: Shape };
  broadcast: { readonly to: Shape };
  softmax: None;
  logsumexp: None;
  argmax: None;
  reshape: { readonly take: number; readonly to: Shape };
  swap: { readonly i: number; readonly j: number };
  concat: None;
  slice: { readonly axis: number; readonly from: number; readonly to: number };
  pad: { readonly axis: number; readonly from: number; readonly size: number };
  onehot: { readonly size: number };
  gather: None;
  scatter: { readonly rows: number };
  /** The loss comes with the node, so that a program without CTC does not carry it. */
  ctc: { readonly loss: CtcLoss };
  ctcGrad: { readonly loss: CtcLoss };
  scan: Scan;
  get: { readonly from: "out" | "final" | "sum"; readonly index: number };
}
export type Op = keyof Attrs;

/**
 * A recurrence: one step, done T times. args = [...sequences, ...initial states, ...captures]; a capture is a value
 * from outside that every step reads. Step t is that of bodies[cycle[t % cycle.length]]: one body for most cells,
 * several where some states rest at some steps.
 */
export interface Scan {
  readonly steps: number;
  readonly backwards: boolean;
  readonly sequences: readonly Sym[];
  readonly states: readonly Sym[];
  readonly captures: readonly Sym[];
  readonly cycle: readonly number[];
  readonly bodies: readonly Body[];
  /** The way back works everything out again from the states, and keeps nothing else. */
  readonly forgets: boolean;
  readonly scope: Scope;
}
export interface Body {
  /** The next value of each state; a state that rests is its own. */
  readonly next: readonly Sym[];
  /** Values stacked over time, as many in each body. It grows: whoever needs a value at all times appends it. */
  readonly outs: (Sym | undefined)[];
  /** Values summed over time. Undefined, here and above, where the body has nothing to say. */
  readonly sums: readonly (Sym | undefined)[];
}

/** The step that a symbol belongs to; a closed one refuses further use of its symbols. Steps within steps are deeper. */
export interface Scope {
  readonly owner: string;
  readonly depth: number;
  open: boolean;
}

let depth = 0;
/** Opens a step's scope for as long as the work takes. */
export function inScope<T>(owner: string, work: (scope: Scope) => T): T {
  const scope: Scope = { owner, depth: ++depth, open: true };
  try {
    return work(scope);
  } finally {
    scope.open = false;
    depth--;
  }
}

/** Opens a step's scope again, to work out its reverse. */
export function reopened<R>(scope: Scope, work: () => R): R {
  scope.open = true;
  try {
    return work();
  } finally {
    scope.open = false;
  }
}

/** What a derived function leaves on its result, so that TeX and diagrams show the function and not its parts. */
export interface Via {
  /** "affine", a function such as "ReLU", or the name of a cell that is a part of another. */
  readonly name: string;
  readonly args: readonly Sym[];
  /** Of an affine map: the name of its matrix, without W_, and what is done to the product before the bias is added. */
  readonly weight?: string;
  readonly normalised?: string;
  /** Of a cell within a cell: which of its values this is. */
  readonly output?: string;
}

interface Node<K extends Op> {
  readonly id: number;
  readonly op: K;
  readonly args: readonly Sym[];
  readonly shape: Shape;
  readonly attrs: Attrs[K];
  readonly scope: Scope | undefined;
  via?: Via;
}

/** A traced value: a node of the graph, with a `shape` but no numbers yet. Operations are written add(a, b), not a + b. */
export type Sym<K extends Op = Op> = { [P in K]: Node<P> }[K];

export const size = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);
export const show = (shape: Shape): string => `(${shape.join(", ")})`;
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((n, k) => n === b[k]);
export const withoutLeadingOnes = (shape: Shape): Shape => {
  const first = shape.findIndex((n) => n !== 1);
  return first < 0 ? [] : shape.slice(first);
};
export const isSym = (value: unknown): value is Sym => value instanceof Traced;

let count = 0;
class Traced {
  readonly id = count++;
  via?: Via;
  constructor(
    readonly op: Op,
    readonly args: readonly Sym[],
    readonly shape: Shape,
    readonly attrs: object,
    readonly scope: Scope | undefined,
  ) {}
  /** What a console and a notebook show: sigmoid (2, 4). */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `${label(this as Sym)} ${show(this.shape)}`;
  }
  [Symbol.toPrimitive](): never {
    throw new TypeError(
      `${label(this as Sym)} is a traced value, not a number: write mul(a, b), add(a, b), ...`,
    );
  }
}

/** A node whose shape is already known. Everyone else calls `apply`, which works the shape out and checks it. */
export function makeNode<K extends Op>(
  op: K,
  args: readonly Sym[],
  shape: Shape,
  attrs: Attrs[K],
  scope?: Scope,
): Sym<K> {
  return new Traced(op, args, shape, attrs, scope) as unknown as Sym<K>;
}

/** The name a reader knows a value by. */
export function label(node: Sym): string {
  switch (node.op) {
    case "sym":
    case "input":
      return `"${node.attrs.name}"`;
    case "param":
      return `"${node.attrs.path}"`;
    case "const":
      return node.attrs.value.length === 1 ? String(node.attrs.value[0]) : "a constant";
    default:
      return node.via ? (node.via.weight ? `affine "${node.via.weight}"` : node.via.name) : node.op;
  }
}

/** A value and its shape, as errors name them: "h" is (2, 4). */
export const sized = (node: Sym): string => `${label(node)} is ${show(node.shape)}`;

/** Those that are there. */
export const present = (values: readonly (Sym | undefined)[]): Sym[] =>
  values.filter((value): value is Sym => value !== undefined);

/** Every node that the roots need, each after its arguments. */
export function inOrder(roots: readonly Sym[]): Sym[] {
  const out: Sym[] = [];
  const seen = new Set<Sym>();
  const visit = (node: Sym): void => {
    if (seen.has(node)) return;
    seen.add(node);
    node.args.forEach(visit);
    out.push(node);
  };
  roots.forEach(visit);
  return out;
}

/** A function of nodes that works each out once: a graph is a tree with exponentially many branches. */
export function memo<T>(f: (node: Sym) => T): (node: Sym) => T {
  const known = new Map<Sym, T>();
  return (node) => {
    if (!known.has(node)) known.set(node, f(node));
    return known.get(node)!;
  };
}

/** A test of whether a node depends on any of the given ones (each counts as depending on itself). */
export function dependsOn(leaves: Iterable<Sym>): (node: Sym) => boolean {
  const those = new Set(leaves);
  const test = memo((node): boolean => those.has(node) || node.args.some(test));
  return test;
}

/** The terms of a sum of sums; of anything else, itself. */
export const summands = (node: Sym): Sym[] =>
  node.op === "add" ? node.args.flatMap(summands) : [node];
