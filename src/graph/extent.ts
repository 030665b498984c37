import { isMoving, type Instruction, type Place } from "./instructions.js";
import { size } from "./sym.js";

/** Some numbers at a place, that an instruction reads or writes. */
export interface Extent {
  /** All that is touched at any step: from `low` to before `high`. */
  readonly low: number;
  readonly high: number;
  /** Where it begins at step 0 of each loop that moves it, and how it moves: equal paths stay as far apart as they are. */
  readonly first: number;
  readonly path: string;
  readonly n: number;
}

export function extent(place: Place, n: number): Extent {
  let [first, low, high, path] = [0, 0, n, ""];
  let here = place;
  for (; isMoving(here); here = here.home) {
    const { offset, stride, steps, loop } = here;
    first += offset;
    low += offset + Math.min(0, stride) * (steps - 1);
    high += offset + Math.max(0, stride) * (steps - 1);
    if (stride !== 0) path += `${loop}:${stride} `;
  }
  return { low: low + here.at, high: high + here.at, first: first + here.at, path, n };
}

/** Whether two instructions of one list may touch the same number at the same time. */
export const meet = (a: Extent, b: Extent): boolean =>
  a.low < b.high &&
  b.low < a.high &&
  (a.path !== b.path || (a.first < b.first + b.n && b.first < a.first + a.n));
/** Whether they touch the same number at any times. */
export const everMeet = (a: Extent, b: Extent): boolean => a.low < b.high && b.low < a.high;
export const isSame = (a: Extent, b: Extent): boolean =>
  a.first === b.first && a.n === b.n && a.path === b.path;

export interface Touched {
  readonly reads: readonly Extent[];
  readonly writes: readonly Extent[];
}
/** What an instruction reads and writes; of a loop, all that its bodies do. */
export function touched(instruction: Instruction): Touched {
  switch (instruction.kind) {
    case "operation": {
      const { node, y, args } = instruction;
      return {
        reads: args.map((place, k) => extent(place, size(node.args[k].shape))),
        writes: [extent(y, size(node.shape))],
      };
    }
    case "product": {
      const { y, a, b, m, k, n, start, lead } = instruction;
      const count = (map: Int32Array | undefined): number => (map ? Math.max(...map) + 1 : 1);
      const reads = [extent(a, count(lead?.a) * m * k), extent(b, count(lead?.b) * k * n)];
      if (start) reads.push(extent(start.place, start.isRow ? n : m * n));
      return { reads, writes: [extent(y, (lead?.a.length ?? 1) * m * n)] };
    }
    case "copy": {
      const { y, from, n, adds } = instruction;
      const to = extent(y, n);
      return { reads: adds ? [extent(from, n), to] : [extent(from, n)], writes: [to] };
    }
    case "loop": {
      const inner = instruction.bodies.flat().map(touched);
      return {
        reads: inner.flatMap(({ reads }) => reads),
        writes: inner.flatMap(({ writes }) => writes),
      };
    }
    default:
      return { reads: [], writes: [extent(instruction.y, instruction.n)] };
  }
}
