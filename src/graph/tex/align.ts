import { argsOf, canonical, headOf, isBag, partsOf, type Expression } from "./expression.js";

/** What two expressions do not share. `heads`: only the function (or the sign) differs, not what it is applied to. */
export interface Differences {
  readonly wholes: readonly Expression[];
  readonly heads: readonly Expression[];
}
export interface Alignment {
  /** How much is shared, in nodes; 0 for nothing. */
  readonly shared: number;
  readonly before: Differences;
  readonly after: Differences;
}
const NONE: Differences = { wholes: [], heads: [] };
const ALIKE: Alignment = { shared: 0, before: NONE, after: NONE };
const whole = (e: Expression): Differences => ({ wholes: [e], heads: [] });
const onto = (head: Expression, to: Differences): Differences => ({
  ...to,
  heads: [head, ...to.heads],
});
const both = (a: Differences, b: Differences): Differences => ({
  wholes: [...a.wholes, ...b.wholes],
  heads: [...a.heads, ...b.heads],
});
const join = (a: Alignment, b: Alignment): Alignment => ({
  shared: a.shared + b.shared,
  before: both(a.before, b.before),
  after: both(a.after, b.after),
});

const sizeOf = (e: Expression): number => argsOf(e).reduce((n, a) => n + sizeOf(a), 1);
/** What a function of one thing is applied to. */
const innerOf = (e: Expression): Expression | undefined =>
  ["call", "op", "negative"].includes(e.kind) && argsOf(e).length === 1 ? argsOf(e)[0] : undefined;

/**
 * Lays two expression trees over each other so that they share as much as possible: terms and factors in any order; a
 * function, a factor or a term that only one of them has around or beside what both have. Names are compared as they
 * are in the graph, not by what a notation makes of them.
 */
export function aligner() {
  const known = new Map<Expression, Map<Expression, Alignment>>();
  const text = new Map<Expression, string>();
  const says = (e: Expression): string => {
    if (!text.has(e)) text.set(e, canonical(e));
    return text.get(e)!;
  };

  const align = (a: Expression, b: Expression): Alignment => {
    const row = known.get(a) ?? new Map<Expression, Alignment>();
    known.set(a, row);
    const found = row.get(b) ?? search(a, b);
    row.set(b, found);
    return found;
  };
  const search = (a: Expression, b: Expression): Alignment => {
    if (says(a) === says(b)) return { ...ALIKE, shared: sizeOf(a) };
    let best: Alignment = { shared: 0, before: whole(a), after: whole(b) };
    for (const other of candidates(a, b)) if (other.shared > best.shared) best = other;
    return best;
  };
  const candidates = (a: Expression, b: Expression): Alignment[] => {
    const found: Alignment[] = [];
    const same = headOf(a) === headOf(b);
    if (same && !isBag(a))
      found.push(join({ ...ALIKE, shared: 1 }, inPlaces(argsOf(a), argsOf(b))));
    if (same && isBag(a)) found.push(inAnyOrder(argsOf(a), argsOf(b)));
    for (const kind of ["sum", "product"] as const)
      if (!same && (a.kind === kind || b.kind === kind))
        found.push(inAnyOrder(partsOf(a, kind), partsOf(b, kind)));
    const [inA, inB] = [innerOf(a), innerOf(b)];
    const around = (inner: Alignment, wrapA: boolean, wrapB: boolean): void => {
      const { shared, before, after } = inner;
      if (shared === 0) return;
      const sides = {
        before: wrapA ? onto(a, before) : before,
        after: wrapB ? onto(b, after) : after,
      };
      found.push({ shared, ...sides });
    };
    if (inA) around(align(inA, b), true, false);
    if (inB) around(align(a, inB), false, true);
    if (inA && inB && !same) around(align(inA, inB), true, true);
    return found;
  };
  const inPlaces = (a: readonly Expression[], b: readonly Expression[]): Alignment =>
    a.length === b.length ? a.map((e, k) => align(e, b[k]!)).reduce(join, ALIKE) : inAnyOrder(a, b);
  /** Equal ones first, then those that share most; what is left over differs. */
  const inAnyOrder = (a: readonly Expression[], b: readonly Expression[]): Alignment => {
    const pairs = a
      .flatMap((left) => b.map((right) => ({ left, right, ...align(left, right) })))
      .filter(({ shared }) => shared > 0)
      .sort(
        (p, q) =>
          Number(says(q.left) === says(q.right)) - Number(says(p.left) === says(p.right)) ||
          q.shared - p.shared,
      );
    const [freeA, freeB] = [new Set(a), new Set(b)];
    let sum = ALIKE;
    for (const pair of pairs)
      if (freeA.has(pair.left) && freeB.has(pair.right)) {
        freeA.delete(pair.left);
        freeB.delete(pair.right);
        sum = join(sum, pair);
      }
    const left = {
      shared: 0,
      before: { ...NONE, wholes: [...freeA] },
      after: { ...NONE, wholes: [...freeB] },
    };
    return join(sum, left);
  };
  return align;
}
