import type { Part } from "./part.js";
import { LEFT } from "./placed.js";
import type { Rail } from "./rail.js";

const COLUMN = 4; // Between layers.

/** Where columns and stations stand: a station on the rail before the first column that it feeds. */
export function acrossOf(
  column: ReadonlyMap<Part, number>,
  columns: number,
  rail: Rail,
  push: ReadonlyMap<Part, number>,
) {
  const xs: number[] = [];
  const station: number[] = [LEFT + 2];
  let right = LEFT + 2;
  let gap = 2;
  for (let c = 0; c < columns; c++) {
    const layer = [...column].find(([p, k]) => k === c && p.kind === "layer")?.[0];
    const want = layer ? rail.stationFor(layer) : 0;
    while (station.length <= want) {
      right += gap === 2 ? 2 : gap - 2;
      station.push(right);
      gap = 2;
    }
    const beside = layer?.beside?.length ?? 0;
    const pushed = [...column].map(([p, k]) => (k === c ? (push.get(p) ?? 0) : 0));
    right += gap + (beside > 0 ? 2 : 0) + Math.max(0, ...pushed);
    xs.push(right);
    gap = COLUMN + (beside > 1 ? 2 : 0);
  }
  return { column: xs, station, right: right + gap - COLUMN };
}
