import { JOINED, PRODUCT, REPEAT, STOP, type Part, type Parts } from "./part.js";
import type { Point } from "./route.js";
import { shape, type Shown } from "./shapes.js";
import { line, pen, way } from "./strokes.js";
import { scripted } from "./scripts.js";
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
  /** A circle of learned weights; a line along which no error flows back; a product of vectors; a cell within the cell. */
  readonly weights: string;
  readonly repeat: string;
  readonly product: string;
  readonly stop: string;
  readonly part: string;
}

type Item = readonly [icon: (p: Point) => string, text: string];

const SIZE = 15;
const ICON = 48; // The width of a sign.
const ROW = 36;

/** Explains only what the cell has, in as many rows as the width asks for. */
export function legendOf(
  { all, exits }: Parts,
  said: LegendWords,
  at: Point,
  width: number,
  { marked = [], notes = [] }: Notes = {},
) {
  const icon =
    (part: Shown, scale: number) =>
    (p: Point): string =>
      shape(p, part, false, scale);
  const layers = [
    ...new Set(all.filter((p) => p.kind === "layer").map((p) => p.glyph.replace(/_.*/, ""))),
  ];
  const isJoining = ({ kind, glyph, inputs, beside = [] }: Part): boolean =>
    (kind !== "op" || glyph === JOINED) && inputs.length - beside.length > 1;
  const readings = [...all.flatMap((p) => [...new Set(p.inputs)]), ...exits.map((e) => e.from)];
  const isForking = new Set(readings).size < readings.length;
  const operations = all.filter((p) => p.kind === "op" && !p.learned);
  const binary = operations.find((p) => p.inputs.length > 1 && p.glyph !== JOINED);
  const repeats = operations.filter((p) => p.glyph.startsWith(REPEAT)).slice(0, 1);
  const box = (glyph: string): Item => {
    const text = glyph === "σ" ? said.gate : glyph === "tanh" ? said.squash : said.layer;
    return [icon({ kind: "layer", glyph }, 0.72), text];
  };
  const circle = (glyph: string, text: string): Item => [icon({ kind: "op", glyph }, 0.8), text];
  const has = (test: (part: Part) => boolean, glyph: string, text: string, more = {}): Item[] =>
    all.some(test) ? [[icon({ kind: "op", glyph, ...more }, 0.8), text]] : [];
  const cell = (text: string): Item => [icon({ kind: "cell", glyph: "A" }, 0.42), text];
  const items: Item[] = [
    ...layers.map(box),
    ...(binary ? [circle(binary.glyph, said.operation)] : []),
    ...(operations.some((p) => p.glyph === "tanh") ? [circle("tanh", said.rescale)] : []),
    ...has((p) => p.learned === true, "p", said.weights, { learned: true }),
    ...has((p) => p.glyph === STOP, STOP, said.stop),
    ...repeats.map((p) => circle(p.glyph, said.repeat)),
    ...has((p) => p.glyph === PRODUCT, PRODUCT, said.product),
    ...(all.some((p) => p.kind === "cell") ? [cell(said.part)] : []),
    ...marked.map((text): Item => [strongly, text]),
    ...(all.some(isJoining) ? [[merge, said.merge] as const] : []),
    ...(isForking ? [[fork, said.fork] as const] : []),
  ];
  let [x, y] = [at.x, at.y];
  let drawn = "";
  for (const [icon, text] of items.filter(
    ([, text], k) => k === items.findIndex((i) => i[1] === text),
  )) {
    const wide = ICON + widthOf(text, SIZE);
    if (x > at.x && x + wide > at.x + width) [x, y] = [at.x, y + ROW];
    drawn += icon({ x: x + 20, y }) + plain({ x: x + ICON, y: y + 5 }, text, SIZE);
    x += wide + 18;
  }
  let first = true;
  for (const note of notes)
    for (const row of inRows(note, width)) {
      y += first ? 30 : 22;
      first = false;
      drawn += scripted({ x: at.x, y: y + 5 }, row, SIZE);
    }
  return { drawn, height: y - at.y + ROW };
}
/** More for the legend: what thick lines are, and lines of text under it. */
interface Notes {
  readonly marked?: readonly string[];
  readonly notes?: readonly string[];
}
const strongly = ({ x, y }: Point): string => line(way([x - 18, y], [x + 18, y]), pen(true));
function inRows(text: string, width: number): string[] {
  const rows = [""];
  for (const word of text.split(" ")) {
    const longer = rows.at(-1) === "" ? word : `${rows.at(-1)!} ${word}`;
    if (widthOf(longer, SIZE) <= width) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows;
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
