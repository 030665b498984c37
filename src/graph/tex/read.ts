import type { Ruled } from "../ops.js";
import type { Sym } from "../sym.js";
import { memo } from "../sym.js";
import { negative, number, product, sum, type Expression, type Value } from "./expression.js";
import { matrixProduct } from "./matrix-product.js";

/** Changes of shape that a reader of equations need not see. */
const SILENT: readonly string[] = ["reshape", "broadcast", "pad"];

const isAffine = (node: Sym): boolean => node.via?.name === "affine";
/** Of a layer-normalised affine map: what the normalised sum is multiplied by. */
const gainOf = (node: Sym): Sym | undefined => {
  const [scaled] = node.args;
  return scaled?.op === "mul" && scaled.args[0]!.op === "param" ? scaled.args[0] : undefined;
};

/** The nodes that are written within a node's expression: not what a derived function is made of, but what it reads. */
export function shownArgs(node: Sym): readonly Sym[] {
  if (!node.via) return node.op === "get" ? enters(node.args[0]!) : node.args;
  const gain = node.via.normalised === undefined ? undefined : gainOf(node);
  return gain ? [...node.via.args, gain] : node.via.args;
}

/** What a layer that is run within a step reads: its sequences, and initial states other than 0. */
function enters(scan: Sym): readonly Sym[] {
  // A scan takes products of a sequence with its own weights out of its loop; they belong to the layer.
  const isOwn = (node: Sym): boolean =>
    node.op === "const" ||
    node.op === "param" ||
    (!node.via && node.args.every(isOwn) && node.args.length > 0);
  const lifted = (node: Sym): readonly Sym[] =>
    !node.via && ["add", "matmul"].includes(node.op) && node.args.some(isOwn)
      ? node.args.flatMap(lifted)
      : isOwn(node)
        ? []
        : [node];
  return [...new Set(scan.args.flatMap(lifted))];
}

/** Writes nodes as expressions, named values by their names. Each place has a tree of its own, which may be marked. */
export function reader(named: (node: Sym) => Value | undefined) {
  const read = (node: Sym): Expression => {
    const value = named(node);
    return value ? { ...value } : body(node);
  };
  /** What a node is made of, whether or not it has a name. */
  const body = (node: Sym): Expression => {
    if (isAffine(node)) return affine(node);
    if (node.via) return { kind: "call", name: node.via.name, args: node.via.args.map(read) };
    const [a, b] = node.args;
    switch (node.op) {
      case "sym":
      case "input":
        return { kind: "value", key: node.attrs.name, time: "", given: true };
      case "param":
        return { kind: "weight", path: node.attrs.path };
      case "const":
        return number(node.attrs.value);
      case "get":
        return whole(node);
      case "scan":
        throw new TypeError("tex: a scan is read through its outputs");
      case "add":
        return sum(read(a!), read(b!));
      case "sub":
        return sum(read(a!), negative(read(b!)));
      case "neg":
        return negative(read(a!));
      case "mul":
        return product(read(a!), read(b!));
      case "matmul":
        return matrixProduct(node, read);
      default:
        return SILENT.includes(node.op) ? read(a!) : op(node.op, node.attrs, node.args.map(read));
    }
  };
  const affine = (node: Sym): Expression => {
    const { weight = "", args, normalised } = node.via!;
    const bias = node.args[1];
    const found = bias?.op === "param" ? bias.attrs.path : `b_${weight}`;
    // "rnn.b_f" belongs to W_f of the same part.
    const path = `${found.slice(0, found.lastIndexOf(".") + 1)}W_${weight}`;
    const operands = args.flatMap((v) => (v.op === "concat" && !named(v) ? v.args : [v]));
    const linear: Expression = { kind: "linear", path, args: operands.map(read) };
    const offset: Expression = { kind: "weight", path: found, isBias: true };
    if (normalised === undefined) return sum(linear, offset);
    const call: Expression = { kind: "call", name: normalised, args: [linear] };
    const gain = gainOf(node);
    return sum(gain ? product(read(gain), call) : call, offset);
  };
  /** A layer that is run over a sequence within the step: its cell, of the sequence. */
  const whole = (node: Sym): Expression => {
    const [scan] = node.args;
    if (scan?.op !== "scan") throw new TypeError("tex: an output of something else than a scan");
    const { scope, states, backwards } = scan.attrs;
    const { from, index } = node.attrs as Sym<"get">["attrs"];
    const state = states[index];
    const below = state?.op === "sym" ? state.attrs.name : String(index);
    const above = `${backwards ? "\\leftarrow" : ""}${from === "final" ? "\\text{last}" : ""}`;
    const args = shownArgs(node).map(read);
    return { kind: "call", name: scope.owner, args, below, ...(above === "" ? {} : { above }) };
  };
  return { read, body };
}

const op = (name: Ruled, attrs: object, args: readonly Expression[]): Expression => ({
  kind: "op",
  op: name,
  attrs,
  args,
});

/** More letters than this in a nameless value that is used twice, and it gets a line of its own. */
const SHORT = 2;
/**
 * Which nameless values need a line of their own: those used more than once, unless they are as short as 1 - z. Without
 * it a graph, written as a tree, could have exponentially many branches.
 */
export function needLines(roots: readonly Sym[], isNamed: (node: Sym) => boolean): Sym[] {
  const uses = new Map<Sym, number>();
  const visit = (node: Sym): void => {
    if (isNamed(node)) return;
    uses.set(node, (uses.get(node) ?? 0) + 1);
    if (uses.get(node) === 1) shownArgs(node).forEach(visit);
  };
  roots.flatMap(shownArgs).forEach(visit);
  const letters = memo((node): number => {
    if (node.op === "param" || node.op === "const") return 1;
    const own = isAffine(node) ? 2 : 0;
    return shownArgs(node).reduce((n, a) => n + (isNamed(a) || needs(a) ? 1 : letters(a)), own);
  });
  const needs = memo((node) => (uses.get(node) ?? 0) > 1 && letters(node) > SHORT);
  return [...uses.keys()].filter(needs).sort((a, b) => a.id - b.id);
}
