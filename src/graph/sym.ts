/** Sizes of the axes, outermost first. Rules count axes from the end, so that leading axes (T, B) may be added. */
export type Shape = readonly number[];

/** How a parameter is filled at the start: one number, Glorot's uniform (Glorot & Bengio 2010), or orthogonal. */
export type Init = number | "glorot" | "orthogonal";

type None = Record<never, never>;

/** What each operation carries besides its arguments. The keys of this table are all the operations there are. */
export interface Attrs {
  const: { readonly value: ArrayLike<number> };
  param: { readonly path: string; readonly init: Init };
  input: { readonly name: string };
  sym: { readonly name: string };
  add: None;
  sub: None;
  mul: None;
  div: None;
  neg: None;
  exp: None;
  log: None;
  sigmoid: None;
  tanh: None;
  matmul: { readonly ta: boolean; readonly tb: boolean };
  sumTo: { readonly to: Shape };
  broadcast: { readonly to: Shape };
  softmax: None;
  logsumexp: None;
  reshape: { readonly take: number; readonly to: Shape };
  slice: { readonly axis: number; readonly from: number; readonly to: number };
  pad: { readonly axis: number; readonly from: number; readonly size: number };
  onehot: { readonly size: number };
  gather: None;
  scatter: { readonly rows: number };
  scan: Scan;
  get: { readonly from: "out" | "final" | "sum"; readonly index: number };
}
export type Op = keyof Attrs;

/**
 * A recurrence: one step, done T times. args = [...sequences, ...initial states, ...captures]; a capture is a value
 * from outside that every step reads. `outs` grows: whoever needs a step's value at all times appends it.
 */
export interface Scan {
  readonly steps: number;
  readonly backwards: boolean;
  readonly sequences: readonly Sym[];
  readonly states: readonly Sym[];
  readonly captures: readonly Sym[];
  readonly next: readonly Sym[];
  readonly outs: Sym[];
  readonly sums: readonly Sym[];
  readonly scope: Scope;
}

/** The step that a symbol belongs to; a closed one refuses further use of its symbols. */
export interface Scope {
  readonly owner: string;
  open: boolean;
}

/** What a derived function leaves on its result, so that TeX and diagrams show the function and not its parts. */
export interface Via {
  readonly name: string;
  readonly args: readonly Sym[];
  readonly weight?: string;
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

/** A traced value: a node of the graph, with a shape but no numbers yet. */
export type Sym<K extends Op = Op> = { [P in K]: Node<P> }[K];

export const size = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);
export const show = (shape: Shape): string => `(${shape.join(", ")})`;
export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((n, k) => n === b[k]);
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
