import type { Belt } from "./belt.js";
import type { Part, Parts } from "./part.js";
import { isBelow, type Join } from "./placed.js";
import type { Point, Side } from "./route.js";

export type Rail = ReturnType<typeof railed>;

/**
 * The line along which layers are fed: the state that the layers read and x, and at each station after the first one
 * more vector is joined to them. A layer that reads anything else has a join of its own, under it.
 */
export function railed({ all, sources, next }: Parts, belt: Belt | undefined) {
  const layers = all.filter((p) => p.kind === "layer");
  const joined = (layer: Part): readonly Part[] =>
    layer.inputs.filter((a) => !layer.beside?.includes(a));

  // A state through which no error flows back is marked where it comes in.
  const stops = new Set(
    all.filter(
      (p) =>
        p.glyph === "stop" &&
        p.inputs[0]?.given === "time" &&
        p.inputs[0] !== sources[belt?.state ?? ""],
    ),
  );
  const states = Object.keys(next);
  const state =
    states.find((key) => key === "h") ??
    states.find((key) => key !== belt?.state && key.startsWith("h")) ??
    states.find((key) => key !== belt?.state) ??
    states[0]!;
  const h = [...stops].find((p) => p.inputs[0] === sources[state]) ?? sources[state];
  const candidates = [h, sources["x"]].filter((p): p is Part => p !== undefined);
  const first = layers.find((p) => joined(p).some((a) => candidates.includes(a)));
  const shared = candidates.filter((a) => first && joined(first).includes(a));

  // Layers that read what is shared and more of what comes in, each reading all that the one before it reads.
  const isOuter = (p: Part): boolean =>
    (p.kind === "source" || stops.has(p)) && p !== sources[belt?.state ?? ""];
  const holds = (set: readonly Part[], part: readonly Part[]): boolean =>
    part.every((a) => set.includes(a));
  const sets = layers
    .map(joined)
    .filter((set) => shared.length > 0 && holds(set, shared) && set.every(isOuter))
    .sort((a, b) => a.length - b.length);
  const isNested = sets.every((set, k) => k === 0 || holds(set, sets[k - 1]!));
  const onward: Part[] = [...shared];
  if (isNested)
    for (const set of sets)
      onward.push(
        ...[...set]
          .sort((a, b) => Number(isBelow(a)) - Number(isBelow(b)))
          .filter((a) => !onward.includes(a)),
      );
  const more = onward.slice(shared.length);
  const stationOfSet = (set: readonly Part[]): number | undefined => {
    const n = set.length - shared.length;
    return n >= 0 && n <= more.length && holds(set, [...shared, ...more.slice(0, n)])
      ? n
      : undefined;
  };
  const stationFor = (layer: Part): number => stationOfSet(joined(layer)) ?? 0;
  const isPlain = layers.every((p) => stationOfSet(joined(p)) !== undefined);

  return {
    state,
    stops,
    isPlain,
    stationFor,
    /** Layers fed by later stations stand further right. */
    inOrder: (free: readonly Part[]): readonly Part[] =>
      more.length === 0
        ? free
        : [...free].sort((a, b) =>
            a.kind === "layer" && b.kind === "layer" ? stationFor(a) - stationFor(b) : 0,
          ),
    stationOf(source: Part, station: readonly number[]): number | undefined {
      if (shared.includes(source)) return station[0];
      return more.includes(source) ? station[1 + more.indexOf(source)] : undefined;
    },
    joins(station: readonly number[], row: number, at: ReadonlyMap<Part, Point>) {
      const stations: Join[] = [];
      for (const [k, x] of station.entries()) {
        const before = stations[k - 1];
        const isUnder = (a: Part | Join): boolean => ("at" in a ? false : at.get(a)!.y > row);
        stations.push({
          at: { x, y: row },
          reads: before ? [before, more[k - 1]!] : shared,
          // What comes along the top comes down to the rail.
          enter: (from): readonly Side[] =>
            from === before
              ? [2]
              : "at" in from || isUnder(from)
                ? [1, 2]
                : state === belt?.state
                  ? [3]
                  : [1, 2],
          leave: 0,
        });
      }
      const own = (layer: Part): Join => {
        const set = joined(layer);
        const best = stations.findLast(
          (_, k) => holds(set, [...shared, ...more.slice(0, k)]) && shared.length > 0,
        );
        const known = best ? [...shared, ...more.slice(0, stations.indexOf(best))] : [];
        const others = set.filter((a) => !known.includes(a));
        const reads = best ? [best, ...others] : others;
        const below = reads.find((r) => r === best || r === sources["x"]);
        const enter = (from: Part | Join): readonly Side[] =>
          below === undefined ? [1, 2, 0] : from === below ? [1] : [2, 0];
        return { at: { x: at.get(layer)!.x, y: row - 3 }, reads, enter, leave: 3 };
      };
      const feed = new Map(
        layers.map((layer) => {
          const k = stationOfSet(joined(layer));
          return [layer, k === undefined ? own(layer) : stations[k]!] as const;
        }),
      );
      return { feed, stations };
    },
  };
}
