import { add, apply, innerScope, matmul, type Ruled } from "./ops.js";
import {
  dependsOn,
  inOrder,
  makeNode,
  memo,
  present,
  sameShape,
  show,
  sized,
  summands,
  type Attrs,
  type Body,
  type Scope,
  type Shape,
  type Sym,
} from "./sym.js";

export interface Step {
  readonly steps: number;
  readonly backwards: boolean;
  readonly sequences: readonly { readonly symbol: Sym; readonly values: Sym }[];
  readonly states: readonly { readonly symbol: Sym; readonly initial: Sym }[];
  /** Which body serves each step, over and over. Default: the only one. */
  readonly cycle?: readonly number[];
  readonly bodies: readonly Body[];
  /** The way back keeps the states only. Then nothing is taken out of the loop either: it would be kept. Default false. */
  readonly forgets?: boolean;
  /** What the captures of another step, which this one reads, stand for. */
  readonly bound?: ReadonlyMap<Sym, Sym>;
  readonly scope: Scope;
}

/**
 * A recurrence as one node. If every step is alike, whatever depends on the sequences alone and holds a matrix product
 * is first taken out of the loop and done for all steps at once (x W in an LSTM): rules count axes from the end, so the
 * same graph serves with a time axis in front.
 */
export function scan(step: Step): Sym<"scan"> {
  step.states.forEach(({ symbol }, k) => {
    for (const { next } of step.bodies)
      if (!sameShape(symbol.shape, next[k].shape))
        throw new RangeError(
          `${step.scope.owner}: state ${sized(symbol)} but its next value is ${show(next[k].shape)}`,
        );
  });
  const { sequences, bodies } =
    step.bodies.length === 1 && !step.forgets
      ? hoist(step, step.bodies[0])
      : onlyUsed(step, step.bodies);
  const symbols = sequences.map((s) => s.symbol);
  const states = step.states.map((s) => s.symbol);
  const captures = findCaptures(bodies.flatMap(wanted), [...symbols, ...states]);
  const args = [
    ...sequences.map((s) => s.values),
    ...step.states.map((s) => s.initial),
    ...captures.map(standingFor(step.bound)),
  ];
  const { steps, backwards, scope, cycle = [0], forgets = false } = step;
  const attrs = {
    ...{ steps, backwards, sequences: symbols, states, captures, cycle, bodies, forgets, scope },
  };
  return makeNode("scan", args, [], attrs, innerScope("scan", args));
}

/** A value outside of the step with what another step's captures stand for put in their place. */
function standingFor(bound: ReadonlyMap<Sym, Sym> = new Map()): (node: Sym) => Sym {
  const reads = dependsOn(bound.keys());
  const replace = memo(
    (node: Sym): Sym =>
      bound.get(node) ?? (reads(node) ? rebuild(node, node.args.map(replace)) : node),
  );
  return replace;
}

/** All that a body is there to work out. */
export const wanted = ({ next, outs, sums }: Body): Sym[] => present([...next, ...outs, ...sums]);

/** The step value outs[index] at every time: (T, ...). */
export function stackedOut(node: Sym<"scan">, index: number): Sym {
  const [value] = node.attrs.bodies.flatMap(({ outs }) => outs[index] ?? []);
  return get(node, [node.attrs.steps, ...value.shape], "out", index);
}
/** A test of whether a body works a value out, or could read it off a recurrence that it runs. */
export function contains(body: Body): (value: Sym) => boolean {
  const all = new Set(inOrder(wanted(body)));
  return (value) => all.has(value) || (value.op === "get" && all.has(value.args[0]));
}

/** Any value of the step at every time; it is stacked from now on, by each body that has it, if it was not. */
export function stacked(node: Sym<"scan">, value: Sym): Sym {
  const { bodies } = node.attrs;
  const having = bodies.filter((body) => contains(body)(value));
  // A state that rests in one body is its own next value there, and not elsewhere.
  const known = having[0].outs.findIndex((_, j) => having.every(({ outs }) => outs[j] === value));
  if (known >= 0) return stackedOut(node, known);
  for (const body of bodies) body.outs.push(having.includes(body) ? value : undefined);
  return stackedOut(node, bodies[0].outs.length - 1);
}
export const finalState = (node: Sym<"scan">, index: number): Sym =>
  get(node, node.attrs.states[index].shape, "final", index);
export function summed(node: Sym<"scan">, index: number): Sym {
  const [value] = node.attrs.bodies.flatMap(({ sums }) => sums[index] ?? []);
  return get(node, value.shape, "sum", index);
}
const get = (node: Sym<"scan">, shape: Shape, from: Attrs["get"]["from"], index: number): Sym =>
  makeNode("get", [node], shape, { from, index }, node.scope);

