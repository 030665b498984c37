/** A point of the grid that lines run on. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** right, down, left, up: also the side of a point that a line leaves by. */
export type Side = 0 | 1 | 2 | 3;
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;
const SIDES = [0, 1, 2, 3] as const;
const back = (side: Side): Side => ((side + 2) % 4) as Side;

/** Where a line may start or end. */
export interface Port {
  readonly at: Point;
  readonly enter: readonly Side[];
  readonly leave: readonly Side[];
}

/** What a step along the grid costs, so that short lines with few bends and few crossings win. */
const COST = { step: 2, bend: 9, cross: 16 };

/** How a line came to a point: which way it was going, and from where. */
interface Arrival {
  readonly x: number;
  readonly y: number;
  readonly going: Side;
  readonly from?: Arrival;
}

/**
 * Lays lines on a grid, each by the cheapest way (Lee's maze router with Dijkstra's costs). Lines of one net may share
 * a way and then fork; lines of two nets may cross at right angles and never run on top of one another.
 * `extra` is the cost of passing a point, Infinity where something stands; `turn` that of turning there.
 */
export function router(
  width: number,
  height: number,
  extra: (p: Point) => number,
  turn: (p: Point) => number = () => 0,
) {
  const key = (x: number, y: number): number => y * width + x;
  /** For each point, the sides that each net uses there. */
  const used = new Map<number, Map<object, Set<Side>>>();
  const trees = new Map<object, Arrival[]>();

  const takenByOthers = (net: object, x: number, y: number): Set<Side> => {
    const sides = new Set<Side>();
    for (const [other, taken] of used.get(key(x, y)) ?? [])
      if (other !== net) for (const s of taken) sides.add(s);
    return sides;
  };
  const take = (net: object, x: number, y: number, side: Side): void => {
    const at = used.get(key(x, y)) ?? new Map<object, Set<Side>>();
    used.set(key(x, y), at.set(net, (at.get(net) ?? new Set<Side>()).add(side)));
  };
  const isEnd = (a: Arrival, port: Port): boolean => a.x === port.at.x && a.y === port.at.y;

  /** The cost of going on from an arrival to one side, or Infinity. */
  const costOf = (net: object, a: Arrival, side: Side, from: Port): number => {
    const others = takenByOthers(net, a.x, a.y);
    if (isEnd(a, from))
      return from.leave.includes(side) && !others.has(side) ? COST.step : Infinity;
    const bend = side === a.going ? 0 : COST.bend + turn(a);
    if (side === back(a.going)) return Infinity;
    if (others.size === 0) return COST.step + bend;
    // Others may only be crossed where they run straight and so does this line.
    const along = others.has(side) || others.has(back(a.going));
    return bend > 0 || along || others.size !== 2 ? Infinity : COST.step + COST.cross;
  };

  /** The way from a port to another as corner points, source first; undefined if there is none. */
  return (net: object, from: Port, to: Port): Point[] | undefined => {
    const tree = trees.get(net) ?? [{ ...from.at, going: from.leave[0]! }];
    trees.set(net, tree);
    const queue: Arrival[][] = [[...tree]];
    const seen = new Set<number>();
    for (let cost = 0; cost < queue.length; cost++) {
      for (const a of queue[cost] ?? []) {
        if (isEnd(a, to) && to.enter.includes(back(a.going))) return finish(net, tree, a);
        const state = key(a.x, a.y) * 4 + a.going;
        if (seen.has(state) || isEnd(a, to)) continue;
        seen.add(state);
        for (const going of SIDES) {
          const [x, y] = [a.x + STEPS[going][0], a.y + STEPS[going][1]];
          if (x < 0 || y < 0 || x >= width || y >= height) continue;
          const arrival: Arrival = { x, y, going, from: a };
          const there = isEnd(arrival, to);
          if (there && takenByOthers(net, x, y).has(back(going))) continue;
          const total = cost + costOf(net, a, going, from) + (there ? 0 : extra({ x, y }));
          if (total < Infinity) (queue[total] ??= []).push(arrival);
        }
      }
    }
    return undefined;
  };

  function finish(net: object, tree: Arrival[], end: Arrival): Point[] {
    const way: Arrival[] = [];
    for (let a: Arrival | undefined = end; a; a = a.from) way.unshift(a);
    for (const [k, a] of way.entries()) {
      if (k > 0) take(net, a.x, a.y, back(a.going));
      if (k + 1 < way.length) take(net, a.x, a.y, way[k + 1]!.going);
      if (k + 1 < way.length && !tree.includes(a)) tree.push(a);
    }
    return corners(way);
  }
}

/** A way without the points at which it goes straight on. */
export function corners(way: readonly Point[]): Point[] {
  const points = way.filter((p, k) => k === 0 || p.x !== way[k - 1]!.x || p.y !== way[k - 1]!.y);
  return points
    .filter((p, k) => {
      const [a, b] = [points[k - 1], points[k + 1]];
      return !a || !b || !((a.x === p.x && p.x === b.x) || (a.y === p.y && p.y === b.y));
    })
    .map(({ x, y }) => ({ x, y }));
}
