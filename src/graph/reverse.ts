import { add, constant, matmul, OPS, reshape, sumTo, type Rule, type Ruled } from "./ops.js";
import { finalState, scan, stacked, stackedOut, summed } from "./scan.js";
import { dependsOn, inOrder, label, makeNode, size, summands, type Op, type Sym } from "./sym.js";

/** The gradient of a scalar with respect to each value, as graphs in the same operations. */
export function gradient(loss: Sym, wrt: readonly Sym[]): Sym[] {
  if (size(loss.shape) !== 1)
    throw new RangeError(`gradient: ${label(loss)} is not one number but has ${size(loss.shape)}`);
  const found = pullBack([[loss, constant(1)]], wrt);
  return wrt.map((node, k) => found[k] ?? zeros(node));
}
export const zeros = (like: Sym): Sym =>
  makeNode("broadcast", [constant(0)], like.shape, { to: like.shape });

/** Cotangents of some values, carried back to others. Undefined where nothing flows. */
export function pullBack(
  seeds: readonly (readonly [Sym, Sym])[],
  wrt: readonly Sym[],
): (Sym | undefined)[] {
  const needed = dependsOn(wrt);
  const ends = new Set(wrt);
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
      if (gets) reverseScan(node, gets, needed).forEach((d, k) => collect(node.args[k], d));
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
  "sigmoid",
  "tanh",
  "div",
  "softmax",
  "logsumexp",
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
  const { steps, backwards, sequences, states, captures, next, scope } = node.attrs;
  scope.open = true;
  const symbol = (like: Sym, name: string): Sym => makeNode("sym", [], like.shape, { name }, scope);

  // Cotangents that arrive from outside: of stacked values (one a step), of final states, of sums over time.
  const dStates = states.map((s) => symbol(s, `d${label(s)}`));
  const dFinal = states.map((s) => zeros(s));
  const seeds: [Sym, Sym][] = next.map((value, k) => [value, dStates[k]]);
  const arriving: { symbol: Sym; values: Sym }[] = [];
  for (const [get, d] of gets) {
    if (get.op !== "get") continue;
    const { from, index } = get.attrs;
    if (from === "final") dFinal[index] = d;
    else if (from === "sum") seeds.push([node.attrs.sums[index], d]);
    else {
      const value = node.attrs.outs[index];
      const one = symbol(value, `d${label(value)}`);
      arriving.push({ symbol: one, values: d });
      seeds.push([value, one]);
    }
  }

  const wantedSequences = sequences.filter((_, k) => needed(node.args[k]));
  const firstCapture = sequences.length + states.length;
  const wantedCaptures = captures.filter((_, k) => needed(node.args[firstCapture + k]));
  const wrt = [...states, ...wantedSequences, ...wantedCaptures];
  const found = pullBack(seeds, wrt);
  const dNext = states.map((s, k) => found[k] ?? zeros(s));
  const dSequences = wantedSequences.map((s, k) => found[states.length + k] ?? zeros(s));
  const dCaptures = wantedCaptures.map(
    (s, k) => found[states.length + wantedSequences.length + k] ?? zeros(s),
  );

  const forward = keptValues([...dNext, ...dSequences, ...dCaptures], node);
  const known = forward.map((value) => {
    const k = sequences.indexOf(value);
    return { symbol: value, values: k >= 0 ? node.args[k] : stacked(node, value) };
  });
  const later = dCaptures.map((d) =>
    productsOverTime(
      d,
      [...known, ...arriving].map((s) => s.symbol),
      dStates,
    ),
  );
  const reversed = scan({
    steps,
    backwards: !backwards,
    sequences: [...known, ...arriving],
    states: dStates.map((s, k) => ({ symbol: s, initial: dFinal[k], next: dNext[k] })),
    outs: [...dSequences, ...later.flatMap((products) => products?.flat() ?? [])],
    sums: dCaptures.filter((_, k) => !later[k]),
    scope,
  });
  scope.open = false;

  let out = dSequences.length;
  let sum = 0;
  const flat = (value: Sym): Sym => reshape(value, 3, [steps * value.shape[1], value.shape[2]]);
  const ofCaptures = later.map((products, k) => {
    if (!products) return summed(reversed, sum++);
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
function keptValues(roots: readonly Sym[], node: Sym<"scan">): Sym[] {
  const { sequences, states, next, outs } = node.attrs;
  const isForward = new Set(inOrder([...next, ...outs, ...node.attrs.sums]));
  const inStep = dependsOn([...sequences, ...states]);
  const kept = new Set<Sym>();
  const seen = new Set<Sym>();
  const visit = (value: Sym): void => {
    if (seen.has(value)) return;
    seen.add(value);
    const leaf = sequences.includes(value) || states.includes(value);
    if (
      leaf ||
      (isForward.has(value) && inStep(value) && (KEPT.has(value.op) || next.includes(value)))
    )
      kept.add(value);
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
