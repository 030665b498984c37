import {
  add,
  broadcast,
  constant,
  matmul,
  OPS,
  reshape,
  sumTo,
  type Rule,
  type Ruled,
} from "./ops.js";
import { contains, finalState, scan, stacked, stackedOut, summed } from "./scan.js";
import {
  dependsOn,
  inOrder,
  label,
  makeNode,
  present,
  reopened,
  size,
  summands,
  type Body,
  type Op,
  type Sym,
} from "./sym.js";

/**
 * The gradient of a scalar with respect to each value, of that value's shape, as graphs in the same operations: gradients
 * of gradients are had the same way. A value that the scalar does not depend on has the gradient 0. Throws RangeError if
 * the loss is not one number.
 *
 * @example
 * ```ts
 * import { constant, gradient, interpret, mul, sum } from "unrolled";
 *
 * const x = constant([1, 2, 3]);
 * const [dx] = gradient(sum(mul(x, x)), [x]);
 * const [{ data }] = interpret([dx], new Map());
 * console.log(data); //=> Float64Array(3) [ 2, 4, 6 ]
 * ```
 */
export function gradient(loss: Sym, wrt: readonly Sym[]): Sym[] {
  if (size(loss.shape) !== 1)
    throw new RangeError(`gradient: ${label(loss)} is not one number but has ${size(loss.shape)}`);
  const found = pullBack([[loss, broadcast(constant(1), loss.shape)]], wrt, false);
  return wrt.map((node, k) => found[k] ?? zeros(node));
}
export const zeros = (like: Sym): Sym =>
  makeNode("broadcast", [constant(0)], like.shape, { to: like.shape });

/** Cotangents of some values, carried back to others, and not beyond them. Undefined where nothing flows. */
export function pullBack(
  seeds: readonly (readonly [Sym, Sym])[],
  wrt: readonly Sym[],
  endsThere = true,
): (Sym | undefined)[] {
  const needed = dependsOn(wrt);
  const ends = new Set(endsThere ? wrt : []);
  const cotangents = new Map<Sym, Sym>();
  const ofScans = new Map<Sym, Map<Sym, Sym>>(); // for each scan, the cotangent of each of its gets
  const collect = (node: Sym, d: Sym | undefined): void => {
    if (!d || !needed(node)) return;
    const before = cotangents.get(node);
    const here = sumTo(d, node.shape);
    cotangents.set(node, before ? add(before, here) : here);
  };
  for (const [node, d] of seeds) collect(node, d);
  for (const node of inOrder(seeds.map(([n]) => n)).reverse()) {
    if (ends.has(node)) continue;
    if (node.op === "scan") {
      const gets = ofScans.get(node);
      if (!gets) continue;
      const flows = reopened(node.attrs.scope, () => reverseScan(node, gets, needed));
      flows.forEach((d, k) => collect(node.args[k], d));
      continue;
    }
    const d = cotangents.get(node);
    if (!d || node.args.length === 0) continue;
    if (node.op === "get") {
      const of = node.args[0];
      ofScans.set(of, (ofScans.get(of) ?? new Map()).set(node, d));
    } else {
      const rule = OPS[node.op as Ruled] as Rule<Op & Ruled>;
      rule.reverse(d, node, node.args, node.attrs).forEach((g, k) => collect(node.args[k], g));
    }
  }
  return wrt.map((node) => cotangents.get(node));
}

/** Operations whose value the reverse pass keeps rather than works out again. */
const KEPT = new Set<Op>([
  "matmul",
  "exp",
  "log",
  "sqrt",
  "sigmoid",
  "tanh",
  "softplus",
  "div",
  "softmax",
  "logsumexp",
  "argmax",
  "get",
]);

/**
 * Back-propagation through time: the reverse of a scan is a scan the other way, over the cotangents of the states.
 * What it needs of the forward pass arrives as sequences; sums of products over time leave it as one large product.
 */
