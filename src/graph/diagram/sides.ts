import { chainOf } from "./belt.js";
import type { Given, Part, Parts } from "./part.js";

/** One side of a grid: an LSTM of its own whose belt no other side's parts touch. */
export interface Side {
  /** The names of its cell state and of its h. */
  readonly c: string;
  readonly h: string;
  readonly chain: readonly Part[];
  readonly parts: readonly Part[];
  readonly given: Given | undefined;
}

/** The sides of a grid cell; undefined for a cell that is none: several belts, and each part leads to one of them. */
export function sidesOf(parts: Parts): readonly Side[] | undefined {
  const { all, sources, exits } = parts;
  // What leaves under the name under which it came in; from the layer below, under the name that it has there.
  const outOf = (key: string): Part | undefined =>
    exits.find(({ state }) => state === (parts.below[key] ?? key))?.from;
  const belts = Object.keys(sources).flatMap((key) => {
    const out = outOf(key);
    const chain = out && sources[key] ? chainOf(all, sources[key]!, out) : [];
    return chain.length > 0 ? [{ c: key, chain }] : [];
  });
  const own = (part: Part): number => belts.findIndex(({ chain }) => chain.includes(part));
  const isApart = belts.every(({ chain }, k) => chain.every((p) => own(p) === k));
  if (belts.length < 2 || !isApart) return undefined;

  const leaving = new Set(exits.map(({ from }) => from));
  const owner = new Map<Part, number>();
  /** Of an output: the side whose new cell state it follows from. */
  const follows = (part: Part): number =>
    part.inputs.reduce(
      (found, a) =>
        found >= 0 ? found : a.kind === "op" ? (own(a) >= 0 ? own(a) : follows(a)) : -1,
      -1,
    );
  for (const part of [...all].reverse()) {
    const readers = all.filter((p) => p.inputs.includes(part));
    const owners = new Set(readers.map((p) => owner.get(p)!));
    const one =
      own(part) >= 0
        ? own(part)
        : leaving.has(part)
          ? follows(part)
          : owners.size === 1
            ? [...owners][0]!
            : -1;
    if (one < 0) return undefined;
    owner.set(part, one);
  }
  const sides = belts.flatMap(({ c, chain }, k): Side[] => {
    const h = Object.keys(sources).find((key) => {
      const out = outOf(key);
      return key !== c && out !== undefined && owner.get(out) === k;
    });
    const own = all.filter((p) => owner.get(p) === k);
    return h === undefined ? [] : [{ c, h, chain, parts: own, given: sources[c]!.given }];
  });
  return sides.length === belts.length ? sides : undefined;
}
