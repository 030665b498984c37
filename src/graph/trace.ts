import { weights, type AnyCell, type Traced } from "./cell.js";
import { makeNode, type Scope, type Sym } from "./sym.js";

/** A cell's step on symbols of its own, x (2, 3) and the rest (2, 5): for who reads the graph rather than runs it. */
export function traceStep(cell: AnyCell): {
  readonly given: Readonly<Record<string, Sym>>;
  readonly traced: Traced;
} {
  const scope: Scope = { owner: cell.name, open: true };
  const names = ["x", ...Object.keys(cell.spec)];
  const given = Object.fromEntries(
    names.map((name) => [name, makeNode("sym", [], [2, name === "x" ? 3 : 5], { name }, scope)]),
  );
  return { given, traced: cell.trace(given, weights(), 5) };
}
