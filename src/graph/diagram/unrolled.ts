import { checkCount } from "../../core/check.js";
import type { AnyCell } from "../cell.js";
import type { TraceSizes } from "../trace.js";
import {
  ASIDE,
  busOf,
  copy,
  HALF,
  leaving,
  link,
  loop,
  middleOf,
  module,
  sharedWeights,
  SIZE,
  widerBy,
  type Style,
} from "./copies.js";
import { isPaced, movesAt } from "./pace.js";
import { partsOf } from "./parts.js";
import { isBelow } from "./placed.js";
import { lettersOf, loweredOf } from "./letters.js";
import { stackDiagram } from "./stacked.js";
import { element, picture, sign, widthOf, words } from "./svg.js";

/** How the loop is unrolled. */
export interface UnrolledOptions {
  /** How many copies; 1 to about 12 can be read well. */
  readonly steps: number;
  /** Levels, each a layer that reads the h of the one below. Default 1. With more, or both ways, no loop is drawn. */
  readonly layers?: number;
  /** Each level reads forwards and backwards, and its h is the two joined. Default false. */
  readonly bidirectional?: boolean;
  /** Keeps the picture as wide as for this many copies, for a slider over `steps`. */
  readonly room?: number;
  /** A copy, counted from 0, that stands out while the others are faded. */
  readonly highlight?: number;
  /** Letters other than the essay's, by name: x, h, c, a gate, or "box" for what stands in each copy (A). */
  readonly names?: Readonly<Record<string, string>>;
  /** For those who do not see the picture. Default: in English; what enters and leaves each copy. */
  readonly title?: string;
  /** The longer words, likewise. */
  readonly description?: string;
  /** What is said beside the matrices. Default "the same weights at every step". */
  readonly shared?: string;
  /** What is said of states that move at some steps and rest at others. Default "moves", "rests". */
  readonly moves?: string;
  /** Likewise. */
  readonly rests?: string;
  /** Beside the rows of a stack. Default "layer {n}", "forwards", "backwards". */
  readonly layer?: string;
  /** Likewise. */
  readonly forwards?: string;
  /** Likewise. */
  readonly backwards?: string;
  /** Sizes to trace the step with, if the cell does not work with any. */
  readonly sizes?: TraceSizes;
}

/**
 * The loop and, after an equals sign, the chain of copies that it stands for. The states that pass from copy to copy
 * are the cell's own; every copy hangs on one line from the same matrices, which are drawn once.
 * Where states move at different steps, each copy shows which of them move.
 * Throws RangeError for steps below 1 or a highlight out of range.
 */
export function unrolledDiagram(cell: AnyCell, options: UnrolledOptions): string {
  const { steps, highlight, room = steps, layers: levels = 1, bidirectional = false } = options;
  const asker = `${cell.name}: unrolledDiagram`;
  checkCount(`${asker}: steps is`, steps);
  const isStep = highlight === undefined || (Number.isInteger(highlight) && highlight >= 0);
  if (!isStep || (highlight ?? 0) >= steps)
    throw new RangeError(`${asker}: highlight is ${highlight}; want a step, 0 to ${steps - 1}`);

  checkCount(`${asker}: layers is`, levels);

  const parts = partsOf(cell, options.sizes);
  if (levels > 1 || bidirectional) return stackDiagram(parts, { ...options, layers: levels });
  const letters = lettersOf(parts, options.names).of;
  const boxed = options.names?.["box"] ?? "A";
  const paced = isPaced(parts);
  const states = Object.keys(parts.next);
  if (!paced) states.sort(); // c above h, as in the cell.
  const ups = parts.exits.filter((e) => e.upward).map((e) => e.state);
  const below = Object.keys(parts.sources).filter((key) => isBelow(parts.sources[key]!));
  const style: Style = {
    boxed,
    states,
    letters,
    reads: below.includes("x") ? "x" : below[0],
    shows: ups.includes("h") ? "h" : ups[0],
    ...(paced ? { moves: (state, t) => movesAt(parts, state, t) } : {}),
  };
  const [LOOP, bus] = [74 + widerBy(style), busOf(style)];
  const FIRST = LOOP + 162 + widerBy(style);
  const pitch = Math.max(steps, room) > 6 ? 80 : 104;
  const xOf = (t: number): number => FIRST + pitch * t;

  const groups = { faded: [] as string[], strong: [] as string[] };
  for (let t = 0; t < steps; t++) {
    const strong = t === highlight;
    const group = groups[strong ? "strong" : "faded"];
    group.push(copy(style, xOf(t), t, strong));
    if (t > 0) group.push(link(style, xOf(t - 1) + HALF, xOf(t) - HALF, strong));
  }
  const last = xOf(steps - 1) + HALF;
  const end = last + Math.min(36, pitch - 2 * HALF);
  groups.faded.push(link(style, last, end, false), leaving(style, end));

  // The essay calls the candidate's matrix W_C, without the tilde.
  const layers = parts.all.filter((p) => p.kind === "layer");
  const gates = layers.flatMap((p) => p.weights!.map((w) => loweredOf(w, letters)));
  const said = options.shared ?? "the same weights at every step";
  const weights = sharedWeights(gates, said, bus, LOOP + ASIDE, xOf(steps - 1) + ASIDE);
  const right = Math.max(xOf(Math.max(steps, room) - 1) + HALF + 74, weights.right + 24);

  const [moves, rests] = [options.moves ?? "moves", options.rests ?? "rests"];
  const keyRow = bus + 76;
  const restsAt = LOOP + 40 + widthOf(moves, SIZE) + 60;
  const key = paced
    ? [
        module({ x: LOOP, y: keyRow }, true) + words({ x: LOOP + 40, y: keyRow + 7 }, moves, SIZE),
        module({ x: restsAt, y: keyRow }, false) +
          words({ x: restsAt + 40, y: keyRow + 7 }, rests, SIZE),
      ]
    : [];

  const copies = Array.from({ length: steps }, (_, t) => {
    const [x, h] = [style.reads, style.shows].map((s) =>
      s === undefined ? "" : `${letters(s)}_${t}`,
    );
    const moving = states.filter((s) => movesAt(parts, s, t)).map(letters);
    const at = paced ? ` (${moves}: ${moving.join(", ")})` : "";
    return [x, boxed, h].filter((word) => word !== "").join(" → ") + at;
  });
  const carried = `${boxed} → ${boxed}: ${states.map(letters).join(", ")}`;
  const shared = `${said}: ${gates.map((gate) => `W_${gate}`).join(", ")}`;
  const chain = `unrolled over ${steps} ${steps === 1 ? "step" : "steps"}`;
  return picture(
    [0, -8],
    [right, bus + 66 + (paced ? 40 : 0)],
    {
      title: options.title ?? `${cell.name}: a loop, and the same loop ${chain}`,
      description: options.description ?? [...copies, carried, shared].join("; "),
    },
    weights.drawn,
    ...key,
    loop(style, LOOP),
    sign({ x: (LOOP + FIRST + widerBy(style)) / 2 + 5, y: middleOf(style) }, "=", 36),
    element("g", { opacity: highlight === undefined ? undefined : "0.3" }, ...groups.faded),
    element("g", {}, ...groups.strong),
  );
}
