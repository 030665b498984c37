import { I, type Code } from "../core/wasm/bytes.js";
import { address, type Around, type LoopOf, type Rows } from "./emit-places.js";
import type { Scheduled } from "./fuse.js";
import type { Ends, Place, Rest } from "./instructions.js";
import { rowsOf } from "./share.js";

/** Where sequences end, if every instruction of the loop can be done for some rows only. */
export function endsOf({ ends, bodies }: LoopOf): Ends | undefined {
  const isPartial = (i: Scheduled): boolean =>
    i.kind !== "loop" && rowsOf(i) === ends?.rows && !(i.kind === "product" && i.ta);
  return ends && bodies.flat().every(isPartial) ? ends : undefined;
}

/** How many rows there are up to the last that goes on, and which of them are this thread's. */
export function clip(
  { mask, rows }: Ends,
  own: Rows,
  { from, to }: Rows,
  active: number,
  around: readonly Around[],
): Code {
  const least = (of: number, into: number): Code => [
    [I.localGet(of), I.localGet(active), I.i32LtU],
    I.ifElse([I.localGet(of), I.localSet(into)], [I.localGet(active), I.localSet(into)]),
  ];
  return [
    [I.i32Const(rows), I.localSet(active)],
    I.block([
      I.loop([
        [I.localGet(active), I.i32Eqz, I.brIf(1)],
        // A number that is not 0, whatever its sign.
        [address(mask, around), I.localGet(active), I.i32Const(2), I.i32Shl, I.i32Add],
        [I.i32Const(4), I.i32Sub, I.i32Load(), I.i32Const(1), I.i32Shl, I.brIf(1)],
        [I.localGet(active), I.i32Const(1), I.i32Sub, I.localSet(active), I.br(0)],
      ]),
    ]),
    least(own.from, from),
    least(own.to, to),
  ];
}

/** The rest of this thread's rows, in which sequences have ended. */
export function leave(
  rests: readonly Rest[],
  rows: number,
  own: Rows,
  clipped: Rows,
  first: number,
  around: readonly Around[],
): Code {
  const count = [I.localGet(own.to), I.localGet(first), I.i32Sub];
  const down = (place: Place, bytes: number): Code => [
    [address(place, around), I.localGet(first), I.i32Const(bytes), I.i32Mul, I.i32Add],
  ];
  return [
    [I.localGet(own.from), I.localSet(first)],
    [I.localGet(clipped.to), I.localGet(own.from), I.i32GtU],
    I.ifThen([I.localGet(clipped.to), I.localSet(first)]),
    [I.localGet(first), I.localGet(own.to), I.i32LtU],
    I.ifThen(
      rests.map(({ y, from, n }) => {
        const bytes = (4 * n) / rows;
        const length = [count, I.i32Const(bytes), I.i32Mul];
        return from
          ? [down(y, bytes), down(from, bytes), length, I.memoryCopy]
          : [down(y, bytes), I.i32Const(0), length, I.memoryFill];
      }),
    ),
  ];
}
