import { HALF, SIZE } from "./copies.js";
import { lettersOf } from "./letters.js";
import type { Parts } from "./part.js";
import type { Point } from "./route.js";
import { bold, line, pen, way } from "./strokes.js";
import { symbol } from "./scripts.js";
import { element, INK, picture, rect, SANS, sign, widthOf, words } from "./svg.js";
import type { UnrolledOptions } from "./unrolled.js";

const HIGH = 24; // Half of a box.
const ROW = 92; // Between boxes, one above the other.
const TURN = 20; // Room for a line to turn before a box.

/** A stack over time: a row of copies a layer, one row more for each that reads backwards. */
export function stackDiagram(
  parts: Parts,
  { steps, layers = 1, bidirectional = false, highlight, names, ...said }: UnrolledOptions,
): string {
  const letters = lettersOf(parts, names).of;
  const boxed = names?.["box"] ?? "A";
  const states = Object.keys(parts.next).sort();
  const [pitch, aside] = bidirectional ? [176, 34] : [104, 0];
  const rows = layers * (bidirectional ? 2 : 1);
  const label = [said.forwards ?? "forwards", said.backwards ?? "backwards"];
  const named = (row: number): string => {
    const level = (said.layer ?? "layer {n}").replace(
      "{n}",
      String(1 + Math.floor(row / label.length)),
    );
    if (!bidirectional) return (said.layer ?? "layer {n}").replace("{n}", String(row + 1));
    return layers === 1 ? label[row % 2]! : `${level}, ${label[row % 2]!}`;
  };
  const texts = Array.from({ length: rows }, (_, row) => named(row));
  const left = 40 + Math.max(...texts.map((text) => widthOf(text, 16)));
  const levelHigh = bidirectional ? 2 * HIGH + ROW + 4 * TURN : ROW;
  const bottom = 84 + layers * levelHigh - (bidirectional ? 0 : 6);
  /** Where what a level reads comes in from. */
  const baseOf = (level: number): number => bottom - level * levelHigh;
  const yOf = (row: number): number =>
    bidirectional
      ? baseOf(Math.floor(row / 2)) - 2 * TURN - HIGH - (row % 2) * ROW
      : baseOf(row) - 34 - HIGH;
  const middle = (t: number): number => left + aside + HALF + 12 + t * pitch;
  const xOf = (row: number, t: number): number => middle(t) + (row % 2 === 0 ? -aside : aside);
  const top = bidirectional ? baseOf(layers) - 14 : yOf(layers - 1) - HIGH - 34;

  const groups = { faded: [] as string[], strong: [] as string[] };
  for (let t = 0; t < steps; t++) {
    const strong = t === highlight;
    const put = (drawn: string): unknown => groups[strong ? "strong" : "faded"].push(drawn);
    const look = pen(strong);
    const letter = (at: Point, key: string): unknown =>
      put(symbol(at, letters(key), String(t), SIZE, { "text-anchor": "middle", ...bold(strong) }));
    letter({ x: middle(t), y: bottom + 22 }, "x");
    letter({ x: middle(t), y: top - 12 }, "h");
    for (let level = 0; level < layers; level++) {
      const x = middle(t);
      const isTop = level === layers - 1;
      if (!bidirectional) {
        const y = yOf(level);
        put(line(way([x, level === 0 ? bottom : yOf(level - 1) - HIGH], [x, y + HIGH + 1]), look));
        if (isTop) put(line(way([x, y - HIGH], [x, top]), look));
        continue;
      }
      const [f, b] = [2 * level, 2 * level + 1];
      const [fork, join] = [baseOf(level) - TURN, baseOf(level + 1) + TURN];
      for (const row of [f, b]) {
        const [at, y] = [xOf(row, t), yOf(row)];
        put(line(way([x, baseOf(level)], [x, fork], [at, fork], [at, y + HIGH + 1]), look));
        const end = isTop ? top : baseOf(level + 1);
        put(line(way([at, y - HIGH], [at, join], [x, join], [x, end]), look, isTop));
      }
    }
  }
  for (let row = 0; row < rows; row++) {
    const isBack = bidirectional && row % 2 === 1;
    for (let t = 0; t < steps; t++) {
      const strong = t === highlight;
      const [x, y] = [xOf(row, t), yOf(row)];
      const put = (drawn: string): unknown => groups[strong ? "strong" : "faded"].push(drawn);
      const [from, to] = isBack
        ? [x + pitch - HALF, x + HALF + 1]
        : [x + HALF, x + pitch - HALF - 1];
      if (t < steps - 1)
        for (const [k, state] of states.entries()) {
          const at = y + (k - (states.length - 1) / 2) * Math.min(18, 36 / states.length);
          const carries = { ...pen(false), "data-carries": state };
          const gap = { stroke: INK.panel, "stroke-width": 9 };
          const inner = isBack
            ? way([from - 6, at], [to + 12, at])
            : way([from + 6, at], [to - 12, at]);
          groups.faded.push(line(inner, gap, false) + line(way([from, at], [to, at]), carries));
        }
      const edge = { rx: 10, fill: INK.body, stroke: INK.bodyEdge, "stroke-width": strong ? 4 : 2 };
      put(rect([x - HALF, y - HIGH], [2 * HALF, 2 * HIGH], { ...edge, "data-row": String(row) }));
      put(sign({ x, y }, isBack ? `${boxed}′` : boxed, 24, { "font-family": SANS }));
    }
  }
  const beside = texts.map((text, row) => words({ x: 20, y: yOf(row) + 6 }, text, 16));
  const width = middle(steps - 1) + aside + HALF + 40;
  const shared = said.shared ?? "the same weights along each row";
  const note = words({ x: 20, y: bottom + 62 }, shared, 16);
  const right = Math.max(width, 40 + widthOf(shared, 16));
  const carried = states.map(letters).join(", ");
  const described = texts.map(
    (text, row) => `${text}: ${bidirectional && row % 2 === 1 ? "←" : "→"} ${carried}`,
  );
  const ways = bidirectional ? "both ways" : "forwards";
  return picture(
    [0, 0],
    [right, bottom + 82],
    {
      title:
        said.title ??
        `${parts.cell}: ${layers} ${layers === 1 ? "layer" : "layers"} ${ways} over ${steps} steps`,
      description:
        said.description ??
        [`${letters("x")}_0 … ${letters("x")}_${steps - 1}`, ...described, shared].join("; "),
    },
    element("g", { opacity: highlight === undefined ? undefined : "0.3" }, ...groups.faded),
    element("g", {}, ...groups.strong),
    ...beside,
    note,
  );
}
