import { JOINED, PRODUCT, STOP, type Part } from "./part.js";
import type { Point } from "./route.js";
import { halfOf } from "./sizes.js";
import { line, pen, way } from "./strokes.js";
import { formula } from "./scripts.js";
import { element, INK, n, rect, SANS, sign } from "./svg.js";

export interface Shown extends Pick<Part, "kind" | "glyph" | "learned" | "tag"> {
  /** What is written, where it is not the glyph itself. */
  readonly text?: string;
}

/** A box for a layer or a cell, a circle for an operation, with its sign; yellow where there are weights. */
export function shape(at: Point, part: Shown, strong: boolean, scale = 1): string {
  const { kind, glyph, tag, text = glyph } = part;
  const width = { "stroke-width": strong ? 3.5 : 1.6 };
  const half = halfOf(part);
  const [w, h] = [half.width * scale, half.height * scale];
  const box = (look: Record<string, string | number>): string =>
    rect([at.x - w, at.y - h], [2 * w, 2 * h], { ...look, ...width });
  if (kind === "value" || glyph === JOINED) return "";
  if (glyph === STOP) return diode(at, strong);
  if (kind === "layer") {
    const look = { rx: 6, fill: INK.layer, stroke: INK.layerEdge };
    const size = glyph.length > 1 ? 19 : 23;
    if (tag === undefined) return box(look) + formula(at, text, size * scale);
    // The layer's sum passes the tag first, and then what squashes it.
    const left = { x: at.x - w * 0.56, y: at.y };
    const rule = line(
      way([at.x - w * 0.14, at.y - h], [at.x - w * 0.14, at.y + h]),
      { stroke: INK.layerEdge, "stroke-width": 1.2 },
      false,
    );
    return (
      box(look) +
      rule +
      sign(left, tag, 13 * scale, { "font-family": SANS }) +
      formula({ x: at.x + w * 0.44, y: at.y }, text, (glyph.length > 1 ? 15 : 21) * scale)
    );
  }
  if (kind === "cell") {
    const look = { rx: 12, fill: INK.cell, stroke: INK.bodyEdge };
    return box(look) + sign(at, glyph, 18 * Math.max(scale, 0.7), { "font-family": SANS });
  }
  const look = part.learned
    ? { fill: INK.layer, stroke: INK.layerEdge }
    : { fill: INK.op, stroke: INK.opEdge };
  if (w > h) return box({ rx: h, ...look }) + formula(at, text, 17 * scale);
  const circle = element("circle", { cx: at.x, cy: at.y, r: h, ...look, ...width });
  const size = glyph === PRODUCT ? 40 : /_.$/.test(glyph) ? 19 : glyph.length > 2 ? 14 : 22;
  return circle + formula(at, text, size * scale);
}

/** What rests: its outline, with the line that goes straight through it. */
export function hollow(at: Point, part: Shown): string {
  const { width: w, height: h } = halfOf(part);
  const look = {
    rx: 6,
    fill: INK.body,
    stroke: INK.layerEdge,
    "stroke-width": 1.6,
    "stroke-dasharray": "4 4",
  };
  const through = line(way([at.x - w - 10, at.y], [at.x + w + 1, at.y]), pen(false), false);
  return rect([at.x - w, at.y - h], [2 * w, 2 * h], look) + through;
}

/** As on a circuit board: what comes along the line passes, and nothing comes back. */
function diode({ x, y }: Point, strong: boolean): string {
  const look = pen(strong);
  const fill = {
    fill: INK.panel,
    stroke: look.stroke,
    "stroke-width": 2,
    "stroke-linejoin": "round",
  };
  const triangle = element("path", {
    d: `M${n(x - 8)} ${n(y - 9)}L${n(x + 7)} ${n(y)}L${n(x - 8)} ${n(y + 9)}Z`,
    ...fill,
  });
  return (
    triangle + line(way([x + 8, y - 10], [x + 8, y + 10]), { ...look, "stroke-width": 3 }, false)
  );
}
