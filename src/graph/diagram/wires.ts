import { isPart, type Exit, type Part, type Parts } from "./part.js";
import { isBelow, joinsOf, type Join, type Placed } from "./placed.js";
import { corners, router, type Point, type Port, type Side } from "./route.js";
import { obstacles } from "./obstacles.js";
import { beyond, isBox } from "./sizes.js";

/** A line from a part to a part, or out of the cell. */
export interface Wire {
  readonly from: Part;
  readonly to: Part | Exit;
  readonly points: readonly Point[];
}
const isExit = (a: object): a is Exit => "upward" in a;

/** A line finds no way: the parts stand too close. */
export class NoWay extends RangeError {
  constructor(
    message: string,
    readonly line: Line,
  ) {
    super(message);
  }
}
type Line = readonly [Part | Join, End];

const ANY: readonly Side[] = [0, 1, 2, 3];
type End = Part | Join | Exit;

/** Gives every line its way; one that finds none is laid earlier the next time. Throws NoWay if that does not help. */
export function wiresOf(parts: Parts, placed: Placed): Wire[] {
  const urgent: Line[] = [];
  for (;;)
    try {
      return lay(parts, placed, urgent);
    } catch (error) {
      if (!(error instanceof NoWay)) throw error;
      const { line } = error;
      if (urgent.some((known) => isSame(known, line))) throw error;
      urgent.push(line);
    }
}
const isSame = ([a, b]: Line, [c, d]: Line): boolean => a === c && b === d;

function lay(parts: Parts, placed: Placed, urgent: readonly Line[]): Wire[] {
  const { all, exits } = parts;
  const { at, flow, feed, body, straight } = placed;
  const outside = [...placed.exits.values()].map((port) => port.at);
  const sources = Object.values(parts.sources).map((p) => at.get(p)!);
  const { pass, turn } = obstacles(placed, [...outside, ...sources]);
  const route = router(body.right + 3, body.bottom + 3, pass, turn);

  const leaving = (a: Part | Join): Port => {
    if (!isPart(a)) return { at: a.at, enter: [], leave: [a.leave] };
    const p = at.get(a)!;
    if (a.kind === "source")
      return { at: p, enter: [], leave: [isBelow(a) && p.y > body.bottom ? 3 : 0] };
    if (a.kind === "value") return { at: p, enter: [], leave: [0] };
    if (!isBox(a)) return { at: p, enter: [], leave: ANY };
    // A box's lines go straight for a while before and behind it.
    const side = flow.get(a) ?? 3;
    return { at: beyond(a, p, side), enter: [], leave: [side] };
  };
  const entering = (a: End, from: Part | Join): Port => {
    if (isExit(a)) return placed.exits.get(a)!;
    if (!isPart(a)) return { at: a.at, enter: a.enter(from), leave: [] };
    const p = at.get(a)!;
    if (!isBox(a)) {
      const along = straight.some(([b, c]) => b === from && c === a);
      // A belt goes on straight.
      const before: readonly Side[] = isPart(from) && at.get(from)!.x === p.x ? [1] : [2];
      return { at: p, enter: along ? before : ANY, leave: [] };
    }
    const side = (((flow.get(a) ?? 3) + 2) % 4) as Side;
    if (a.kind === "cell") {
      // Its own states come in at the left, each in its row; all else from below.
      const left = beyond(a, p, 2);
      return isPart(from) && a.beside?.includes(from)
        ? { at: { x: left.x, y: at.get(from)!.y }, enter: [2], leave: [] }
        : { at: beyond(a, p, 1), enter: [1], leave: [] };
    }
    if (isPart(from) && a.beside?.includes(from)) {
      const aside: Side = at.get(from)!.x < p.x ? 2 : 0;
      return { at: beyond(a, p, aside), enter: [aside], leave: [] };
    }
    return { at: beyond(a, p, side), enter: [side], leave: [] };
  };

  const ways = new Map<object, Map<object, readonly Point[]>>();
  const way = (from: object, to: object): readonly Point[] | undefined => ways.get(from)?.get(to);
  const connect = (from: Part | Join, to: End): void => {
    if (way(from, to)) return;
    const found = route(from, leaving(from), entering(to, from));
    if (!found)
      throw new NoWay(
        `${parts.cell}: diagram finds no way for the line ${called(from)} > ${called(to)}; the cell has too many parts`,
        [from, to],
      );
    ways.set(from, (ways.get(from) ?? new Map<object, readonly Point[]>()).set(to, found));
  };

  // What should be straight goes first, then short lines before long ones, then the ways out.
  for (const [from, to] of [...straight, ...urgent]) connect(from, to);
  type Pair = readonly [Part | Join, Part | Join];
  const direct = (to: Part): readonly Part[] => (feed.has(to) ? (to.beside ?? []) : to.inputs);
  const pairs: Pair[] = [
    ...joinsOf(placed).flatMap((j) => j.reads.map((a): Pair => [a, j])),
    ...[...feed].map(([layer, join]): Pair => [join, layer]),
    ...all.flatMap((p) => (p.kind === "value" ? [] : direct(p)).map((a): Pair => [a, p])),
  ];
  const length = ([a, b]: Pair): number => {
    const [p, q] = [leaving(a).at, entering(b, a).at];
    return Math.abs(p.x - q.x) + Math.abs(p.y - q.y) + (p.x === q.x ? 0 : 5);
  };
  for (const [a, b] of pairs.sort((p, q) => length(p) - length(q))) connect(a, b);
  for (const exit of exits) connect(exit.from, exit);

  // A drawn line runs from part to part: what enters a join is one line with what leaves it.
  const through = (from: Part, join: Join): readonly Point[] => {
    const last = way(from, join);
    if (last) return last;
    const before = join.reads.find((r): r is Join => !isPart(r) && isFedBy(r, from))!;
    return [...through(from, before), ...way(before, join)!];
  };
  const drawn = (from: Part, to: Part | Exit): Wire => {
    if (isPart(to) && to.kind === "value") {
      const [p, q] = [at.get(from)!, at.get(to)!];
      return { from, to, points: corners([p, { x: p.x, y: q.y }, q]) }; // Unseen, in the box.
    }
    const isAside = isPart(to) && to.beside?.includes(from);
    const join = isPart(to) && !isAside ? feed.get(to) : undefined;
    const middle = join ? [...through(from, join), ...way(join, to)!] : way(from, to)!;
    const end = isPart(to) ? at.get(to)! : undefined;
    // A cell's own state enters in its row, beside the middle.
    const last = end
      ? [{ x: end.x, y: middle.at(-1)!.x === end.x ? end.y : middle.at(-1)!.y }, end]
      : [];
    return { from, to, points: corners([at.get(from)!, ...middle, ...last]) };
  };
  return [
    ...all.flatMap((to) => [...new Set(to.inputs)].map((from) => drawn(from, to))),
    ...exits.map((exit) => drawn(exit.from, exit)),
  ];
}

const isFedBy = (join: Join, from: Part): boolean =>
  join.reads.some((r) => r === from || (!isPart(r) && isFedBy(r, from)));

const called = (a: End): string =>
  isPart(a) ? (a.name ?? a.glyph) : isExit(a) ? a.state : "a join";
