import type { AnyCell, Traced } from "./cell.js";
import { makeNode, type Scope, type Shape, type Sym } from "./sym.js";
import { weights } from "./weights.js";

/** A hidden size that is divisible by whatever a cell may divide it by. */
export const WIDE = 840;

/** Sizes to trace a step with, where the cell does not work with any. */
export interface TraceSizes {
  /** H. Default 840. */
  readonly hidden?: number;
  /** Shapes, batch included, of what the cell is given. Default (2, H). */
  readonly shapes?: Readonly<Record<string, Shape>>;
}

/** A cell's step on symbols of its own, for who reads the graph rather than runs it. */
export function traceStep(
  cell: AnyCell,
  { hidden = WIDE, shapes = {} }: TraceSizes = {},
): {
  readonly given: Readonly<Record<string, Sym>>;
  readonly traced: Traced;
} {
  const scope: Scope = { owner: cell.name, open: true, depth: 0 };
  const states = cell.states(hidden).map((s) => [s.name, [2, ...s.shape]] as const);
  const others = ["x", ...Object.keys(cell.spec as object)].map(
    (name) => [name, [2, hidden]] as const,
  );
  const all = { ...Object.fromEntries(others), ...Object.fromEntries(states), ...shapes };
  const given = Object.fromEntries(
    Object.entries<Shape>(all).map(([name, shape]) => [
      name,
      makeNode("sym", [], shape, { name }, scope),
    ]),
  );
  return { given, traced: cell.trace(given, weights(), hidden) };
}
