import { add, apply, matmul, type Ruled } from "./ops.js";
import {
  dependsOn,
  inOrder,
  label,
  makeNode,
  memo,
  sameShape,
  show,
  summands,
  type Scan,
  type Scope,
  type Shape,
  type Sym,
} from "./sym.js";

export interface Step {
  readonly steps: number;
  readonly backwards: boolean;
  readonly sequences: readonly { readonly symbol: Sym; readonly values: Sym }[];
  readonly states: readonly { readonly symbol: Sym; readonly initial: Sym; readonly next: Sym }[];
  /** Step values wanted at every time, stacked as (T, ...). */
  readonly outs: readonly Sym[];
  /** Step values wanted summed over time. */
  readonly sums?: readonly Sym[];
  readonly scope: Scope;
}

/**
 * A recurrence as one node. Before it is made, whatever depends on the sequences alone and holds a matrix product is
 * taken out of the loop and done for all steps at once (x W in an LSTM): rules count axes from the end, so the
 * same graph serves with a time axis in front.
 */
export function scan(step: Step): Sym<"scan"> {
  for (const { symbol, next } of step.states)
    if (!sameShape(symbol.shape, next.shape))
      throw new RangeError(
        `${step.scope.owner}: state ${label(symbol)} is ${show(symbol.shape)} but its next value is ${show(next.shape)}`,
      );
  const { sequences, next, outs, sums } = hoist(step);
  const symbols = sequences.map((s) => s.symbol);
  const states = step.states.map((s) => s.symbol);
  const captures = findCaptures([...next, ...outs, ...sums], [...symbols, ...states]);
  const args = [
    ...sequences.map((s) => s.values),
    ...step.states.map((s) => s.initial),
    ...captures,
  ];
  const { steps, backwards, scope } = step;
  const attrs: Scan = {
    steps,
    backwards,
    sequences: symbols,
    states,
    captures,
    next,
    outs,
    sums,
    scope,
  };
  return makeNode("scan", args, [], attrs);
}

/** The step value outs[index] at every time: (T, ...). */
export const stackedOut = (node: Sym<"scan">, index: number): Sym =>
  makeNode("get", [node], [node.attrs.steps, ...node.attrs.outs[index].shape], {
    from: "out",
    index,
  });
/** Any value of the step at every time; it is stacked from now on if it was not. */
export function stacked(node: Sym<"scan">, value: Sym): Sym {
  const { outs } = node.attrs;
  const index = outs.indexOf(value);
  return stackedOut(node, index < 0 ? outs.push(value) - 1 : index);
}
export const finalState = (node: Sym<"scan">, index: number): Sym =>
  makeNode("get", [node], node.attrs.states[index].shape, { from: "final", index });
export const summed = (node: Sym<"scan">, index: number): Sym =>
  makeNode("get", [node], node.attrs.sums[index].shape, { from: "sum", index });

/** The outermost values in the step that do not depend on its symbols. */
function findCaptures(roots: readonly Sym[], symbols: readonly Sym[]): Sym[] {
  const inside = dependsOn(symbols);
  const found = new Set<Sym>();
  const seen = new Set<Sym>();
  const visit = (node: Sym): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (inside(node)) node.args.forEach(visit);
    else if (node.op !== "const") found.add(node);
  };
  roots.forEach(visit);
  return [...found];
}

interface Hoisted {
  readonly sequences: Step["sequences"];
  readonly next: readonly Sym[];
  readonly outs: Sym[];
  readonly sums: readonly Sym[];
}

function hoist(step: Step): Hoisted {
  const sequences = [...step.sequences];
  const own = sequences.map((s) => s.symbol);
  const onSequence = dependsOn(own);
  const onState = dependsOn(step.states.map((s) => s.symbol));
  const worthLifting = memo(
    (node: Sym): boolean =>
      onSequence(node) && (node.op === "matmul" || node.args.some(worthLifting)),
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
    if (leaves(node)) {
      const symbol = makeNode("sym", [], node.shape, { name: label(node) }, step.scope);
      sequences.push({ symbol, values: lift(node) });
      return symbol;
    }
    if (!onSequence(node) || node.args.length === 0) return node;
    const args = node.op === "add" ? leavingFirst(node) : node.args;
    return node.op === "add" ? add(...args.map(rewrite)) : rebuild(node, args.map(rewrite));
  });

  /** The terms of a sum, regrouped so that those which leave the loop are one term. */
  const leavingFirst = (sum: Sym): readonly Sym[] => {
    const terms = summands(sum);
    const leaving = terms.filter((t) => !onState(t));
    return leaving.some(leaves) ? [...terms.filter(onState), add(...leaving)] : sum.args;
  };

  const next = step.states.map((s) => rewrite(s.next));
  const outs = step.outs.map(rewrite);
  const sums = (step.sums ?? []).map(rewrite);
  const used = new Set(inOrder([...next, ...outs, ...sums]));
  return { sequences: sequences.filter((s) => used.has(s.symbol)), next, outs, sums };
}

/** Whether the operation means the same with a time axis in front of the arguments that have one. */
function keepsAxes(node: Sym, timed: (node: Sym) => boolean): boolean {
  switch (node.op) {
    case "scatter":
    case "scan":
    case "get":
      return false;
    case "gather":
      return !timed(node.args[0]);
    case "reshape":
    case "onehot":
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
  if (node.op === "matmul") return matmul(args[0], args[1], node.attrs.ta, node.attrs.tb);
  const attrs =
    steps !== undefined && (node.op === "sumTo" || node.op === "broadcast")
      ? { to: [steps, ...node.attrs.to] as Shape }
      : node.attrs;
  const copy = apply(node.op as Ruled, args, attrs);
  if (node.via && steps === undefined) copy.via = node.via;
  return copy;
}
