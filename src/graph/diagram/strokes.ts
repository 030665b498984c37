import type { Point } from "./route.js";
import { element, INK, n, type Attributes } from "./svg.js";

export type Pen = { readonly stroke: string; readonly "stroke-width": number };
/** What stands out is thicker as well as of another colour. */
export const pen = (strong: boolean): Pen =>
  strong ? { stroke: INK.strong, "stroke-width": 4.5 } : { stroke: INK.line, "stroke-width": 2.4 };
export const bold = (strong: boolean): Attributes => (strong ? { "font-weight": "bold" } : {});

/** Points from pairs. */
export const way = (...pairs: readonly (readonly [number, number])[]): Point[] =>
  pairs.map(([x, y]) => ({ x, y }));

/** A line through corner points, the corners rounded; ends in an arrowhead unless told otherwise. */
export function line(points: readonly Point[], more: Attributes & Pen, arrow = true): string {
  const width = more["stroke-width"];
  const long = 5 + 2.2 * width;
  const [tip, before] = [points.at(-1)!, points.at(-2)!];
  const end = arrow ? toward(tip, before, long * 0.7) : tip;
  const way = [...points.slice(0, -1), end];
  const bends = way.slice(1, -1).map((p, k) => {
    const [a, b] = [way[k]!, way[k + 2]!];
    const radius = Math.min(13, distance(a, p) / 2, distance(p, b) / 2);
    const [from, to] = [toward(p, a, radius), toward(p, b, radius)];
    return `L${n(from.x)} ${n(from.y)}Q${n(p.x)} ${n(p.y)} ${n(to.x)} ${n(to.y)}`;
  });
  const d = `M${n(way[0]!.x)} ${n(way[0]!.y)}${bends.join("")}L${n(end.x)} ${n(end.y)}`;
  const path = element("path", { d, fill: "none", ...more });
  if (!arrow) return path;
  const base = toward(tip, before, long);
  const half = long * 0.42;
  const [dx, dy] = [((tip.y - base.y) / long) * half, ((base.x - tip.x) / long) * half];
  const head = [tip, { x: base.x + dx, y: base.y + dy }, { x: base.x - dx, y: base.y - dy }];
  return (
    path +
    element("path", {
      d: `M${head.map((p) => `${n(p.x)} ${n(p.y)}`).join("L")}Z`,
      fill: more.stroke,
    })
  );
}

export const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);
/** The point that lies `by` from a on the way to b. */
export function toward(a: Point, b: Point, by: number): Point {
  const d = distance(a, b) || 1;
  return { x: a.x + ((b.x - a.x) * by) / d, y: a.y + ((b.y - a.y) * by) / d };
}
