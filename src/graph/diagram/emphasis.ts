import { isPart, type Part, type Parts } from "./part.js";
import type { Wire } from "./wires.js";

/** What a drawing shows strongly. Without names to highlight, nothing is faded and nothing is strong. */
export interface Emphasis {
  readonly any: boolean;
  /** How opaque all else is then. */
  readonly fade: string;
  part(part: Part): boolean;
  wire(wire: Wire): boolean;
}

/** Every name that can be highlighted: the probes, the layers and the states (their new values). */
export const namesOf = ({ all, next, exits }: Parts): ReadonlyMap<string, Part> =>
  new Map([
    ...all.flatMap((p) => (p.name === undefined ? [] : [[p.name, p] as const])),
    ...Object.entries(next),
    ...exits.map(({ state, from }) => [state, from] as const),
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
    const making = part.kind === "layer" ? (part.beside ?? []) : part.inputs;
    making
      .filter((a) => (a.kind === "op" || a.kind === "cell") && !(named.has(a) && a.kind === "op"))
      .forEach(spread);
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
    fade: "0.25",
    part: (part) => strong.has(part),
    wire: ({ from, to }) =>
      isPart(to) ? strong.has(to) || (from.kind === "layer" && chosen.has(from)) : chosen.has(from),
  };
}
