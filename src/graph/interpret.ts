import type { Ruled } from "./ops.js";
import type { Values } from "./reference.js";
import { label, size, sized, type Op, type Shape, type Sym } from "./sym.js";
import { VALUES, type Value } from "./values.js";

interface ScanResult {
  readonly out: Values[];
  readonly final: Values[];
  readonly sum: Values[];
}

/**
 * The meaning of a graph: each node worked out by its value rule in Float64, one after the other, nothing clever. Every
 * fast path is tested against it. `given` holds the numbers of parameters and inputs. Throws ReferenceError for one that is
 * missing, RangeError for a wrong count.
 */
export function interpret(
  roots: readonly Sym[],
  given: ReadonlyMap<Sym, ArrayLike<number>>,
): Values[] {
  const known = new Map<Sym, Values>();
  for (const [node, numbers] of given) {
    if (numbers.length !== size(node.shape))
      throw new RangeError(`interpret: ${sized(node)} but was given ${numbers.length} numbers`);
    known.set(node, { shape: node.shape, data: Float64Array.from(numbers) });
  }
  return roots.map((root) => evaluate(root, known, new Map()));
}

function evaluate(node: Sym, known: Map<Sym, Values>, scans: Map<Sym, ScanResult>): Values {
  const before = known.get(node);
  if (before) return before;
  const result = compute(node, known, scans);
  known.set(node, result);
  return result;
}

function compute(node: Sym, known: Map<Sym, Values>, scans: Map<Sym, ScanResult>): Values {
  switch (node.op) {
    case "param":
    case "input":
    case "sym":
    case "scan":
      throw new ReferenceError(`interpret: ${label(node)} was not given a value`);
    case "get": {
      const of = node.args[0] as Sym<"scan">;
      if (!scans.has(of)) scans.set(of, runScan(of, known, scans));
      return scans.get(of)![node.attrs.from][node.attrs.index];
    }
    default: {
      const value = VALUES[node.op] as Value<Op & Ruled>;
      const args = node.args.map((a) => evaluate(a, known, scans));
      return { shape: node.shape, data: value(args, node.attrs, node.shape) };
    }
  }
}

function runScan(
  node: Sym<"scan">,
  known: Map<Sym, Values>,
  scans: Map<Sym, ScanResult>,
): ScanResult {
  const { steps, backwards, sequences, states, captures, cycle, bodies } = node.attrs;
  const args = node.args.map((a) => evaluate(a, known, scans));
  let state = args.slice(sequences.length, sequences.length + states.length);
  const empty = (values: readonly (Sym | undefined)[], lead: Shape): Values => {
    const shape = [...lead, ...values.find((value) => value)!.shape];
    return { shape, data: new Float64Array(size(shape)) };
  };
  const out = bodies[0].outs.map((_, j) =>
    empty(
      bodies.map((body) => body.outs[j]),
      [steps],
    ),
  );
  const sum = bodies[0].sums.map((_, j) =>
    empty(
      bodies.map((body) => body.sums[j]),
      [],
    ),
  );
  for (let q = 0; q < steps; q++) {
    const t = backwards ? steps - 1 - q : q;
    const { next, outs, sums } = bodies[cycle[t % cycle.length]];
    const here = new Map<Sym, Values>();
    sequences.forEach((s, k) => {
      const n = size(s.shape);
      here.set(s, { shape: s.shape, data: args[k].data.slice(t * n, (t + 1) * n) });
    });
    states.forEach((s, k) => here.set(s, state[k]));
    captures.forEach((c, k) => here.set(c, args[sequences.length + states.length + k]));
    const inner = new Map<Sym, ScanResult>();
    const at = (value: Sym): Float64Array => evaluate(value, here, inner).data;
    outs.forEach((o, k) => o && out[k].data.set(at(o), t * size(o.shape)));
    sums.forEach((s, k) => s && at(s).forEach((v, j) => (sum[k].data[j] += v)));
    state = next.map((s) => evaluate(s, here, inner));
  }
  return { out, final: state, sum };
}
