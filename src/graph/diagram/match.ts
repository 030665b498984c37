import type { Exit, Part, Parts } from "./part.js";

/** The parts of a cell, each with the part of another cell that is the same, if one is: by name, then by what it is tied to. */
export function matched(from: Parts, to: Parts): ReadonlyMap<Part, Part> {
  const pairs = new Map<Part, Part>();
  const isTaken = (b: Part): boolean => [...pairs.values()].includes(b);
  const pair = (a: Part | undefined, b: Part | undefined): unknown =>
    a && b && !pairs.has(a) && !isTaken(b) && a.kind === b.kind && pairs.set(a, b);
  const isAlike = (a: Part, b: Part): boolean => a.kind === b.kind && a.glyph === b.glyph;

  for (const [key, part] of Object.entries(to.sources)) pair(part, from.sources[key]);
  for (const [key, part] of Object.entries(to.next)) {
    const other = from.next[key];
    if (other && (part.kind === "layer" || isAlike(part, other))) pair(part, other);
  }
  // What is made in the same way of the same things is the same.
  const [keyOf, keyIn] = [keys(to), keys(from)];
  for (const part of to.all)
    pair(
      part,
      from.all.find((p) => !isTaken(p) && keyIn.get(p) === keyOf.get(part)),
    );
  // A layer is known by its name whatever squashes it; an operation by its sign as well.
  const named = (p: Part): boolean => p.name !== undefined;
  for (const part of to.all.filter(named))
    pair(
      part,
      from.all.find((p) => p.name === part.name && (p.kind === "layer" || isAlike(p, part))),
    );
  for (;;) {
    const ties = (a: Part, b: Part): number =>
      a.inputs.filter((p) => pairs.has(p) && b.inputs.includes(pairs.get(p)!)).length +
      to.all.filter((p) => p.inputs.includes(a) && pairs.get(p)?.inputs.includes(b)).length;
    const free = to.all
      .filter((a) => !pairs.has(a) && a.kind !== "layer") // A layer of another name has other weights.
      .flatMap((a) =>
        from.all
          .filter((b) => !isTaken(b) && isAlike(a, b))
          .map((b) => ({ a, b, ties: ties(a, b) })),
      );
    const best = free.reduce((p, q) => (q.ties > p.ties ? q : p), { ties: 0 } as (typeof free)[0]);
    if (best.ties === 0) return pairs;
    pairs.set(best.a, best.b);
  }
}

/** What one cell has and another has not. */
export interface Difference {
  readonly hasPart: (part: Part) => boolean;
  readonly hasLine: (from: Part, to: Part | Exit) => boolean;
}
/** What of `to` is in `from` as well. */
export function common(from: Parts, pairs: ReadonlyMap<Part, Part>): Difference {
  const isAside = (part: Part, a: Part): boolean => part.beside?.includes(a) === true;
  return {
    hasPart(part) {
      const other = pairs.get(part);
      return other !== undefined && other.glyph === part.glyph && other.tag === part.tag;
    },
    hasLine(a, b) {
      const source = pairs.get(a);
      if (!source) return false;
      if ("upward" in b)
        return from.exits.some(
          (e) => e.state === b.state && e.upward === b.upward && e.from === source,
        );
      const reader = pairs.get(b);
      return (
        reader !== undefined &&
        reader.inputs.includes(source) &&
        isAside(reader, source) === isAside(b, a)
      );
    },
  };
}

/** Each part as a text that says how it is made, down to what enters the step. */
function keys({ all, sources }: Parts): ReadonlyMap<Part, string> {
  const key = new Map(Object.entries(sources).map(([name, part]) => [part, name]));
  for (const part of all) {
    const { kind, glyph, name, weights = [], tag, inputs } = part;
    const own = [kind, name ?? "", glyph, tag ?? "", ...weights].join(" ");
    key.set(part, `${own}(${inputs.map((p) => key.get(p)!).join(", ")})`);
  }
  return key;
}
