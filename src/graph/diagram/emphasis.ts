import type { Part, Parts } from "./parts.js";
import { isPart, type Wire } from "./wires.js";

/** What a drawing shows strongly. Without names to highlight, nothing is faded and nothing is strong. */
export interface Emphasis {
  readonly any: boolean;
  part(part: Part): boolean;
  wire(wire: Wire): boolean;
}

/** Every name that can be highlighted: the probes, the layers and the states (their new values). */
export const namesOf = ({ all, next }: Parts): ReadonlyMap<string, Part> =>
  new Map([
    ...all.flatMap((p) => (p.name === undefined ? [] : [[p.name, p] as const])),
    ...Object.entries(next),
  ]);

/**
 * A name stands for its equation: the operations that make it out of named values, and the lines that enter them. A
 * layer shows its line out as well, and an operation all of whose operands are highlighted layers belongs to them.
 */
export function emphasise(parts: Parts, names: readonly string[]): Emphasis {
  const known = namesOf(parts);
  const chosen = new Set(
    names.map((name) => {
      const part = known.get(name);
      if (!part)
        throw new ReferenceError(
          `${parts.cell}: highlight names "${name}"; the diagram has ${[...known.keys()].join(", ")}`,
        );
      return part;
    }),
  );
  const named = new Set(known.values());
  const strong = new Set<Part>();
  const spread = (part: Part): void => {
    strong.add(part);
    if (part.kind === "op")
      part.inputs.filter((a) => a.kind === "op" && !named.has(a)).forEach(spread);
  };
  chosen.forEach((part) => part.kind !== "source" && spread(part));
  for (const p of parts.all)
    if (
      p.inputs.length > 1 &&
      p.kind === "op" &&
      p.inputs.every((a) => a.kind === "layer" && chosen.has(a))
    )
      strong.add(p);
  return {
    any: names.length > 0,
    part: (part) => strong.has(part),
    wire: ({ from, to }) =>
      isPart(to) ? strong.has(to) || (from.kind === "layer" && chosen.has(from)) : chosen.has(from),
  };
}
