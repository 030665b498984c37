import type { Part } from "./parts.js";
import type { Point } from "./route.js";
import { distance, line, toward, way, type Pen } from "./strokes.js";
import { element, INK, rect, sign } from "./svg.js";
import { isPart, type Exit, type Wire } from "./wires.js";

export const U = 22; // Pixels a unit of the grid.
export const HALF = { width: 1.4 * U, height: 0.85 * U };
export const RADIUS = 0.76 * U;
export const px = (p: Point): Point => ({ x: p.x * U, y: p.y * U });

/** A box for a layer, a circle for an operation, with its sign. */
export function shape(
  at: Point,
  kind: Part["kind"],
  glyph: string,
  strong: boolean,
  scale = 1,
): string {
  const width = { "stroke-width": strong ? 3.5 : 1.6 };
  const [w, h] = [HALF.width * scale, HALF.height * scale];
  if (kind === "layer") {
    const look = { rx: 6, fill: INK.layer, stroke: INK.layerEdge, ...width };
    const size = glyph.length > 1 ? 19 : 23;
    return rect([at.x - w, at.y - h], [2 * w, 2 * h], look) + sign(at, glyph, size * scale);
  }
  const look = { r: RADIUS * scale, fill: INK.op, stroke: INK.opEdge, ...width };
  const circle = element("circle", { cx: at.x, cy: at.y, ...look });
  return circle + sign(at, glyph, (glyph.length > 2 ? 14 : 22) * scale);
}

/** A wire in pixels that ends at the edge of what it enters. */
export function clip({ from, to, points }: Wire): Point[] {
  const way = points.map(px);
  const reach = (a: Part | Exit): number =>
    !isPart(a) || a.kind === "source" ? 0 : a.kind === "op" ? RADIUS : HALF.height;
  way[0] = toward(way[0]!, way[1]!, reach(from));
  way[way.length - 1] = toward(way.at(-1)!, way.at(-2)!, reach(to) + (isPart(to) ? 1 : 0));
  return way;
}

/** One line passes over another: a gap tells a crossing from a fork. */
export function bridge({ x, y }: Point, isAcross: boolean, look: Pen): string {
  const piece = isAcross ? way([x - 9, y], [x + 9, y]) : way([x, y - 9], [x, y + 9]);
  const gap = { stroke: INK.body, "stroke-width": look["stroke-width"] + 8 };
  return line(piece, gap, false) + line(piece, look, false);
}

/** Points where lines pass each other at right angles, neither of them turning there. */
export function crossings(wires: readonly Wire[]): { at: Point; across: Wire[]; down: Wire[] }[] {
  const found = new Map<string, { at: Point; across: Wire[]; down: Wire[] }>();
  const sections = wires.flatMap((wire) =>
    wire.points.slice(1).map((b, k) => ({ wire, a: wire.points[k]!, b })),
  );
  const inside = (v: number, a: number, b: number): boolean =>
    Math.min(a, b) < v && v < Math.max(a, b);
  for (const h of sections)
    for (const v of sections) {
      const at = { x: v.a.x, y: h.a.y };
      if (
        h.a.y !== h.b.y ||
        v.a.x !== v.b.x ||
        !inside(at.x, h.a.x, h.b.x) ||
        !inside(at.y, v.a.y, v.b.y)
      )
        continue;
      const one = found.get(`${at.x},${at.y}`) ?? { at, across: [], down: [] };
      found.set(`${at.x},${at.y}`, {
        at,
        across: [...one.across, h.wire],
        down: [...one.down, v.wire],
      });
    }
  return [...found.values()].filter(({ at }) =>
    sections.every(({ a, b }) => distance(a, b) > 0 && (a.x !== at.x || a.y !== at.y)),
  );
}
