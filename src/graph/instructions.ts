import type { Pointwise } from "../core/wasm/loop.js";
import type { Ruled } from "./ops.js";
import type { Sym } from "./sym.js";

/** Where a value begins in the plan's memory, in numbers. */
export interface Place {
  at: number;
}
/** A place that moves with a loop: at step t it is home.at + offset + t * stride. */
export interface Moving extends Place {
  readonly home: Place;
  readonly offset: number;
  readonly stride: number;
  /** Of the loop. */
  readonly steps: number;
  readonly loop: number;
}
export const isMoving = (place: Place): place is Moving => "home" in place;

/** A place that is always as far behind another. */
export const shifted = (home: Place, by: number): Moving => ({
  ...{ at: 0, home, offset: by, stride: 0, steps: 1, loop: -1 },
});
export const isShifted = (place: Place): place is Moving => isMoving(place) && place.loop < 0;

/** Operations on numbers, each by itself. */
export const POINTWISE: ReadonlySet<string> = new Set<Pointwise>(
  // oxfmt-ignore
  ["add", "sub", "mul", "div", "max", "ge", "where", "neg", "exp", "log", "sqrt", "sigmoid", "tanh", "softplus"],
);

/** Operations that have a kernel of their own: all but matrix products. */
export type Kernelled = Exclude<Ruled, "matmul">;
export interface Operation {
  readonly kind: "operation";
  readonly node: Sym<Kernelled>;
  readonly y: Place;
  readonly args: readonly Place[];
}
/** y (m, n) = a (m, k) b (k, n), or start + a b. a transposed operand is stored as (k, m) or (n, k). */
export interface Product {
  readonly kind: "product";
  readonly y: Place;
  readonly a: Place;
  readonly b: Place;
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly ta: boolean;
  readonly tb: boolean;
  /** What the sum starts from: one row (n) for all, or as many as y has. It may be y. */
  readonly start?: { readonly place: Place; readonly isRow: boolean };
  /** Of many products: which matrix of a and of b each reads. */
  readonly lead?: { readonly a: Int32Array; readonly b: Int32Array };
}
/** y = from, or y += from. */
export interface Copy {
  readonly kind: "copy";
  readonly y: Place;
  readonly from: Place;
  readonly n: number;
  readonly adds: boolean;
  /** Of as many rows. */
  readonly rows: number;
}
export interface Zero {
  readonly kind: "zero";
  readonly y: Place;
  readonly n: number;
}
/** At step t the instructions of bodies[cycle[t % cycle.length]], with the moving places at t. */
export interface Loop {
  readonly kind: "loop";
  readonly id: number;
  readonly steps: number;
  readonly backwards: boolean;
  readonly cycle: readonly number[];
  readonly moving: readonly Moving[];
  readonly bodies: readonly (readonly Instruction[])[];
  /** Where sequences end, if each row of all that a step does comes from that row alone. */
  readonly ends?: Ends;
}
/** What is left to do in rows where the mask (B) is 0. */
export interface Ends {
  readonly mask: Place;
  /** B. */
  readonly rows: number;
  /** Of each body: places that get a copy, or zeros. */
  readonly bodies: readonly (readonly Rest[])[];
}
export interface Rest {
  readonly y: Place;
  readonly from: Place | undefined;
  readonly n: number;
}
/** What a plan does, as data: kernels.ts runs it in JavaScript, emit.ts makes WebAssembly of it. */
export type Instruction = Operation | Product | Copy | Zero | Loop;
