import type { Point } from "./route.js";
import { bold, line, pen, way } from "./strokes.js";
import { symbol } from "./scripts.js";
import { INK, rect, SANS, sign, widthOf, words } from "./svg.js";

/** What all copies of an unrolled network share. y = 0 is the top. */
export interface Style {
  /** What is written in each box. */
  readonly boxed: string;
  /** The states that are carried over, from the top one down. */
  readonly states: readonly string[];
  readonly letters: (name: string) => string;
  /** What comes in from below and leaves upwards, where anything does. */
  readonly reads: string | undefined;
  readonly shows: string | undefined;
  /** Where states move at different steps: whether one moves at a step. */
  readonly moves?: (state: string, step: number) => boolean;
}
export const SIZE = 22; // Of letters; twelve copies in 700 pixels still show them at 13.
export const HALF = 28; // Half a box's width.
const TOP = 101;
const DASHED = { stroke: INK.layerEdge, "stroke-width": 1.8, "stroke-dasharray": "5 4" };
/** Where a copy's tether hangs, right of its middle, so that it misses x. */
export const ASIDE = 19;

const pitchOf = ({ moves }: Style): number => (moves ? 30 : 26);
const bottomOf = (style: Style): number =>
  TOP + Math.max(62, pitchOf(style) * style.states.length + (style.states.length > 2 ? 10 : 0));
/** The row of the boxes, and that of the dashed line on which all copies hang. */
export const middleOf = (style: Style): number => (TOP + bottomOf(style)) / 2;
export const busOf = (style: Style): number => bottomOf(style) + 81;
/** How much wider the loop is for each state after the second. */
export const widerBy = ({ states }: Style): number => 12 * Math.max(0, states.length - 2);

/** One copy: x from below, h upwards, and a dashed line down to the weights that it shares. */
export function copy(style: Style, x: number, step: number | undefined, strong: boolean): string {
  const { boxed, letters, reads, shows, moves } = style;
  const [bottom, sub] = [bottomOf(style), step === undefined ? "t" : String(step)];
  const name = (at: Point, key: string): string =>
    symbol(at, letters(key), sub, SIZE, { "text-anchor": "middle", ...bold(strong) });
  const edge = { stroke: INK.bodyEdge, "stroke-width": strong ? 4 : 2 };
  const size = Math.min(24, (2 * HALF - 8) / widthOf(boxed, 1));
  // The W in the corner: the weights are inside each copy.
  const tag = { "font-style": "italic", fill: INK.layerEdge };
  const box = rect([x - HALF, TOP], [2 * HALF, bottom - TOP], { rx: 10, fill: INK.body, ...edge });
  const inside =
    moves && step !== undefined
      ? style.states.map((state, k) => module({ x, y: rowOf(style, k) }, moves(state, step)))
      : [
          sign({ x: boxed.length > 1 ? x : x - 8, y: middleOf(style) - 9 }, boxed, size, {
            "font-family": SANS,
          }),
          sign({ x: x + 15, y: bottom - 14 }, "W", 20, tag),
        ];
  return [
    reads === undefined ? "" : line(way([x, bottom + 32], [x, bottom + 1]), pen(strong)),
    shows === undefined ? "" : line(way([x, TOP], [x, 44]), pen(strong)),
    line(
      way([x + ASIDE, bottom], [x + ASIDE, busOf(style)]),
      { ...DASHED, "data-shares": "W" },
      false,
    ),
    reads === undefined ? "" : name({ x, y: bottom + 52 }, reads),
    shows === undefined ? "" : name({ x, y: 32 }, shows),
    box,
    ...inside,
  ].join("");
}

/** One state in a copy: computed anew, or carried on as it is. */
export function module({ x, y }: Point, isMoving: boolean): string {
  const look = isMoving
    ? { fill: INK.layer, stroke: INK.layerEdge }
    : { fill: INK.body, stroke: INK.layerEdge, "stroke-dasharray": "3 3" };
  const box = rect([x - 15, y - 10], [30, 20], { rx: 4, "stroke-width": 1.6, ...look });
  const through = way([x - HALF, y], [x + HALF, y]);
  const stubs = [way([x - HALF, y], [x - 15, y]), way([x + 15, y], [x + HALF, y])];
  const lines = isMoving ? stubs : [through];
  return `${box}${lines.map((points) => line(points, pen(false), false)).join("")}`;
}

const rowOf = (style: Style, k: number): number =>
  middleOf(style) + (k - (style.states.length - 1) / 2) * pitchOf(style);

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
  const apart = Math.min(15, 30 / (style.states.length - 1));
  const lines = style.states.map((_, k) => {
    const [row, over, wide] = [rowOf(style, k), 82 - apart * k, HALF + 20 + 12 * k];
    const right = way([x + HALF, row], [x + wide, row], [x + wide, over]);
    const left = way([x - wide, over], [x - wide, row], [x - HALF, row]);
    const behind = line(way([x, over - 5], [x, over + 5]), gap, false);
    return line([...right, ...left], pen(false)) + behind;
  });
  return lines.join("") + copy(style, x, undefined, false);
}

/** The matrices, drawn once, on a dashed line from `from` to `to` that all copies hang on. */
export function sharedWeights(
  gates: readonly string[],
  said: string,
  bus: number,
  from: number,
  to: number,
) {
  const y = bus + 14;
  const cell = { fill: INK.layer, stroke: INK.layerEdge, "stroke-width": 1 };
  // Long names need room.
  const room = gates.map((gate) => Math.max(72, 60 + widthOf(gate, SIZE * 0.72)));
  const xOf = (k: number): number => from - 12 + room.slice(0, k).reduce((a, b) => a + b, 0);
  const matrix = (gate: string, k: number): string => {
    const x = xOf(k);
    const squares = Array.from({ length: 9 }, (_, s) =>
      rect([x + 8 * (s % 3), y + 8 * Math.floor(s / 3)], [8, 8], cell),
    );
    const tie = line(way([x + 12, bus], [x + 12, y]), DASHED, false);
    return tie + squares.join("") + symbol({ x: x + 30, y: y + 19 }, "W", gate, SIZE);
  };
  const end = Math.max(to, xOf(gates.length - 1) + 12);
  const textAt = xOf(gates.length) + 4;
  const drawn = [
    line(way([from, bus], [end, bus]), DASHED, false),
    ...gates.map(matrix),
    words({ x: textAt, y: y + 18 }, said, SIZE),
  ].join("");
  return { drawn, right: textAt + widthOf(said, SIZE) };
}
