import type { Part, Parts } from "./part.js";

/** A state whose line runs straight along the top, with the operations that it passes. */
export interface Belt {
  readonly state: string;
  readonly chain: readonly Part[];
}
/** The longest chain of operations, no layer among them, that leads from a value as it comes in to the one that goes out. */
export function chainOf(all: readonly Part[], from: Part, to: Part): readonly Part[] {
  const longest = new Map<Part, readonly Part[]>([[from, []]]);
  for (const part of all) {
    if (part.kind !== "op") continue;
    const chains = part.inputs.flatMap((a) => (longest.has(a) ? [longest.get(a)!] : []));
    if (chains.length === 0) continue;
    longest.set(part, [...chains.reduce((a, b) => (b.length > a.length ? b : a)), part]);
  }
  return longest.get(to) ?? [];
}

/** c always has a belt, be it empty; another state only if operations lead on from it, and a plain RNN has none. */
export function beltOf({ all, sources, next }: Parts): Belt | undefined {
  const states = Object.keys(next);
  const first = states.find((key) => /^c(_|$)/.test(key));
  const belts = (first ? [first] : states).map((state) => ({
    state,
    chain: chainOf(all, sources[state]!, next[state]!),
  }));
  const longest = belts.reduce((a, b) => (b.chain.length > a.chain.length ? b : a), belts[0]!);
  return first !== undefined || longest?.chain.length ? longest : undefined;
}
