import type { Part, Parts } from "./parts.js";
import type { Point } from "./route.js";

/** A place where vectors are joined end to end before layers read them. */
export interface Join {
  readonly at: Point;
  readonly reads: readonly (Part | Join)[];
}

/** Where all stands, in units of the grid that lines run on; y grows downwards. */
export interface Placed {
  readonly at: ReadonlyMap<Part, Point>;
  /** The state that runs straight along the top, if one does, with the operations that it passes. */
  readonly belt: { readonly state: string; readonly chain: readonly Part[] } | undefined;
  /** The row in which a state comes in and goes out. */
  readonly rowOf: (state: string) => number;
  /** What feeds each layer: the rail, or a join of its own under it. */
  readonly rail: Join;
  readonly feed: ReadonlyMap<Part, Join>;
  /** The outline of the cell: lines that end outside of it go from step to step. */
  readonly body: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

const COLUMN = 4; // Between layers.
const ROW = 3; // Between operations, one above the other.
const LEFT = 2; // The left edge of the cell.
const TOP = 4; // The row of the belt.

/**
 * Gives every part its place. Layers stand in a row, in the order of the step; operations stand above the last layer
 * that they follow from; what follows from the new belt value stands at the right, below the belt.
 */
export function place(parts: Parts): Placed {
  const { all, sources } = parts;
  const belt = beltOf(parts);
  const chain = belt?.chain ?? [];
  const after = new Set<Part>(chain);
  for (const p of all) if (p.kind === "op" && p.inputs.some((a) => after.has(a))) after.add(p);

  const { column, level, columns } = inColumns(all, after, chain);
  const shared = railOf(parts);
  const isOnRail = (layer: Part): boolean =>
    layer.inputs.length === shared.length && shared.every((a) => layer.inputs.includes(a));
  const layers = all.filter((p) => p.kind === "layer");
  const plain = layers.every(isOnRail);

  // Rows, from the top: the belt, operations, layers, the rail that feeds them.
  const layerRow = TOP + ROW * Math.max(0, ...level.values()) + (belt ? ROW + 1 : 2);
  const railRow = layerRow + (plain ? 3 : 5);
  const at = new Map<Part, Point>();
  const xOf = (c: number): number => LEFT + 4 + COLUMN * c;
  for (const [part, c] of column) {
    const l = level.get(part)!;
    const up = ROW * l + (l > 0 ? 1 : 0);
    at.set(part, { x: xOf(c), y: after.has(part) ? TOP + ROW * l : layerRow - up });
  }
  let x = LEFT + 1;
  for (const part of chain) {
    const below = part.inputs.filter((a) => at.has(a) && !after.has(a));
    x = Math.max(x + 2, ...below.map((a) => at.get(a)!.x));
    at.set(part, { x, y: TOP });
  }
  const right = Math.max(x, xOf(columns - 1)) + 3;
  const body = { left: LEFT, right, top: TOP - 2, bottom: railRow + (plain ? 1 : 2) };
  const rowOf = (state: string): number => (state === belt?.state ? TOP : railRow);
  for (const [key, part] of Object.entries(sources))
    at.set(part, key === "x" ? { x: LEFT + 2, y: body.bottom + 2 } : { x: 0, y: rowOf(key) });

  const main: Join = { at: { x: LEFT + 2, y: railRow }, reads: shared };
  const ownJoin = (layer: Part): Join => {
    const more = shared.length > 0 && shared.every((a) => layer.inputs.includes(a));
    const others = layer.inputs.filter((a) => !shared.includes(a));
    const reads = more ? [main, ...others] : layer.inputs;
    return { at: { x: at.get(layer)!.x, y: layerRow + 2 }, reads };
  };
  const feed = new Map(layers.map((p) => [p, isOnRail(p) ? main : ownJoin(p)]));
  return { at, belt, rowOf, rail: main, feed, body };
}

/**
 * The belt: the longest chain of operations, no layer among them, that leads from a state to its next value. c always
 * has one, be it empty; h only in a cell without c, and not in a plain RNN.
 */
function beltOf({ all, sources, next }: Parts): Placed["belt"] {
  const state = "c" in next ? "c" : "h";
  const longest = new Map<Part, readonly Part[]>([[sources[state]!, []]]);
  for (const part of all) {
    if (part.kind !== "op") continue;
    const chains = part.inputs.flatMap((a) => (longest.has(a) ? [longest.get(a)!] : []));
    if (chains.length === 0) continue;
    longest.set(part, [...chains.reduce((a, b) => (b.length > a.length ? b : a)), part]);
  }
  const chain = longest.get(next[state]!) ?? [];
  return state === "c" || chain.length > 0 ? { state, chain } : undefined;
}

/** What runs along the rail: of h and x, those that the first layer to read any of them reads. */
function railOf({ all, sources }: Parts): readonly Part[] {
  const candidates = [sources["h"]!, sources["x"]!];
  const first = all.find((p) => p.kind === "layer" && p.inputs.some((a) => candidates.includes(a)));
  return candidates.filter((a) => first?.inputs.includes(a));
}

/** Columns from left to right; levels count from the layers up or, after the belt, from the belt down. */
function inColumns(all: readonly Part[], after: ReadonlySet<Part>, chain: readonly Part[]) {
  const column = new Map<Part, number>();
  const level = new Map<Part, number>();
  let columns = 0;
  for (const isAfter of [false, true]) {
    const here = (p: Part): boolean => column.has(p) && after.has(p) === isAfter;
    const isTaken = (c: number, l: number): boolean =>
      all.some((p) => here(p) && column.get(p) === c && level.get(p) === l);
    const readers = (part: Part): number => all.filter((p) => p.inputs.includes(part)).length;
    for (const part of all) {
      if (after.has(part) !== isAfter || chain.includes(part)) continue;
      const under = part.kind === "op" ? part.inputs.filter(here) : [];
      const c = under.length > 0 ? Math.max(...under.map((a) => column.get(a)!)) : columns++;
      let l = part.kind === "layer" ? 0 : 1 + Math.max(0, ...under.map((a) => level.get(a)!));
      // A lone operation on a line that forks stands higher, so that the fork can pass below it.
      if (!isAfter && part.inputs.length === 1 && under.some((a) => readers(a) > 1)) l++;
      while (isTaken(c, l)) l++;
      column.set(part, c);
      level.set(part, l);
    }
  }
  return { column, level, columns };
}
