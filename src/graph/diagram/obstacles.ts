import { joinsOf, type Placed } from "./placed.js";
import type { Point } from "./route.js";
import { isBox, reachOf } from "./sizes.js";

const AROUND = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const));

/** What it costs to pass a point: nothing may be run through, and nothing should be passed too near. */
export function obstacles(placed: Placed, ends: readonly Point[]) {
  const { at, flow, body } = placed;
  const costs = new Map<string, number>();
  const keep = (x: number, y: number, cost: number): unknown =>
    costs.set(`${x},${y}`, Math.max(cost, costs.get(`${x},${y}`) ?? 0));
  for (const [part, p] of at) {
    const { x: wide, y: high } = reachOf(part);
    const isInside = (dx: number, dy: number): boolean =>
      (dy === 0 && Math.abs(dx) < wide) ||
      (dx === 0 && Math.abs(dy) <= high) ||
      (Math.abs(dx) < wide - 1 && Math.abs(dy) <= high) ||
      (high > 1 && Math.abs(dx) < wide && Math.abs(dy) < high);
    const [right, down] = [Math.max(1, wide - 1), Math.max(1, high)];
    for (let dx = -right; dx <= right; dx++)
      for (let dy = -down; dy <= down; dy++)
        keep(p.x + dx, p.y + dy, isInside(dx, dy) ? Infinity : 6);
    // Where lines enter and leave a box sideways, no other line passes.
    const sideways = flow.get(part) === 0 || flow.get(part) === 2 || part.beside;
    if (isBox(part) && sideways) for (const dx of [-wide, wide]) keep(p.x + dx, p.y, Infinity);
    // Room for the name beside a layer's way out.
    if (part.kind === "layer" && !flow.has(part)) keep(p.x + 1, p.y - 2, 8);
    if (part.name !== undefined && flow.get(part) === 0)
      for (const dx of [1, 2]) keep(p.x + wide + dx, p.y - 1, 8);
  }
  for (const join of joinsOf(placed)) keep(join.at.x, join.at.y, Infinity);
  // Outside of the cell, lines only go straight in and out.
  const isInside = ({ x, y }: Point): boolean =>
    x > body.left && x < body.right && y > body.top && y < body.bottom;
  const isOnTheWay = ({ x, y }: Point): boolean =>
    ends.some((e) => (e.y > body.top && e.y < body.bottom ? e.y === y : e.x === x));
  const near = new Set(
    [...at].flatMap(([part, p]) =>
      isBox(part) || part.kind === "source"
        ? []
        : AROUND.map(([dx, dy]) => `${p.x + dx},${p.y + dy}`),
    ),
  );
  return {
    pass: (p: Point): number =>
      isInside(p) || isOnTheWay(p) ? (costs.get(`${p.x},${p.y}`) ?? 0) : Infinity,
    // A line that turned just before it enters a circle would have no room for its arrow.
    turn: (p: Point): number => (near.has(`${p.x},${p.y}`) ? 12 : 0),
  };
}
