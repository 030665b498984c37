import type { Point } from "./route.js";
import { bold, line, pen, way } from "./strokes.js";
import { INK, rect, SANS, sign, symbol, widthOf, words } from "./svg.js";

/** What all copies of an unrolled network share. y = 0 is the top. */
export interface Style {
  /** What is written in each box. */
  readonly boxed: string;
  /** The states that are carried over, from the top one down. */
  readonly states: readonly string[];
  readonly letters: (name: string) => string;
}
export const SIZE = 22; // Of letters; twelve copies in 700 pixels still show them at 13.
export const MIDDLE = 132; // The row of the boxes.
export const BUS = 244; // The dashed line that all copies hang on.
export const HALF = 28; // Half a box's width.
const TOP = MIDDLE - 31;
const BOTTOM = MIDDLE + 31;
const DASHED = { stroke: INK.layerEdge, "stroke-width": 1.8, "stroke-dasharray": "5 4" };
/** Where a copy's tether hangs, right of its middle, so that it misses x. */
export const ASIDE = 19;

/** One copy: x from below, h upwards, and a dashed line down to the weights that it shares. */
export function copy(style: Style, x: number, sub: string, strong: boolean): string {
  const { boxed, letters } = style;
  const name = (at: Point, key: string): string =>
    symbol(at, letters(key), sub, SIZE, { "text-anchor": "middle", ...bold(strong) });
  const edge = { stroke: INK.bodyEdge, "stroke-width": strong ? 4 : 2 };
  const size = Math.min(24, (2 * HALF - 8) / widthOf(boxed, 1));
  // The W in the corner: the weights are inside each copy.
  const tag = { "font-style": "italic", fill: INK.layerEdge };
  return [
    line(way([x, BOTTOM + 32], [x, BOTTOM + 1]), pen(strong)),
    line(way([x, TOP], [x, 44]), pen(strong)),
    line(way([x + ASIDE, BOTTOM], [x + ASIDE, BUS]), { ...DASHED, "data-shares": "W" }, false),
    name({ x, y: BOTTOM + 52 }, "x"),
    name({ x, y: 32 }, "h"),
    rect([x - HALF, TOP], [2 * HALF, BOTTOM - TOP], { rx: 10, fill: INK.body, ...edge }),
    sign({ x: boxed.length > 1 ? x : x - 8, y: MIDDLE - 9 }, boxed, size, { "font-family": SANS }),
    sign({ x: x + 15, y: BOTTOM - 14 }, "W", 20, tag),
  ].join("");
}

const rowOf = ({ states }: Style, k: number): number => MIDDLE + (k - (states.length - 1) / 2) * 26;

/** The lines from one copy to the next, one a state. */
export const link = (style: Style, from: number, to: number, strong: boolean): string =>
  style.states
    .map((state, k) => {
      const row = rowOf(style, k);
      return line(way([from, row], [to, row]), { ...pen(strong), "data-carries": state });
    })
    .join("");

/** The names of the states, where they leave the last copy. */
export const leaving = (style: Style, x: number): string =>
  style.states
    .map((state, k) => symbol({ x: x + 6, y: rowOf(style, k) + 6 }, style.letters(state), "", SIZE))
    .join("");

/** A copy whose states leave at the right, pass over it, behind h, and come back in at the left. */
export function loop(style: Style, x: number): string {
  const gap = { stroke: INK.panel, "stroke-width": 10 };
  const lines = style.states.map((_, k) => {
    const [row, over, wide] = [rowOf(style, k), 82 - 15 * k, HALF + 20 + 12 * k];
    const right = way([x + HALF, row], [x + wide, row], [x + wide, over]);
    const left = way([x - wide, over], [x - wide, row], [x - HALF, row]);
    const behind = line(way([x, over - 5], [x, over + 5]), gap, false);
    return line([...right, ...left], pen(false)) + behind;
  });
  return lines.join("") + copy(style, x, "t", false);
}

/** The matrices, drawn once, on a dashed line from `from` to `to` that all copies hang on. */
export function sharedWeights(gates: readonly string[], said: string, from: number, to: number) {
  const y = BUS + 14;
  const cell = { fill: INK.layer, stroke: INK.layerEdge, "stroke-width": 1 };
  const matrix = (gate: string, k: number): string => {
    const x = from - 12 + 72 * k;
    const squares = Array.from({ length: 9 }, (_, s) =>
      rect([x + 8 * (s % 3), y + 8 * Math.floor(s / 3)], [8, 8], cell),
    );
    const tie = line(way([x + 12, BUS], [x + 12, y]), DASHED, false);
    return tie + squares.join("") + symbol({ x: x + 30, y: y + 19 }, "W", gate, SIZE);
  };
  const end = Math.max(to, from + 72 * (gates.length - 1));
  const textAt = from + 72 * gates.length - 8;
  const drawn = [
    line(way([from, BUS], [end, BUS]), DASHED, false),
    ...gates.map(matrix),
    words({ x: textAt, y: y + 18 }, said, SIZE),
  ].join("");
  return { drawn, right: textAt + widthOf(said, SIZE) };
}
