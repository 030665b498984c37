import type { Parts } from "./part.js";
import { beltOf } from "./belt.js";
import { essayForm } from "./essay.js";
import type { Placed } from "./placed.js";
import { gridForm } from "./grid.js";
import { rowForm } from "./rows.js";
import { sidesOf } from "./sides.js";
import { NoWay, wiresOf, type Wire } from "./wires.js";

/** A cell with a place for every part and a way for every line. */
export interface Layout {
  readonly parts: Parts;
  readonly placed: Placed;
  readonly wires: readonly Wire[];
}

/** In the essay's form where there is one row of layers to feed; else, or if lines find no way in it, in the general one. */
export function layOut(parts: Parts): Layout {
  const hasCell = parts.all.some((p) => p.kind === "cell");
  const isEssay = !hasCell && (beltOf(parts) !== undefined || Object.keys(parts.next).length === 1);
  const sides = sidesOf(parts);
  const forms = [
    ...(sides ? [() => gridForm(parts, sides)] : []),
    ...(isEssay ? [() => essayForm(parts)] : []),
    ...[0, 1, 2, 4].map((spread) => () => rowForm(parts, spread)),
  ];
  let last: unknown;
  for (const form of forms)
    try {
      const placed = form();
      return { parts, placed, wires: wiresOf(parts, placed) };
    } catch (error) {
      if (!(error instanceof NoWay)) throw error;
      last = error;
    }
  throw last;
}
