import type { AnyCell } from "../cell.js";
import type { TraceSizes } from "../trace.js";
import { emphasise } from "./emphasis.js";
import { layOut, type Layout } from "./lay-out.js";
import { lettersOf, type Letters } from "./letters.js";
import { pace, restingAt } from "./pace.js";
import { type Parts } from "./part.js";
import { partsOf } from "./parts.js";
import { inWords } from "./spoken.js";
import { scene, type Scene, type SceneWords } from "./scene.js";

/** Words that a reader sees, so that a figure can be had in any language. */
export type DiagramWords = SceneWords;
const ENGLISH: DiagramWords = {
  before: "from step t − 1",
  after: "to step t + 1",
  gate: "learned layer, 0 to 1",
  squash: "learned layer, −1 to 1",
  layer: "learned layer",
  operation: "pointwise operation",
  rescale: "no weights, −1 to 1",
  merge: "join end to end",
  fork: "copy",
  weights: "times one learned weight a unit",
  repeat: "one number for several units",
  product: "weighted sum",
  stop: "no error flows back",
  part: "a cell of its own",
  always: "every step",
  every: "every {n} steps",
  rests: "rests",
};

/** How a cell is drawn. */
export interface DiagramOptions {
  /** Probes or states, such as ["f"] or ["o", "h"], that stand out while the rest is faded. */
  readonly highlight?: readonly string[];
  /** Letters other than the essay's; default { c: "C", g: "C̃" } in a cell that has c. */
  readonly names?: Readonly<Record<string, string>>;
  /** For those who do not see the picture. Default: the cell's name; its equations. */
  readonly title?: string;
  /** The longer words, likewise. */
  readonly description?: string;
  /** The words within the drawing. Default: in English. */
  readonly words?: Partial<DiagramWords>;
  /** Whether the signs are explained below. Default true. */
  readonly legend?: boolean;
  /** One of the steps, counted from 0, of a cell whose states do not all move at each: what rests at it is hollow. */
  readonly step?: number;
  /** Sizes to trace the step with, if the cell does not work with any. */
  readonly sizes?: TraceSizes;
}

/**
 * One step of a cell as an SVG, computed from its traced graph: change an operation of the cell and the drawing
 * changes. Boxes are learned layers, circles pointwise operations; a line carries a vector, lines that merge are
 * joined end to end, a line that forks is copied; c, if there is one, runs along the top.
 * Throws ReferenceError for an unknown name to highlight.
 */
export function diagram(cell: AnyCell, options: DiagramOptions = {}): string {
  const parts = partsOf(cell, options.sizes);
  const highlight = options.highlight ?? [];
  const letters = lettersOf(parts, options.names);
  const shown = highlight.length > 0 ? [`[${highlight.map(letters.of).join(", ")}]`] : [];
  return drawn(layOut(parts), options, {
    letters,
    emphasis: emphasise(parts, highlight),
    title: `${cell.name}: one step`,
    description: [...worded(parts, letters, options.words), ...shown].join("; "),
    resting: restingAt(parts, options.step),
  });
}

/** The equations in words, and how often each state moves where that differs. */
export function worded(
  parts: Parts,
  letters: Letters,
  words: Partial<DiagramWords> = {},
): string[] {
  const paces = Object.entries(parts.every).flatMap(([state, n]) =>
    n > 1 ? [`${letters.of(state)}: ${pace(n, { ...ENGLISH, ...words })}`] : [],
  );
  return [...inWords(parts, letters), ...paces];
}

/** A laid out cell with the caller's words, or else those given. */
export function drawn(
  layout: Layout,
  { title, description, words, legend = true }: Omit<DiagramOptions, "highlight">,
  given: Omit<Scene, "words" | "legend">,
): string {
  return scene(layout, {
    ...given,
    words: { ...ENGLISH, ...words },
    legend,
    title: title ?? given.title,
    description: description ?? given.description,
  });
}
