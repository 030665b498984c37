import type { AnyCell } from "../cell.js";
import { emphasise } from "./emphasis.js";
import { legendOf, type LegendWords } from "./legend.js";
import { partsOf, type Part, type Parts } from "./parts.js";
import { place } from "./place.js";
import type { Point } from "./route.js";
import { isPart, wiresOf, type Exit } from "./wires.js";
import { inWords, lettersOf } from "./spoken.js";
import { bridge, clip, crossings, HALF, px, RADIUS, shape, U } from "./shapes.js";
import { bold, line, pen } from "./strokes.js";
import { element, INK, picture, rect, symbol, words as plain } from "./svg.js";

/** Words that a reader sees, so that a figure can be had in any language. */
export interface DiagramWords extends LegendWords {
  /** Over the lines that come in, and over those that go out. */
  readonly before: string;
  readonly after: string;
}
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
};

export interface DiagramOptions {
  /** Probes or states, such as ["f"] or ["o", "h"], that stand out while the rest is faded. */
  readonly highlight?: readonly string[];
  /** Letters other than the essay's; default { c: "C", g: "C̃" } in a cell that has c. */
  readonly names?: Readonly<Record<string, string>>;
  /** For those who do not see the picture. Default: the cell's name; its equations. */
  readonly title?: string;
  readonly description?: string;
  readonly words?: Partial<DiagramWords>;
  /** Default true. */
  readonly legend?: boolean;
}

/**
 * One step of a cell as an SVG, computed from its traced graph: change an operation of the cell and the drawing
 * changes. Boxes are learned layers, circles pointwise operations; a line carries a vector, lines that merge are
 * joined end to end, a line that forks is copied; c, if there is one, runs along the top.
 * Throws TypeError for a cell that has no such form, ReferenceError for an unknown name to highlight.
 */
export function diagram(cell: AnyCell, options: DiagramOptions = {}): string {
  const parts = partsOf(cell);
  const placed = place(parts);
  const { at, body } = placed;
  const wires = wiresOf(parts, placed);
  const highlight = options.highlight ?? [];
  const emphasis = emphasise(parts, highlight);
  const letters = lettersOf(parts, options.names);

  const groups = { faded: [] as string[], strong: [] as string[] };
  const put = (strong: boolean, drawn: string): unknown =>
    groups[strong ? "strong" : "faded"].push(drawn);
  const name = (strong: boolean, at: Point, key: string, sub: string, anchor: string): unknown =>
    put(strong, symbol(at, letters(key), sub, 22, { "text-anchor": anchor, ...bold(strong) }));

  for (const wire of wires) {
    const strong = emphasis.wire(wire);
    const id = `${idOf(parts, wire.from)}>${idOf(parts, wire.to)}`;
    put(strong, line(clip(wire), { ...pen(strong), "data-wire": id }));
    if (isPart(wire.to)) continue;
    const { x, y } = px(wire.points.at(-1)!);
    if (wire.to.upward) name(strong, { x, y: y - 10 }, wire.to.state, "t", "middle");
    else name(strong, { x: x + 8, y: y + 6 }, wire.to.state, "t", "start");
  }
  for (const { at, across, down } of crossings(wires)) {
    const [a, d] = [across.some(emphasis.wire), down.some(emphasis.wire)];
    put(a || d, bridge(px(at), a && !d, pen(a || d)));
  }
  for (const part of parts.all) {
    const strong = emphasis.part(part);
    const p = px(at.get(part)!);
    put(strong, shape(p, part.kind, part.glyph, strong));
    if (part.name === undefined || Object.values(parts.next).includes(part)) continue;
    const shown = strong || wires.some((w) => w.from === part && emphasis.wire(w));
    const [dx, dy] = part.kind === "op" ? [RADIUS * 0.8, RADIUS] : [8, HALF.height];
    name(shown, { x: p.x + dx, y: p.y - dy - 10 }, part.name, "t", "start");
  }
  for (const [key, part] of Object.entries(parts.sources)) {
    const strong = wires.some((w) => w.from === part && emphasis.wire(w));
    const { x, y } = px(at.get(part)!);
    if (key === "x") name(strong, { x, y: y + 24 }, key, "t", "middle");
    else name(strong, { x: x - 8, y: y + 6 }, key, "t−1", "end");
  }

  const [left, right, top] = [-3 * U, (body.right + 5) * U, -1.9 * U];
  const words = { ...ENGLISH, ...options.words };
  const legendAt = { x: left + 20, y: (body.bottom + 4.6) * U };
  const legend =
    options.legend === false
      ? { drawn: "", height: 0 }
      : legendOf(parts, words, legendAt, right - left - 40);
  const bottom = (body.bottom + 4.2) * U + legend.height;
  const note = (body.top - 0.6) * U;
  const outline = { rx: 18, fill: INK.body, stroke: INK.bodyEdge, "stroke-width": 1.5 };
  const shown = highlight.length > 0 ? [`[${highlight.map(letters).join(", ")}]`] : [];
  return picture(
    [left, top],
    [right - left, bottom - top],
    {
      title: options.title ?? `${cell.name}: one step`,
      description: options.description ?? [...inWords(parts, letters), ...shown].join("; "),
    },
    rect(
      [body.left * U, body.top * U],
      [(body.right - body.left) * U, (body.bottom - body.top) * U],
      outline,
    ),
    plain({ x: left + 14, y: note }, words.before, 15),
    plain({ x: right - 14, y: note }, words.after, 15, { "text-anchor": "end" }),
    element("g", { opacity: emphasis.any ? "0.25" : undefined }, ...groups.faded),
    element("g", {}, ...groups.strong),
    legend.drawn,
  );
}

/** A line's two ends by name, for tests and for whoever styles the picture: "h>f", "c>c'" (c' is the next c). */
function idOf({ all, next }: Parts, a: Part | Exit): string {
  if (!isPart(a)) return a.upward ? `${a.state} up` : `${a.state} out`;
  const state = Object.keys(next).find((key) => next[key] === a);
  if (a.kind === "source") return a.glyph;
  return state === undefined ? (a.name ?? `${a.glyph}${all.indexOf(a)}`) : `${state}'`;
}
