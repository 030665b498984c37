import { isPart, JOINED, type Exit, type Part } from "./part.js";
import type { Point } from "./route.js";
import { halfOf, px, reachOf, U } from "./sizes.js";
import { line, toward, way, type Pen } from "./strokes.js";
import { INK } from "./svg.js";
import type { Wire } from "./wires.js";

/** A wire in pixels that ends at the edge of what it enters. */
export function clip({ from, to, points }: Wire): Point[] {
  // A state that enters a cell beside its middle goes on unseen behind it.
  const isBeside = isPart(to) && to.kind === "cell" && to.beside?.includes(from) === true;
  const [end, last] = [points.at(-1)!, points.at(-2)!];
  const shown = isBeside && last.x === end.x ? [...points.slice(0, -2), last] : points;
  const way = shown.map(px);
  const reach = (a: Part | Exit, end: Point, next: Point): number => {
    if (!isPart(a) || a.kind === "source") return 0;
    const half = halfOf(a);
    return end.y === next.y ? half.width : half.height;
  };
  const isMerge = isPart(to) && (to.glyph === JOINED || to.kind === "value");
  way[0] = toward(way[0]!, way[1]!, reach(from, way[0]!, way[1]!));
  // A value of a cell leaves at the edge of its box.
  if (isPart(from) && from.kind === "value") {
    const box = from.inputs[0]!;
    way[0] = { x: way[0]!.x + halfOf(box).width - reachOf(box).x * U, y: way[0]!.y };
  }
  const [tip, before] = [way.at(-1)!, way.at(-2)!];
  way[way.length - 1] = toward(
    tip,
    before,
    reach(to, tip, before) + (isPart(to) && !isMerge ? 1 : 0),
  );
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
    sections.every(({ a }) => a.x !== at.x || a.y !== at.y),
  );
}
