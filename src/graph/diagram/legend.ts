import type { Parts } from "./parts.js";
import type { Point } from "./route.js";
import { shape } from "./shapes.js";
import { line, pen, way } from "./strokes.js";
import { widthOf, words as plain } from "./svg.js";

/** What the signs mean. */
export interface LegendWords {
  /** A layer under σ, under tanh, and under anything else. */
  readonly gate: string;
  readonly squash: string;
  readonly layer: string;
  readonly operation: string;
  /** tanh as an operation, without weights. */
  readonly rescale: string;
  readonly merge: string;
  readonly fork: string;
}

type Item = readonly [icon: (p: Point) => string, text: string];

const SIZE = 15;
const ICON = 48; // The width of a sign.
const ROW = 36;

/** Explains only what the cell has, in as many rows as the width asks for. */
export function legendOf({ all }: Parts, said: LegendWords, at: Point, width: number) {
  const layers = [...new Set(all.filter((p) => p.kind === "layer").map((p) => p.glyph))];
  const operations = all.filter((p) => p.kind === "op");
  const binary = operations.find((p) => p.inputs.length > 1);
  const box = (glyph: string): Item => {
    const text = glyph === "σ" ? said.gate : glyph === "tanh" ? said.squash : said.layer;
    return [(p) => shape(p, "layer", glyph, false, 0.72), text];
  };
  const circle = (glyph: string, text: string): Item => [
    (p) => shape(p, "op", glyph, false, 0.8),
    text,
  ];
  const items: Item[] = [
    ...layers.map(box),
    ...(binary ? [circle(binary.glyph, said.operation)] : []),
    ...(operations.some((p) => p.glyph === "tanh") ? [circle("tanh", said.rescale)] : []),
    [merge, said.merge],
    [fork, said.fork],
  ];
  let [x, y] = [at.x, at.y];
  let drawn = "";
  for (const [icon, text] of items) {
    const wide = ICON + widthOf(text, SIZE);
    if (x > at.x && x + wide > at.x + width) [x, y] = [at.x, y + ROW];
    drawn += icon({ x: x + 20, y }) + plain({ x: x + ICON, y: y + 5 }, text, SIZE);
    x += wide + 18;
  }
  return { drawn, height: y - at.y + ROW };
}

const straight = ({ x, y }: Point): string =>
  line(way([x - 18, y - 6], [x + 18, y - 6]), pen(false));
const merge = (p: Point): string => {
  const { x, y } = p;
  const joining = way([x - 12, y + 10], [x - 2, y + 10], [x - 2, y - 6], [x + 12, y - 6]);
  return straight(p) + line(joining, pen(false), false);
};
const fork = (p: Point): string => {
  const { x, y } = p;
  const leaving = way([x - 18, y - 6], [x - 4, y - 6], [x - 4, y + 8], [x + 18, y + 8]);
  return straight(p) + line(leaving, pen(false));
};
