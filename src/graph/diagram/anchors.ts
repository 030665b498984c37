import type { Part, Parts } from "./part.js";
import { isBelow, TOP } from "./placed.js";
import { isCollected } from "./staircase.js";

const ROW = 4;

/** The row of every part: states and what leads from them straight on have rows of their own, others stand between. */
export function rowsOf(
  { all, sources, next }: Parts,
  boxes: readonly Part[],
  rank: ReadonlyMap<Part, number>,
  spread: number,
) {
  const rows = new Map<Part, number>();
  const chains = Object.keys(next).map((key) => pathOf(all, sources[key]!, next[key]!));
  const onChain = new Set(chains.flat());
  const isFull = boxes.every((p) => onChain.has(p) || isCollected(p));

  // The states of one cell within the cell enter it side by side.
  const owner = (key: string): string | undefined => /^(.+)\./.exec(key)?.[1];
  const keys = Object.keys(next);
  let y = TOP + 1;
  const anchors = keys.map((key, k) => {
    const isSame = owner(key) !== undefined && owner(key) === owner(keys[k - 1] ?? "");
    const siblings = keys.filter((other) => owner(other) === owner(key)).length;
    if (k > 0) y += isSame ? (siblings > 2 ? 1 : 2) : isFull ? ROW + spread : 2 * ROW + spread;
    return y;
  });
  const box = (p: Part): readonly number[] =>
    keys.flatMap((key, k) => (`${p.name}` === owner(key) ? [anchors[k]!] : []));
  for (const [k, chain] of chains.entries())
    for (const p of chain) {
      const own = p.kind === "cell" ? box(p) : [];
      const mean = Math.round(own.reduce((a, b) => a + b, 0) / own.length);
      if (!rows.has(p)) rows.set(p, own.length > 0 ? mean : anchors[k]!);
    }

  // The others: near what they read and what reads them, in rows that no state runs through.
  const free = Array.from({ length: 40 }, (_, k) => TOP + 1 + ROW * (k - 1)).filter((row) =>
    anchors.every((a) => Math.abs(a - row) >= ROW - 1),
  );
  const low = Math.max(...anchors) + ROW;
  const isTaken = (row: number, p: Part): boolean =>
    boxes.some(
      (q) => rows.has(q) && rank.get(q) === rank.get(p) && Math.abs(rows.get(q)! - row) < 3,
    );
  for (const p of boxes) {
    if (rows.has(p) || isCollected(p)) continue;
    const near = [...p.inputs, ...all.filter((q) => q.inputs.includes(p))].flatMap((q) =>
      isBelow(q) ? [low] : rows.has(q) ? [rows.get(q)!] : [],
    );
    const want = near.length > 0 ? near.reduce((a, b) => a + b, 0) / near.length : low;
    const best = free
      .filter((row) => !isTaken(row, p))
      .reduce((a, b) => (Math.abs(b - want) <= Math.abs(a - want) ? b : a));
    rows.set(p, best);
  }
  for (const p of boxes)
    if (isCollected(p)) rows.set(p, Math.min(...p.inputs.map((a) => rows.get(a)!)) - 2);
  for (const [k, value] of all.filter((p) => p.kind === "value" && !rows.has(p)).entries()) {
    const middle = rows.get(value.inputs[0]!)!;
    const used = all.flatMap((p) =>
      p.inputs[0] === value.inputs[0] && rows.has(p) ? [rows.get(p)!] : [],
    );
    rows.set(
      value,
      [middle, middle + 1, middle - 1].find((row) => !used.includes(row)) ?? middle + k,
    );
  }
  const highest = Math.min(TOP + 1, ...boxes.map((p) => rows.get(p)! + (isCollected(p) ? 2 : 0)));
  // No row may stand above the cell.
  for (const [p, row] of rows) rows.set(p, row + TOP + 1 - highest);
  return {
    rows,
    chains,
    top: TOP - 2,
    bottom: Math.max(...boxes.map((p) => rows.get(p)! + (p.kind === "cell" ? 5 : 3))),
  };
}

/** The longest way from a value as it comes in to the one that goes out; without one, the new value alone. */
function pathOf(all: readonly Part[], from: Part, to: Part): readonly Part[] {
  const longest = new Map<Part, readonly Part[]>([[from, [from]]]);
  for (const part of all) {
    const ways = part.inputs.flatMap((a) => (longest.has(a) ? [longest.get(a)!] : []));
    if (ways.length === 0) continue;
    // A cell within the cell is entered by its own state.
    const own = part.kind === "cell" && part.beside?.includes(from) ? [from] : undefined;
    longest.set(part, [...(own ?? ways.reduce((a, b) => (b.length > a.length ? b : a))), part]);
  }
  return longest.get(to) ?? [from];
}
