import { inOrder, memo, present, type Sym } from "./sym.js";

/** How often each value is read. */
export function usesOf(
  roots: readonly Sym[],
  wanted: (node: Sym, index: number) => boolean,
): (node: Sym) => number {
  const uses = new Map<Sym, number>();
  const seen = new Set<Sym>();
  const read = (node: Sym): void => {
    uses.set(node, (uses.get(node) ?? 0) + 1);
    if (seen.has(node)) return;
    seen.add(node);
    node.args.forEach(read);
    if (node.op === "scan")
      for (const { next, outs, sums } of node.attrs.bodies)
        present([...next, ...sums, ...outs.filter((_, j) => wanted(node, j))]).forEach(read);
  };
  roots.forEach(read);
  return (node) => uses.get(node) ?? 0;
}

/** A test of whether a value is the same at every run. */
export function isConstant(): (node: Sym) => boolean {
  const test = memo(
    (node): boolean =>
      node.op === "const" ||
      (node.args.length > 0 && node.op !== "scan" && node.op !== "get" && node.args.every(test)),
  );
  return test;
}

/** Which stacked values anybody reads; the others are not even computed, unless a state needs them. */
export function wantedOuts(roots: readonly Sym[]): (node: Sym, index: number) => boolean {
  const wanted = new Map<Sym, Set<number>>();
  let found = 0;
  const collect = (from: readonly Sym[]): void => {
    const nodes = inOrder(from);
    for (const node of nodes) {
      if (node.op !== "get" || node.attrs.from !== "out") continue;
      const indices = wanted.get(node.args[0]) ?? new Set();
      if (!indices.has(node.attrs.index)) found++;
      wanted.set(node.args[0], indices.add(node.attrs.index));
    }
    for (const node of nodes)
      if (node.op === "scan")
        for (const { next, outs, sums } of node.attrs.bodies) {
          const read = [...next, ...sums, ...outs.filter((_, j) => wanted.get(node)?.has(j))];
          collect(present(read));
        }
  };
  // What one scan's step reads may be another's, seen before: until nothing new is found.
  for (let before = -1; before < found;) {
    before = found;
    collect(roots);
  }
  return (node, index) => wanted.get(node)?.has(index) ?? false;
}
