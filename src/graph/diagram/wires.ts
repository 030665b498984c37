import type { Part, Parts } from "./parts.js";
import { type Join, type Placed } from "./place.js";
import { corners, router, type Point, type Port, type Side } from "./route.js";

/** A line from a part to a part, or out of the cell. */
export interface Wire {
  readonly from: Part;
  readonly to: Part | Exit;
  readonly points: readonly Point[];
}
/** A state's way out: to the next step or, h, up to whoever reads the output. */
export interface Exit {
  readonly state: string;
  readonly upward: boolean;
}
export const isPart = (a: object): a is Part => "kind" in a;

const ANY: readonly Side[] = [0, 1, 2, 3];
const AROUND = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const));

/** Gives every line its way. Throws RangeError where a line finds none. */
export function wiresOf(parts: Parts, placed: Placed): Wire[] {
  const { all, sources, next } = parts;
  const { at, belt, rowOf, rail, feed, body } = placed;
  const exits = Object.keys(next).map((state): [Exit, Port] => [
    { state, upward: false },
    { at: { x: body.right + 2, y: rowOf(state) }, enter: [2], leave: [] },
  ]);
  const up: Point = { x: body.right - 1, y: 0 };
  exits.push([
    { state: "h", upward: true },
    { at: up, enter: [1], leave: [] },
  ]);
  const ends = [
    ...exits.map(([, port]) => port.at),
    ...Object.values(sources).map((p) => at.get(p)!),
  ];
  const route = router(body.right + 3, body.bottom + 3, obstacles(placed, ends));

  const exitOf = (a: Part | Join): Port => {
    if (!isPart(a)) return { at: a.at, enter: [], leave: a === rail ? [0] : [3] };
    const p = at.get(a)!;
    // A layer's lines go straight for a while above and below it.
    if (a.kind === "layer") return { at: { x: p.x, y: p.y - 1 }, enter: [], leave: [3] };
    return { at: p, enter: [], leave: a.kind === "op" ? ANY : a === sources["x"] ? [3] : [0] };
  };
  const entryOf = (a: Part | Join, from: Part | Join): Port => {
    if (isPart(a)) {
      const p = at.get(a)!;
      if (a.kind === "layer") return { at: { x: p.x, y: p.y + 1 }, enter: [1], leave: [] };
      const alongBelt = belt?.chain.includes(a) && onBelt.includes(from as Part);
      return { at: p, enter: alongBelt ? [2] : ANY, leave: [] };
    }
    if (a === rail) return { at: a.at, enter: [1, 2], leave: [] };
    const below = a.reads.find((r) => r === rail || r === sources["x"]);
    return {
      at: a.at,
      enter: below === undefined ? [1, 2, 0] : from === below ? [1] : [2, 0],
      leave: [],
    };
  };
  const onBelt = belt ? [sources[belt.state]!, ...belt.chain] : [];

  const ways = new Map<object, Map<object, readonly Point[]>>();
  const way = (from: object, to: object): readonly Point[] | undefined => ways.get(from)?.get(to);
  const connect = (from: Part | Join, to: Part | Join | Exit, end: Port): void => {
    if (way(from, to)) return;
    const found = route(from, exitOf(from), end);
    if (!found)
      throw new RangeError(
        `${parts.cell}: diagram finds no way for a line; the cell has too many parts for this form`,
      );
    ways.set(from, (ways.get(from) ?? new Map<object, readonly Point[]>()).set(to, found));
  };

  // What should be straight goes first: the belt, the rail, then short lines before long ones, then the ways out.
  type Pair = [Part | Join, Part | Join];
  for (const [k, part] of onBelt.slice(1).entries())
    connect(onBelt[k]!, part, entryOf(part, onBelt[k]!));
  for (const [exit, end] of exits)
    if (exit.state === belt?.state && !exit.upward) connect(next[exit.state]!, exit, end);
  for (const [layer, join] of feed) if (join === rail) connect(rail, layer, entryOf(layer, rail));
  const pairs: Pair[] = [
    ...[...new Set([rail, ...feed.values()])].flatMap((j) => j.reads.map((a): Pair => [a, j])),
    ...[...feed].map(([layer, join]): Pair => [join, layer]),
    ...all.filter((p) => p.kind === "op").flatMap((p) => p.inputs.map((a): Pair => [a, p])),
  ];
  const length = ([a, b]: Pair): number => {
    const [p, q] = [exitOf(a).at, entryOf(b, a).at];
    return Math.abs(p.x - q.x) + Math.abs(p.y - q.y) + (p.x === q.x ? 0 : 5);
  };
  for (const [a, b] of pairs.sort((p, q) => length(p) - length(q))) connect(a, b, entryOf(b, a));
  for (const [exit, end] of exits) connect(next[exit.state]!, exit, end);

  // A drawn line runs from part to part: what enters a join is one line with what leaves it.
  const drawn = (from: Part, to: Part | Exit): Wire => {
    const join = isPart(to) ? feed.get(to) : undefined;
    const middle = join
      ? [...(way(from, join) ?? [...way(from, rail)!, ...way(rail, join)!]), ...way(join, to)!]
      : way(from, to)!;
    const last = isPart(to) ? [at.get(to)!] : [];
    return { from, to, points: corners([at.get(from)!, ...middle, ...last]) };
  };
  return [
    ...all.flatMap((to) => [...new Set(to.inputs)].map((from) => drawn(from, to))),
    ...exits.map(([exit]) => drawn(next[exit.state]!, exit)),
  ];
}

/** What it costs to pass a point: nothing may be run through, and nothing should be passed too near. */
function obstacles({ at, feed, body }: Placed, ends: readonly Point[]): (p: Point) => number {
  const costs = new Map<string, number>();
  const keep = (x: number, y: number, cost: number): unknown =>
    costs.set(`${x},${y}`, Math.max(cost, costs.get(`${x},${y}`) ?? 0));
  for (const [part, p] of at) {
    for (const [dx, dy] of AROUND) {
      const inside = part.kind === "layer" ? dy === 0 || dx === 0 : dx === 0 && dy === 0;
      keep(p.x + dx, p.y + dy, inside ? Infinity : 6);
    }
    // Room for the name beside a layer's way out.
    if (part.kind === "layer") keep(p.x + 1, p.y - 2, 8);
  }
  for (const join of feed.values()) keep(join.at.x, join.at.y, Infinity);
  // Outside of the cell, lines only go straight in and out.
  const isInside = ({ x, y }: Point): boolean =>
    x > body.left && x < body.right && y > body.top && y < body.bottom;
  const isOnTheWay = ({ x, y }: Point): boolean =>
    ends.some((e) => (e.y > body.top && e.y < body.bottom ? e.y === y : e.x === x));
  return (p) => (isInside(p) || isOnTheWay(p) ? (costs.get(`${p.x},${p.y}`) ?? 0) : Infinity);
}
