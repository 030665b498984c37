import type { AnyCell } from "../cell.js";
import { ASIDE, BUS, copy, HALF, leaving, link, loop, MIDDLE, sharedWeights } from "./copies.js";
import { partsOf } from "./parts.js";
import { lettersOf } from "./spoken.js";
import { element, picture, sign } from "./svg.js";

export interface UnrolledOptions {
  /** How many copies; 1 to about 12 can be read well. */
  readonly steps: number;
  /** Keeps the picture as wide as for this many copies, for a slider over `steps`. */
  readonly room?: number;
  /** A copy, counted from 0, that stands out while the others are faded. */
  readonly highlight?: number;
  /** Letters other than the essay's, by name: x, h, c, a gate, or "box" for what stands in each copy (A). */
  readonly names?: Readonly<Record<string, string>>;
  /** For those who do not see the picture. Default: in English; what enters and leaves each copy. */
  readonly title?: string;
  readonly description?: string;
  /** What is said beside the matrices. Default "the same weights at every step". */
  readonly shared?: string;
}

const LOOP = 74; // The middle of the loop, and of the first copy.
const FIRST = 236;

/**
 * The loop and, after an equals sign, the chain of copies that it stands for. The states that pass from copy to copy
 * are the cell's own; every copy hangs on one line from the same matrices, which are drawn once.
 * Throws RangeError for steps below 1 or a highlight out of range, TypeError for a cell that `diagram` cannot draw.
 */
export function unrolledDiagram(cell: AnyCell, options: UnrolledOptions): string {
  const { steps, highlight, room = steps } = options;
  const asker = `${cell.name}: unrolledDiagram`;
  if (!Number.isInteger(steps) || steps < 1)
    throw new RangeError(`${asker}: steps is ${steps}; want a whole number of at least 1`);
  const isStep = highlight === undefined || (Number.isInteger(highlight) && highlight >= 0);
  if (!isStep || (highlight ?? 0) >= steps)
    throw new RangeError(`${asker}: highlight is ${highlight}; want a step, 0 to ${steps - 1}`);

  const parts = partsOf(cell);
  const letters = lettersOf(parts, options.names);
  const boxed = options.names?.["box"] ?? "A";
  const states = Object.keys(parts.next).sort(); // c above h, as in the cell.
  const style = { boxed, states, letters };
  const pitch = Math.max(steps, room) > 6 ? 80 : 104;
  const xOf = (t: number): number => FIRST + pitch * t;

  const groups = { faded: [] as string[], strong: [] as string[] };
  for (let t = 0; t < steps; t++) {
    const strong = t === highlight;
    const group = groups[strong ? "strong" : "faded"];
    group.push(copy(style, xOf(t), String(t), strong));
    if (t > 0) group.push(link(style, xOf(t - 1) + HALF, xOf(t) - HALF, strong));
  }
  const last = xOf(steps - 1) + HALF;
  const end = last + Math.min(36, pitch - 2 * HALF);
  groups.faded.push(link(style, last, end, false), leaving(style, end));

  // The essay calls the candidate's matrix W_C, without the tilde.
  const layers = parts.all.filter((p) => p.kind === "layer");
  const gates = layers.map((p) => letters(p.weight!).replace("\u0303", ""));
  const said = options.shared ?? "the same weights at every step";
  const weights = sharedWeights(gates, said, LOOP + ASIDE, xOf(steps - 1) + ASIDE);
  const right = Math.max(xOf(Math.max(steps, room) - 1) + HALF + 74, weights.right + 24);

  const copies = Array.from(
    { length: steps },
    (_, t) => `${letters("x")}_${t} → ${boxed} → ${letters("h")}_${t}`,
  );
  const carried = `${boxed} → ${boxed}: ${states.map(letters).join(", ")}`;
  const shared = `${said}: ${gates.map((gate) => `W_${gate}`).join(", ")}`;
  const chain = `unrolled over ${steps} ${steps === 1 ? "step" : "steps"}`;
  return picture(
    [0, -8],
    [right, BUS + 66],
    {
      title: options.title ?? `${cell.name}: a loop, and the same loop ${chain}`,
      description: options.description ?? [...copies, carried, shared].join("; "),
    },
    weights.drawn,
    loop(style, LOOP),
    sign({ x: (LOOP + FIRST) / 2 + 5, y: MIDDLE }, "=", 36),
    element("g", { opacity: highlight === undefined ? undefined : "0.3" }, ...groups.faded),
    element("g", {}, ...groups.strong),
  );
}
