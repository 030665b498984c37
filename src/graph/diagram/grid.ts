import { type Exit, type Part, type Parts } from "./part.js";
import { isBelow, LEFT, TOP, type Join, type Placed } from "./placed.js";
import type { Point, Port, Side as Edge } from "./route.js";
import type { Side } from "./sides.js";
import { unitOf } from "./unit.js";

const H = 3; // The row of a side's h, below its belt.

/**
 * A grid's block (Kalchbrenner 2015, figure 1): the side over depth runs from the bottom to the top, at the right; all
 * others run from left to right, one below the other. Every cell state runs straight; all h meet at the left.
 */
export function gridForm(parts: Parts, sides: readonly Side[]): Placed {
  const { sources, exits } = parts;
  const upright = sides.find((side) => side.given === "depth");
  const level = sides.filter((side) => side !== upright);
  const at = new Map<Part, Point>();
  const flow = new Map<Part, Edge>();
  const units = new Map(sides.map((side) => [side, unitOf(side)]));
  const start = LEFT + 4 + 2 * sides.length;
  const middle = start + Math.max(...level.map((side) => units.get(side)!.width)) + 4;

  // Rows: one strip a side; what stands upright fits beside the first, below its lines to the right.
  const tall = upright ? units.get(upright)!.width + H + 6 : 0;
  let y = TOP;
  const strips = level.map((side, k) => {
    const { layerRow } = units.get(side)!;
    const strip = { side, belt: y, rail: y + layerRow + 3 };
    y += Math.max(layerRow + 6, k === 0 ? tall : 0);
    return strip;
  });
  const bottom = y;
  for (const { side, belt } of strips)
    for (const [part, p] of units.get(side)!.at) at.set(part, { x: start + p.x, y: belt + p.y });

  let right = middle - 1;
  const column = { c: 0, h: 0 };
  if (upright) {
    const unit = units.get(upright)!;
    column.c = middle + unit.layerRow + 6;
    column.h = column.c - H;
    right = column.c + 2;
    const foot = TOP + tall - 3;
    for (const [part, p] of unit.at) {
      // Names stand behind layers here, and need room.
      const name = p.y === unit.layerRow ? 2 : 0;
      at.set(part, { x: column.c - p.y - name, y: foot - p.x });
      flow.set(part, 0);
    }
  }
  for (const { side, belt } of strips) {
    at.set(sources[side.c]!, { x: 0, y: belt });
    at.set(sources[side.h]!, { x: 0, y: belt + H });
  }
  if (upright) {
    at.set(sources[upright.c]!, { x: column.c, y: bottom + 2 });
    at.set(sources[upright.h]!, { x: column.h, y: bottom + 2 });
  }
  let more = LEFT + 1;
  for (const part of Object.values(sources))
    if (!at.has(part))
      at.set(part, isBelow(part) ? { x: (more += 2), y: bottom + 2 } : { x: 0, y: bottom - 1 });

  const portOf = (exit: Exit): Port => {
    const name = (key: string): string => parts.below[key] ?? key;
    const strip = strips.find(({ side }) => [side.c, side.h].map(name).includes(exit.state));
    if (strip) {
      const row = name(strip.side.c) === exit.state ? strip.belt : strip.belt + H;
      return { at: { x: right + 2, y: row }, enter: [2], leave: [] };
    }
    const isC = upright !== undefined && name(upright.c) === exit.state;
    return { at: { x: isC ? column.c : column.h, y: 0 }, enter: [1], leave: [] };
  };
  const { feed, straight } = joinsIn(parts, at, strips[0]!.rail);
  const belts = sides.flatMap(({ c, chain }) => {
    const exit = exits.find((e) => e.from === chain.at(-1));
    const line = [sources[c]!, ...chain, ...(exit ? [exit] : [])];
    return line.slice(1).map((to, k) => [line[k] as Part, to] as const);
  });
  return {
    at,
    flow,
    feed,
    straight: [...belts, ...straight],
    exits: new Map(exits.map((exit) => [exit, portOf(exit)])),
    body: { left: LEFT, right, top: TOP - 2, bottom },
  };
}

/** All vectors that the layers of a side read are joined two at a time, at the left; the same for the next side if it reads the same. */
function joinsIn({ all }: Parts, at: ReadonlyMap<Part, Point>, rail: number) {
  const feed = new Map<Part, Join>();
  const made: { readonly set: readonly Part[]; readonly join: Join }[] = [];
  const straight: [Join, Part][] = [];
  for (const layer of all) {
    if (layer.kind !== "layer" || layer.inputs.length < 2) continue;
    const set = layer.inputs;
    const known = made.find(
      (m) => m.set.length === set.length && m.set.every((a) => set.includes(a)),
    );
    let join = known?.join;
    if (!join) {
      const row = made.length === 0 ? rail : Math.max(...all.map((p) => at.get(p)?.y ?? 0));
      for (const [k, part] of set.slice(1).entries()) {
        const before: Part | Join = join ?? set[0]!;
        join = {
          at: { x: LEFT + 2 + 2 * k + 2 * made.length, y: row },
          reads: [before, part],
          enter: (from) => (from === before ? (k === 0 ? [2, 3] : [2]) : [1, 3]),
          leave: 0,
        };
      }
      made.push({ set, join: join! });
    }
    feed.set(layer, join!);
    straight.push([join!, layer]);
  }
  return { feed, straight: [] as [Join, Part][] };
}
