import { rowsOf } from "./anchors.js";
import type { Part, Parts } from "./part.js";
import { isBelow, LEFT, type Join, type Placed } from "./placed.js";
import type { Point, Port, Side } from "./route.js";
import { reachOf } from "./sizes.js";
import { joinedIn } from "./staircase.js";

const RIGHT: Side = 0;

/**
 * A general form: what is computed later stands further right, each state comes in and goes out in one row, and the
 * parts that lead from it to its next value stand in that row. `spread` widens it where lines find no way.
 */
export function rowForm(parts: Parts, spread: number): Placed {
  const { all, sources, exits } = parts;
  const boxes = all.filter((p) => p.kind !== "value");
  const rank = new Map<Part, number>();
  const rankOf = (p: Part): number =>
    p.kind === "value" ? rankOf(p.inputs[0]!) : (rank.get(p) ?? -1);
  for (const p of boxes) rank.set(p, 1 + Math.max(-1, ...p.inputs.map(rankOf)));

  const joined = joinedIn(boxes);
  const { rows, chains, top, bottom } = rowsOf(parts, boxes, rank, spread);

  // Columns, with room before each for the places where vectors are joined.
  const at = new Map<Part, Point>();
  let x = LEFT + 1;
  for (let r = 0; r <= Math.max(...rank.values()); r++) {
    const here = boxes.filter((p) => rank.get(p) === r);
    const wide = Math.max(...here.map((p) => Math.max(1, reachOf(p).x)));
    const joins = Math.max(
      0,
      ...here.filter((p) => p.kind === "layer").map((p) => joined.depth(p)),
    );
    x += wide + 1 + spread + (joins > 0 ? 1 + 2 * joins : 0);
    for (const p of here) at.set(p, { x, y: rows.get(p)! });
    x += wide + 1;
  }
  for (const value of all)
    if (value.kind === "value") {
      const box = value.inputs[0]!;
      at.set(value, { x: at.get(box)!.x + reachOf(box).x, y: rows.get(value)! });
    }

  const ups = exits.filter((e) => e.upward);
  const right = x + 1 + 2 * ups.length;
  const body = { left: LEFT, right, top, bottom };
  const { feed, firstFor } = joined.joins(at);
  const taken = new Set<number>();
  for (const [key, part] of Object.entries(sources)) {
    if (!isBelow(part)) at.set(part, { x: 0, y: rows.get(sources[key]!)! });
    else {
      let column = firstFor(part);
      while (taken.has(column) || taken.has(column - 1) || taken.has(column + 1)) column++;
      taken.add(column);
      at.set(part, { x: column, y: bottom + 2 });
    }
  }
  const joinFor = (a: Part, from: Part): Join | undefined =>
    a.beside?.includes(from) ? undefined : feed.get(a);
  const straight: [Part | Join, Part | Join][] = chains.flatMap((chain) =>
    chain.slice(1).flatMap((to, k): [Part | Join, Part | Join][] => {
      const from = chain[k]!;
      const join = joinFor(to, from);
      if (to.kind === "value") return [];
      if (!join) return [[from, to]];
      return join.reads.includes(from)
        ? [
            [from, join],
            [join, to],
          ]
        : [[join, to]];
    }),
  );
  const outward = exits.filter((e) => !e.upward);
  return {
    at,
    flow: new Map(boxes.map((p) => [p, RIGHT])),
    feed,
    straight: [...straight, ...outward.map((exit) => [exit.from, exit] as const)],
    exits: new Map(
      exits.map((exit): [typeof exit, Port] => {
        const k = ups.length - 1 - ups.indexOf(exit);
        return exit.upward
          ? [exit, { at: { x: right - 1 - 2 * k, y: 0 }, enter: [1], leave: [] }]
          : [
              exit,
              { at: { x: right + 2, y: rows.get(sources[exit.state]!)! }, enter: [2], leave: [] },
            ];
      }),
    ),
    body,
  };
}
