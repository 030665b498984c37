import { inColumns } from "./columns.js";
import type { Part } from "./part.js";
import type { Point } from "./route.js";
import type { Side } from "./sides.js";

const COLUMN = 4;
const ROW = 3;

/** One LSTM of a grid by itself: its belt in row 0 from column 0 on, its layers below it. */
export interface Unit {
  readonly at: ReadonlyMap<Part, Point>;
  readonly width: number;
  readonly layerRow: number;
}

export function unitOf({ parts, chain }: Side): Unit {
  const after = new Set<Part>(chain);
  for (const p of parts) if (p.kind === "op" && p.inputs.some((a) => after.has(a))) after.add(p);
  const { column, level, columns } = inColumns(
    parts.filter((p) => !chain.includes(p)),
    after,
  );
  const layerRow = ROW * Math.max(0, ...level.values()) + ROW + 1;
  const at = new Map<Part, Point>();
  for (const [part, c] of column) {
    const l = level.get(part)!;
    const up = ROW * l + (l > 0 ? 1 : 0);
    at.set(part, { x: COLUMN * c, y: after.has(part) ? ROW * l : layerRow - up });
  }
  let end = -3;
  for (const part of chain) {
    const below = part.inputs.filter((a) => at.has(a) && !after.has(a));
    end = Math.max(end + 3, ...below.map((a) => at.get(a)!.x));
    at.set(part, { x: end, y: 0 });
  }
  return { at, layerRow, width: Math.max(end, COLUMN * (columns - 1)) };
}
