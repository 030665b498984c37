import type { AnyCell } from "../cell.js";
import type { Sym } from "../sym.js";
import type { TraceSizes } from "../trace.js";
import type { Expression, Value } from "./expression.js";
import { lettersOf, type Letters, type Notation } from "./letters.js";
import { needLines, reader, shownArgs } from "./read.js";
import { symbols } from "./symbols.js";
import { namedStep, type Named } from "./values.js";
import { writer, type Marks } from "./write.js";

/** One line: what it defines (a part of a cell defines several values at once), and how. */
export interface Equation {
  readonly name: string;
  readonly left: readonly Value[];
  readonly right: Expression;
}
export interface EquationsOf {
  readonly lines: readonly Equation[];
  letters(notation: Notation): Letters;
}

/** A cell's equations as trees, in the order of the computation. */
export function equationsOf(cell: AnyCell, sizes?: TraceSizes): EquationsOf {
  const step = namedStep(cell, sizes);
  const shown = shownValues(step);
  const isNamed = (node: Sym): boolean => step.given.has(node) || step.returned.has(node);
  const nameless = needLines(shown, isNamed);
  const taken = new Set([...step.returned.values()].map(({ key }) => key));
  const free = Array.from(
    { length: nameless.length + taken.size },
    (_, k) => ({ key: `u${k + 1}`, nameless: k + 1 }) as const,
  ).filter(({ key }) => !taken.has(key));
  const own = new Map<Sym, Value>(
    nameless.map((node, k) => [node, { kind: "value", time: "t", given: false, ...free[k]! }]),
  );
  const { body } = reader(
    (node) => step.given.get(node) ?? step.returned.get(node) ?? own.get(node),
  );
  const right = (node: Sym): Expression => {
    const given = step.given.get(node);
    const value = given ? { ...given } : body(node);
    const state = step.states.get(node);
    return !state || state.every === 1 || step.partOf.has(node)
      ? value
      : { kind: "paced", every: state.every, args: [value, { ...state.before }] };
  };

  const lines = new Map<string | Sym, Equation & { readonly age: number }>();
  for (const node of [...shown, ...nameless]) {
    const part = step.partOf.get(node);
    const together =
      part === undefined ? [node] : shown.filter((other) => step.partOf.get(other) === part);
    const left = together.map((n) => step.returned.get(n) ?? own.get(n)!);
    const age = Math.max(...together.map(({ id }) => id));
    lines.set(part ?? node, { name: left[0]!.key, left, right: right(together[0]!), age });
  }
  return {
    lines: [...lines.values()].sort((a, b) => a.age - b.age),
    letters: (notation) => lettersOf(notation, step.known),
  };
}

/**
 * What gets a line: the states, all else that the cell returns, and of its parts what the step reads. A part's call has
 * one line, whose values stand in this order.
 */
function shownValues({ returned, partOf, states, given }: Named): Sym[] {
  const isInner = (node: Sym): boolean => partOf.has(node) && !states.has(node);
  const read = new Set<Sym>();
  const visit = (node: Sym): void => {
    if (read.has(node)) return;
    read.add(node);
    if (!given.has(node)) shownArgs(node).forEach(visit);
  };
  [...returned.keys()].filter((node) => !isInner(node)).forEach(visit);
  return [...new Set([...states.keys(), ...returned.keys()])].filter((node) => read.has(node));
}

/** A line in LaTeX. The essay writes * for the pointwise product and a dot for that of matrices; papers \odot and none. */
export function written({ left, right }: Equation, letters: Letters, marks?: Marks): string {
  const names = left.map(symbols(letters).value).join(", ");
  const line = `${names} = ${writer(letters, marks).write(right)}`;
  return letters.notation === "essay"
    ? line.replaceAll("\\odot", "*")
    : line.replaceAll(" \\cdot ", "\\, ");
}

/**
 * A line for each value that the step returns, in the order of the computation: { f: "f_t = \\sigma(...)", ... }, from
 * the traced step. A nameless value that is used several times has a line u_1, u_2, ... (key u1). What no gradient flows
 * through is marked stop(...). A cell that needs certain shapes, as attention does, is traced with `sizes`.
 */
export function equations(
  cell: AnyCell,
  notation: Notation = "essay",
  sizes?: TraceSizes,
): Readonly<Record<string, string>> {
  const { lines, letters } = equationsOf(cell, sizes);
  return Object.fromEntries(lines.map((line) => [line.name, written(line, letters(notation))]));
}

/**
 * The equations as one aligned block of LaTeX, all or those named, from the traced step. See `equations` for one at a time.
 * Throws ReferenceError for an unknown name.
 *
 * @example
 * ```ts
 * import { gru, tex } from "unrolled";
 *
 * console.log(tex(gru, "essay", ["h"]).split("\n")[1]); //=> h_t &= \left(1 - z_t\right) * h_{t-1} + z_t * \tilde{h}_t
 * ```
 */
export function tex(
  cell: AnyCell,
  notation: Notation = "essay",
  only?: readonly string[],
  sizes?: TraceSizes,
): string {
  const { lines, letters } = equationsOf(cell, sizes);
  const known = lines.flatMap(({ left }) => left.map(({ key }) => key));
  const found = (only ?? lines.map(({ name }) => name)).map(
    (name) =>
      lines.find(({ left }) => left.some(({ key }) => key === name)) ??
      unknown(cell.name, name, known),
  );
  const aligned = found.map((line) => written(line, letters(notation)).replace(" = ", " &= "));
  return `\\begin{aligned}\n${aligned.join(" \\\\\n")}\n\\end{aligned}`;
}

function unknown(cell: string, name: string, known: readonly string[]): never {
  throw new ReferenceError(`tex: ${cell} has no "${name}"; it has ${known.join(", ")}`);
}
