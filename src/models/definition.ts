import type { AnyCell } from "../graph/cell.js";
import { graphText } from "../graph/text.js";

/** The step of each layer as a graph, in text. `width`: how many numbers layer k reads. */
export const definitionOf = (
  cells: readonly AnyCell[],
  hidden: number,
  width: (k: number) => number,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    cells.map((cell, k) => [
      cells.length > 1 ? `step of layer ${k}` : "step",
      `${cell.name}\n${graphText(cell, { hidden, shapes: { x: [2, width(k)] } })}`,
    ]),
  );