function reverseScan(
  node: Sym<"scan">,
  gets: Map<Sym, Sym>,
  needed: (node: Sym) => boolean,
): (Sym | undefined)[] {
  const { steps, backwards, sequences, states, captures, cycle, bodies, scope } = node.attrs;
  const symbol = (like: Sym, name: string): Sym => makeNode("sym", [], like.shape, { name }, scope);

  // Cotangents that arrive from outside: of stacked values (one a step), of final states, of sums over time.
  const dStates = states.map((s) => symbol(s, `d${label(s)}`));
  const dFinal = states.map((s) => zeros(s));
  const arriving: { symbol: Sym; values: Sym }[] = [];
  const seeds = bodies.map(({ next }) => next.map((value, k): [Sym, Sym] => [value, dStates[k]]));
  for (const [get, d] of gets) {
    if (get.op !== "get") continue;
    const { from, index } = get.attrs;
    if (from === "final") {
      dFinal[index] = d;
      continue;
    }
    const values = bodies.map((body) => (from === "sum" ? body.sums : body.outs)[index]);
    const [like] = present(values);
    const one = from === "sum" ? d : symbol(like, `d${label(like)}`);
    if (from === "out") arriving.push({ symbol: one, values: d });
    values.forEach((value, b) => value && seeds[b].push([value, one]));
  }

  const firstCapture = sequences.length + states.length;
  const wantedSequences = sequences.filter((_, k) => needed(node.args[k]));
  const wantedCaptures = captures.filter((_, k) => needed(node.args[firstCapture + k]));
  const wrt = [...states, ...wantedSequences, ...wantedCaptures];
  const flows = bodies.map((_, b) => {
    const found = pullBack(seeds[b], wrt);
    const orZero = (s: Sym, k: number): Sym => found[k] ?? zeros(s);
    return {
      next: states.map(orZero),
      sequences: wantedSequences.map((s, k) => orZero(s, states.length + k)),
      captures: found.slice(states.length + wantedSequences.length),
    };
  });

  const known = new Map<Sym, Sym>();
  flows.forEach((flow, b) => {
    const roots = [...flow.next, ...flow.sequences, ...present(flow.captures)];
    for (const value of keptValues(roots, node, bodies[b])) {
      const k = sequences.indexOf(value);
      if (!known.has(value)) known.set(value, k >= 0 ? node.args[k] : stacked(node, value));
    }
  });

  // Each sum over time is put off until after the loop, if it can be; else the loop adds it up.
  const inStep = [...known.keys(), ...arriving.map((s) => s.symbol)];
  const later = wantedCaptures.map((_, k) => {
    const [d] = flows.map((flow) => flow.captures[k]);
    const defers = flows.length === 1 && !node.attrs.forgets;
    return d && defers ? productsOverTime(d, inStep, dStates) : undefined;
  });
  const inLoop = wantedCaptures.filter(
    (_, k) => !later[k] && flows.some((flow) => flow.captures[k]),
  );
  const reversed = scan({
    steps,
    backwards: !backwards,
    sequences: [...[...known].map(([value, values]) => ({ symbol: value, values })), ...arriving],
    states: dStates.map((s, k) => ({ symbol: s, initial: dFinal[k] })),
    cycle,
    bodies: flows.map((flow) => ({
      next: flow.next,
      outs: [...flow.sequences, ...later.flatMap((products) => products?.flat() ?? [])],
      sums: inLoop.map((c) => flow.captures[wantedCaptures.indexOf(c)]),
    })),
    forgets: node.attrs.forgets,
    bound: new Map(captures.map((c, k) => [c, node.args[firstCapture + k]])),
    scope,
  });

  let out = wantedSequences.length;
  const flat = (value: Sym): Sym => reshape(value, 3, [steps * value.shape[1], value.shape[2]]);
  const ofCaptures = later.map((products, k) => {
    const sum = inLoop.indexOf(wantedCaptures[k]);
    if (!products) return sum < 0 ? undefined : summed(reversed, sum);
    const terms = products.map((pair) => pair.map(() => stackedOut(reversed, out++)));
    return add(
      ...terms.map(([a, d]) =>
        d ? matmul(flat(a), flat(d), true) : sumTo(a, wantedCaptures[k].shape),
      ),
    );
  });
  return [
    ...sequences.map((s) =>
      wantedSequences.includes(s) ? stackedOut(reversed, wantedSequences.indexOf(s)) : undefined,
    ),
    ...states.map((_, k) => finalState(reversed, k)),
    ...captures.map((c) => ofCaptures[wantedCaptures.indexOf(c)]),
  ];
}

/** Values of the forward step that the reverse step starts from: the costly ones, the states and the sequences. */
function keptValues(roots: readonly Sym[], node: Sym<"scan">, body: Body): Sym[] {
  const { sequences, states, forgets } = node.attrs;
  const isForward = contains(body);
  const inStep = dependsOn([...sequences, ...states]);
  const kept = new Set<Sym>();
  const seen = new Set<Sym>();
  const visit = (value: Sym): void => {
    if (seen.has(value)) return;
    seen.add(value);
    const leaf = sequences.includes(value) || states.includes(value);
    const costly = !forgets && (KEPT.has(value.op) || body.next.includes(value));
    if (leaf || (isForward(value) && inStep(value) && costly)) kept.add(value);
    else value.args.forEach(visit);
  };
  roots.forEach(visit);
  return [...kept];
}

/**
 * If a sum over time is made of products a_t' d_t of step values, or of sums d_t over the batch, the factors of each
 * term: they are stacked, and one large product or sum after the loop replaces T small ones. Otherwise undefined.
 */
function productsOverTime(
  d: Sym,
  sequences: readonly Sym[],
  states: readonly Sym[],
): Sym[][] | undefined {
  const inStep = dependsOn([...sequences, ...states]);
  const factors = summands(d).map((term): Sym[] | undefined => {
    if (term.op === "sumTo" && inStep(term.args[0])) return [term.args[0]];
    const plain = term.op === "matmul" && term.attrs.ta && !term.attrs.tb;
    return plain && term.args.every((a) => a.shape.length === 2 && inStep(a))
      ? [...term.args]
      : undefined;
  });
  return factors.every((f): f is Sym[] => f !== undefined) ? factors : undefined;
}
