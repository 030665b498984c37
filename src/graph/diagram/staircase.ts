import { isPart, JOINED, type Part } from "./part.js";
import { isBelow, type Join } from "./placed.js";
import type { Point, Side } from "./route.js";
import { reachOf } from "./sizes.js";

/**
 * Where vectors are joined in the general form: two at a time, before the box that reads them. A box that reads all
 * that another reads, and more, goes on from the other's join.
 */
export function joinedIn(boxes: readonly Part[]) {
  const setOf = (p: Part): readonly Part[] => p.inputs.filter((a) => !p.beside?.includes(a));
  const readers = boxes.filter(
    (p) => (p.kind === "layer" || p.kind === "cell") && setOf(p).length > 1,
  );
  const holds = (set: readonly Part[], part: readonly Part[]): boolean =>
    part.every((a) => set.includes(a));
  const same = (a: Part, b: Part): boolean =>
    holds(setOf(a), setOf(b)) && holds(setOf(b), setOf(a));
  /** The box whose join this one's goes on from. */
  const under = (p: Part): Part | undefined =>
    readers
      .filter((q) => setOf(q).length < setOf(p).length && holds(setOf(p), setOf(q)))
      .sort((a, b) => setOf(b).length - setOf(a).length)[0];
  const known = (p: Part): readonly Part[] => (under(p) ? setOf(under(p)!) : []);
  const more = (p: Part): readonly Part[] => setOf(p).filter((a) => !known(p).includes(a));
  const steps = (p: Part): number => more(p).length - (under(p) ? 0 : 1);
  const depth = (p: Part): number =>
    readers.includes(p) ? steps(p) + (under(p) ? depth(under(p)!) : 0) : 0;

  return {
    depth,
    joins(at: ReadonlyMap<Part, Point>) {
      const feed = new Map<Part, Join>();
      const made: [Part, Join][] = [];
      const make = (p: Part): Join => {
        const twin = made.find(([q]) => same(p, q));
        if (twin) return twin[1];
        const { x, y } = at.get(p)!;
        const before = under(p);
        let join = before ? make(before) : undefined;
        // What comes from below is joined first, so that states come in last, in their rows.
        const order = [...more(p)].sort((a, b) => Number(isBelow(b)) - Number(isBelow(a)));
        for (let k = before ? 0 : 1; k < order.length; k++) {
          const reads = join ? [join, order[k]!] : [order[0]!, order[1]!];
          const left = order.length - k;
          const isCell = p.kind === "cell";
          // Later joins stand further right, so that what goes up to them from an earlier one goes straight.
          const after =
            Math.max(...readers.filter((q) => at.get(q)!.x === x && q.kind === p.kind).map(depth)) -
            depth(p);
          const place = isCell
            ? { x: x - 2 * (left - 1), y: y + reachOf(p).y + 1 }
            : { x: x - reachOf(p).x - 2 * (left + after), y };
          join = joinAt(place, reads, isCell && left === 1 ? 3 : 0);
        }
        made.push([p, join!]);
        return join!;
      };
      for (const p of readers) feed.set(p, make(p));
      for (const p of boxes) if (isCollected(p)) feed.set(p, collector(p, at));
      /** The column where what comes from below first meets a join or a part. */
      const firstFor = (source: Part): number => {
        const all = [...made.values()].map(([, join]) => join).flatMap(chainOf);
        const join = all.find((j) => j.reads.includes(source));
        const reader = boxes.find((p) => p.inputs.includes(source))!;
        return (
          join?.at.x ?? at.get(reader)!.x - (reader.kind === "layer" ? reachOf(reader).x + 1 : 0)
        );
      };
      return { feed, firstFor };
    },
  };
}
/** Vectors joined for whoever reads them, nothing in between: a line that collects them on its way up. */
export const isCollected = (p: Part): boolean => p.glyph === JOINED && p.inputs.length > 1;
function collector(p: Part, at: ReadonlyMap<Part, Point>): Join {
  const { x } = at.get(p)!;
  const rowOf = (a: Part): number => at.get(a)?.y ?? Infinity; // What comes from below has no place yet.
  const [low, ...others] = [...p.inputs].sort((a, b) => rowOf(b) - rowOf(a));
  let below: Part | Join = low!;
  for (const part of others) {
    const under: Part | Join = below;
    below = {
      at: { x, y: at.get(part)!.y - 1 },
      reads: [under, part],
      enter: (from) => (from === under ? [1] : [2]),
      leave: 3,
    };
  }
  return below as Join;
}
const joinAt = (at: Point, reads: Join["reads"], leave: Side): Join => ({
  at,
  reads,
  leave,
  enter: (from) => (isPart(from) && isBelow(from) ? [1] : leave === 0 ? [1, 2, 3] : [0, 1, 2]),
});
const chainOf = (join: Join): readonly Join[] => [
  join,
  ...join.reads.flatMap((r) => (isPart(r) ? [] : chainOf(r))),
];
