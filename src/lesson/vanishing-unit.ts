import { table, type Shown } from "../plot/display.js";
import { say } from "./language.js";

/** A slope through T nested steps, found in two ways. */
export type NestedSlope = readonly [T: number, bySymbols: number, byLibrary: number];

/** Derivatives of T nested steps of one unit, by symbols and by the library, beside w^T, which they cannot exceed. */
export const slopesTable = (slopes: readonly NestedSlope[], w: number): Shown =>
  table(
    ["T", say("vanishing.slopes.symbols"), say("vanishing.slopes.library"), "wᵀ"],
    slopes.map(([T, ...values]) => [T, ...[...values, w ** T].map((v) => v.toFixed(5))]),
  );
