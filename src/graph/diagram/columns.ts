import type { Part } from "./part.js";

export interface Columns {
  readonly column: ReadonlyMap<Part, number>;
  readonly level: ReadonlyMap<Part, number>;
  readonly columns: number;
}

/** Columns from left to right; levels count from the layers up or, after the belt, from the belt down. */
export function inColumns(all: readonly Part[], after: ReadonlySet<Part>): Columns {
  const column = new Map<Part, number>();
  const level = new Map<Part, number>();
  let columns = 0;
  for (const isAfter of [false, true]) {
    const here = (p: Part): boolean => column.has(p) && after.has(p) === isAfter;
    const isTaken = (c: number, l: number): boolean =>
      all.some((p) => here(p) && column.get(p) === c && level.get(p) === l);
    const readers = (part: Part): number => all.filter((p) => p.inputs.includes(part)).length;
    for (const part of all) {
      if (after.has(part) !== isAfter) continue;
      const under = part.kind === "op" ? part.inputs.filter(here) : [];
      // What a layer is cut into goes side by side.
      const cut = under.length === 1 && readers(under[0]!) > 2 && part.inputs.length === 1;
      const isFirst = under.length > 0 && !all.some((p) => here(p) && p.inputs.includes(under[0]!));
      const c =
        cut && !isFirst
          ? columns++
          : under.length > 0
            ? Math.max(...under.map((a) => column.get(a)!))
            : columns++;
      let l = part.kind === "layer" ? 0 : 1 + Math.max(0, ...under.map((a) => level.get(a)!));
      // A lone operation on a line that forks stands higher, so that the fork can pass below it.
      if (!isAfter && part.inputs.length === 1 && under.some((a) => readers(a) > 1)) l++;
      while (isTaken(c, l)) l++;
      // Nothing stands between what it reads and itself.
      const from = Math.min(c, ...under.map((a) => column.get(a)!));
      const isBetween = (p: Part): boolean =>
        here(p) && column.get(p)! > from && column.get(p)! < c && level.get(p) === l;
      if (!isAfter && l > 0) while (isTaken(c, l) || all.some(isBetween)) l++;
      column.set(part, c);
      level.set(part, l);
    }
  }
  return { column, level, columns };
}
