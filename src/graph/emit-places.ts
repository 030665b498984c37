import { I, type Code } from "../core/wasm/bytes.js";
import { extent, type Extent } from "./extent.js";
import type { Scheduled } from "./fuse.js";
import { isMoving, type Place } from "./instructions.js";

export type LoopOf = Extract<Scheduled, { readonly kind: "loop" }>;
export type One = Exclude<Scheduled, LoopOf>;
/** A loop around the code that is being written. */
export interface Around {
  readonly loop: LoopOf;
  /** Of the local variable that holds the step. */
  readonly t: number;
  /** What is done once, before the loop. */
  readonly before: Code[];
  readonly writes: readonly Extent[];
  readonly packed: Map<string, number>;
}
/** The rows that a thread does, in local variables: from the first to before the last. */
export interface Rows {
  readonly from: number;
  readonly to: number;
}

/** A place's address in bytes. */
export function address(place: Place, around: readonly Around[]): Code {
  const { first } = extent(place, 1);
  const code: Code[] = [I.i32Const(4 * first)];
  for (let here = place; isMoving(here); here = here.home) {
    const { loop, stride } = here;
    if (stride === 0) continue;
    const { t } = around.find((one) => one.loop.id === loop)!;
    code.push(I.localGet(t), I.i32Const(4 * stride), I.i32Mul, I.i32Add);
  }
  return code;
}