/** The outermost values in the step that do not depend on its symbols. */
function findCaptures(roots: readonly Sym[], symbols: readonly Sym[]): Sym[] {
  const inside = dependsOn(symbols);
  const found = new Set<Sym>();
  // A symbol may be a value of another step, with arguments that do not matter here.
  const seen = new Set<Sym>(symbols);
  const visit = (node: Sym): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (inside(node)) node.args.forEach(visit);
    else if (node.op !== "const") found.add(node);
  };
  roots.forEach(visit);
  return [...found];
}

interface Kept {
  readonly sequences: Step["sequences"];
  readonly bodies: readonly Body[];
}

/** Sequences that nothing reads are left out. */
function onlyUsed({ sequences }: Pick<Step, "sequences">, bodies: readonly Body[]): Kept {
  const used = new Set(inOrder(bodies.flatMap(wanted)));
  return { sequences: sequences.filter((s) => used.has(s.symbol)), bodies };
}

function hoist(step: Step, body: Body): Kept {
  const sequences = [...step.sequences];
  const own = sequences.map((s) => s.symbol);
  const onSequence = dependsOn(own);
  const onState = dependsOn(step.states.map((s) => s.symbol));
  const worthLifting = memo(
    (node: Sym): boolean =>
      !own.includes(node) &&
      onSequence(node) &&
      (node.op === "matmul" || node.args.some(worthLifting)),
  );
  const canLift = memo(
    (node: Sym): boolean =>
      !onSequence(node) ||
      own.includes(node) ||
      (keepsAxes(node, onSequence) && node.args.every(canLift)),
  );
  const leaves = (node: Sym): boolean => !onState(node) && worthLifting(node) && canLift(node);

  const lift = memo((node: Sym): Sym => {
    const k = own.indexOf(node);
    if (k >= 0) return step.sequences[k].values;
    return onSequence(node) ? rebuild(node, node.args.map(lift), step.steps) : node;
  });

  const rewrite = memo((node: Sym): Sym => {
    if (own.includes(node)) return node;
    if (leaves(node)) {
      const name = `ahead${sequences.length - own.length}`;
      const symbol = makeNode("sym", [], node.shape, { name }, step.scope);
      sequences.push({ symbol, values: lift(node) });
      return symbol;
    }
    if (!onSequence(node) || node.args.length === 0) return node;
    const args = node.op === "add" ? leavingFirst(node) : node.args;
    return node.op === "add" ? add(...args.map(rewrite)) : rebuild(node, args.map(rewrite));
  });

  /** The terms of a sum, regrouped so that those which can leave the loop are one term. */
  const leavingFirst = (sum: Sym): readonly Sym[] => {
    const terms = summands(sum);
    const isWhole = (t: Sym): boolean => !onSequence(t) || t.shape.length === sum.shape.length;
    const going = terms.filter((t) => !onState(t) && canLift(t) && isWhole(t));
    if (!going.some(leaves)) return sum.args;
    return [...terms.filter((t) => !going.includes(t)), add(...going)];
  };

  const each = (values: Body["outs"] | Body["sums"]): (Sym | undefined)[] =>
    values.map((value) => value && rewrite(value));
  const after = {
    next: body.next.map(rewrite),
    outs: each(body.outs),
    sums: each(body.sums),
  };
  return onlyUsed({ sequences }, [after]);
}

/** Whether the operation means the same with a time axis in front of the arguments that have one. */
function keepsAxes(node: Sym, timed: (node: Sym) => boolean): boolean {
  switch (node.op) {
    case "scatter":
    case "scan":
    case "get":
    case "ctc":
    case "ctcGrad":
      return false;
    case "gather":
      return !timed(node.args[0]);
    case "concat":
      return node.args.every(timed);
    case "reshape":
    case "onehot":
    case "argmax":
    case "slice":
    case "pad":
    case "logsumexp":
      return true;
    default:
      return node.args.every((a) => !timed(a) || a.shape.length === node.shape.length);
  }
}

/** The same operation on other arguments; with `steps`, on arguments that have a time axis in front. */
export function rebuild(node: Sym, args: readonly Sym[], steps?: number): Sym {
  // A scan's step reads what its captures stand for: new arguments need no new step.
  if (node.op === "scan" || node.op === "get")
    return makeNode(node.op, args, node.shape, node.attrs as never, innerScope(node.op, args));
  if (node.op === "matmul") return matmul(args[0], args[1], node.attrs.ta, node.attrs.tb);
  const attrs =
    steps !== undefined && (node.op === "sumTo" || node.op === "broadcast")
      ? { to: [steps, ...node.attrs.to] as Shape }
      : node.attrs;
  const copy = apply(node.op as Ruled, args, attrs);
  if (node.via && steps === undefined) copy.via = node.via;
  return copy;
}
