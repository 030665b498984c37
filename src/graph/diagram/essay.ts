import { acrossOf } from "./across.js";
import { beltOf } from "./belt.js";
import { inColumns } from "./columns.js";
import { railed } from "./rail.js";
import type { Part, Parts } from "./part.js";
import { isBelow, LEFT, TOP, type Placed } from "./placed.js";
import type { Point, Port } from "./route.js";

const ROW = 3; // Between operations, one above the other.
const ASIDE = 3; // Of a peephole's weights from their layer.

/**
 * The form of the 2015 essay. Layers stand in a row, in the order of the step; operations stand above the last layer
 * that they follow from; what follows from the new belt value stands at the right, below the belt.
 */
export function essayForm(parts: Parts): Placed {
  const { all, sources, next } = parts;
  const belt = beltOf(parts);
  const chain = belt?.chain ?? [];
  const layers = all.filter((p) => p.kind === "layer");
  const isAside = (p: Part): boolean => layers.some((l) => l.beside?.includes(p));
  const after = new Set<Part>(chain);
  for (const p of all)
    if (p.kind === "op" && !isAside(p) && p.inputs.some((a) => after.has(a))) after.add(p);

  const rail = railed(parts, belt);
  const isFree = (p: Part): boolean => !chain.includes(p) && !isAside(p) && !rail.stops.has(p);
  const { column, level, columns } = inColumns(rail.inOrder(all.filter(isFree)), after);
  // A layer that sees the new belt value stands far enough to the right of where it is made.
  const push = new Map<Part, number>();
  let x = acrossOf(column, columns, rail, push);

  // Rows, from the top: the belt, operations, layers, the rail that feeds them, states that come in below it.
  const extra = Object.keys(next).filter((key) => key !== belt?.state && key !== rail.state);
  const lift = extra.length;
  const layerRow = TOP + ROW * Math.max(0, ...level.values()) + (belt ? ROW + 1 : 2) + lift;
  const railRow = layerRow + (rail.isPlain ? 3 : 5);
  const at = new Map<Part, Point>();
  let end = 0;
  for (let isSettled = false; !isSettled;) {
    for (const [part, c] of column) {
      const l = level.get(part)!;
      const up = ROW * l + (l > 0 ? 1 + lift : 0);
      at.set(part, { x: x.column[c]!, y: after.has(part) ? TOP + ROW * l : layerRow - up });
    }
    for (const layer of layers)
      for (const [k, p] of (layer.beside ?? []).entries()) {
        const side = k % 2 === 0 ? -ASIDE : ASIDE;
        at.set(p, { x: at.get(layer)!.x + side, y: layerRow - 2 * Math.floor(k / 2) });
      }
    end = LEFT + 1;
    for (const part of chain) {
      const below = part.inputs.filter((a) => at.has(a) && !after.has(a));
      end = Math.max(end + (end > LEFT + 1 ? 3 : 2), ...below.map((a) => at.get(a)!.x));
      at.set(part, { x: end, y: TOP });
    }
    const late = layers.find((layer) =>
      layer.beside?.some((p) => p.inputs.some((a) => after.has(a)) && at.get(p)!.x < end + 2),
    );
    const next = [...column].find(([p]) => after.has(p) && at.get(p)!.x < end + 3)?.[0];
    const pushed = late ?? next;
    isSettled = pushed === undefined;
    if (pushed) push.set(pushed, (push.get(pushed) ?? 0) + 1);
    x = acrossOf(column, columns, rail, push);
  }

  const ups = parts.exits.filter((e) => e.upward);
  const right = Math.max(end, x.right) + 3 + lift + 2 * Math.max(0, ups.length - 1);
  const bottom = railRow + (rail.isPlain ? 1 : 2) + 2 * lift;
  const body = { left: LEFT, right, top: TOP - 2, bottom };
  const rowOf = (state: string): number =>
    state === belt?.state ? TOP : railRow + 2 * (1 + extra.indexOf(state));

  for (const stop of rail.stops) at.set(stop, { x: LEFT + 1, y: rowOf(stop.inputs[0]!.glyph) });
  const taken = new Set<number>();
  for (const [key, part] of Object.entries(sources)) {
    if (!isBelow(part)) at.set(part, { x: 0, y: rowOf(key) });
    else {
      const reader = all.find((p) => p.inputs.includes(part) && at.has(p))!;
      let column = rail.stationOf(part, x.station) ?? at.get(reader)!.x;
      while (taken.has(column)) column += 2;
      taken.add(column);
      at.set(part, { x: column, y: bottom + 2 });
    }
  }

  const { feed, stations } = rail.joins(x.station, railRow, at);
  const exits = new Map(
    parts.exits.map((exit): [typeof exit, Port] => {
      if (!exit.upward)
        return [exit, { at: { x: right + 2, y: rowOf(exit.state) }, enter: [2], leave: [] }];
      const k = ups.length - 1 - ups.indexOf(exit);
      return [exit, { at: { x: right - 1 - 2 * k, y: 0 }, enter: [1], leave: [] }];
    }),
  );
  const onBelt = belt ? [sources[belt.state]!, ...chain] : [];
  const beltExit = parts.exits.filter((e) => !e.upward && e.state === belt?.state);
  return {
    at,
    // What follows from the belt hangs below it.
    flow: new Map([...after].map((part) => [part, 1])),
    feed,
    straight: [
      ...onBelt.slice(1).map((part, k) => [onBelt[k]!, part] as const),
      ...beltExit.map((exit) => [exit.from, exit] as const),
      ...[...feed]
        .filter(([, join]) => stations.includes(join))
        .map(([layer, join]) => [join, layer] as const),
    ],
    exits,
    body,
  };
}
