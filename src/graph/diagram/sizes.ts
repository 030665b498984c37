import { JOINED, STOP, type Part } from "./part.js";
import type { Point, Side } from "./route.js";
import { widthOf } from "./svg.js";

export const U = 22; // Pixels a unit of the grid.
export const HALF = { width: 1.4 * U, height: 0.85 * U };
export const RADIUS = 0.76 * U;
export const px = (p: Point): Point => ({ x: p.x * U, y: p.y * U });

type Sized = Pick<Part, "kind" | "glyph">;
/** Whether lines enter at one side and leave at the other, and not at any side as with a circle. */
export const isBox = ({ kind, glyph }: Sized): boolean =>
  kind === "layer" || kind === "cell" || (kind === "op" && isLong(glyph));
/** Too long for a circle: "softmax", "2σ−1". */
const isLong = (glyph: string): boolean =>
  !glyph.includes("_") && (glyph.length > 5 || (glyph.length > 3 && /\d/.test(glyph)));

/** Half of what a part is wide and high, in pixels. */
export function halfOf({ kind, glyph }: Sized): {
  readonly width: number;
  readonly height: number;
} {
  const [head, lowered = ""] = glyph.split(/_(.*)/);
  const wide = widthOf(head!, 18) / 2 + widthOf(lowered, 13) / 2 + 14;
  if (kind === "layer")
    return { ...HALF, width: Math.max(HALF.width, glyph.length > 4 ? wide : 0) };
  if (kind === "cell") return { width: Math.max(2.4 * U, wide + 6), height: 1.5 * U };
  if (kind === "value" || glyph === JOINED) return { width: 0, height: 0 };
  if (glyph === STOP) return { width: 9, height: 10 };
  return { width: isLong(glyph) ? wide : RADIUS, height: RADIUS };
}

/** How far from its middle a box's lines begin and end, in units. */
export function reachOf(part: Sized): Point {
  if (!isBox(part)) return { x: 0, y: 0 };
  const { width, height } = halfOf(part);
  return { x: Math.ceil(width / U), y: Math.ceil(height / U) };
}
export const beyond = (part: Sized, { x, y }: Point, side: Side): Point => ({
  x: x + [1, 0, -1, 0][side]! * reachOf(part).x,
  y: y + [0, 1, 0, -1][side]! * reachOf(part).y,
});
