import type { AnyCell } from "../cell.js";
import type { TraceSizes } from "../trace.js";
import { aligner, type Differences } from "./align.js";
import { equationsOf, written, type Equation, type EquationsOf } from "./equations.js";
import { canonical } from "./expression.js";
import { plain, type Notation } from "./letters.js";
import type { Marks } from "./write.js";

/** One equation of two cells. In a changed one, what differs is marked on both sides. */
export interface EquationChange {
  /** Of the value that it defines. */
  readonly name: string;
  /** What became of it from the first cell to the second. */
  readonly kind: "same" | "changed" | "added" | "removed";
  /** The first cell's equation in LaTeX, if it has one. */
  readonly before?: string;
  /** The second's. */
  readonly after?: string;
}

/**
 * Orange and underlined before, blue and boxed after: told apart without colours too. Both hues, close to Okabe & Ito's,
 * have a contrast of more than 4 against JupyterLab's white and dark pages.
 */
const before = (tex: string): string => `\\textcolor{#c85200}{\\underline{${tex}}}`;
const after = (tex: string): string => `\\,\\textcolor{#1a7bbf}{\\boxed{${tex}}}\\,`;
const marks = ({ wholes, heads }: Differences, mark: Marks["mark"]): Marks => ({
  wholes: new Set(wholes),
  heads: new Set(heads),
  mark,
});

/**
 * What changes from one cell to another: a row for each name that either gives to a value, in the order of the second
 * cell's computation. It is worked out on the expressions, not on their LaTeX: terms and factors may stand in any order.
 */
export function equationDiff(
  from: AnyCell,
  to: AnyCell,
  notation: Notation = "essay",
  sizes?: TraceSizes,
): readonly EquationChange[] {
  const [old, now] = [equationsOf(from, sizes), equationsOf(to, sizes)];
  const inOld = (line: Equation, m?: Marks): string => written(line, old.letters(notation), m);
  const inNow = (line: Equation, m?: Marks): string => written(line, now.letters(notation), m);
  return merged(old, now).map(([a, b]): EquationChange => {
    if (!b) return { name: a!.name, kind: "removed", before: inOld(a!) };
    if (!a) return { name: b.name, kind: "added", after: inNow(b) };
    const names = (line: Equation): string => line.left.map(canonical).join();
    if (canonical(a.right) === canonical(b.right) && names(a) === names(b))
      return { name: b.name, kind: "same", before: inOld(a), after: inNow(b) };
    const found = aligner()(a.right, b.right);
    const sides = {
      before: inOld(a, marks(found.before, before)),
      after: inNow(b, marks(found.after, after)),
    };
    return { name: b.name, kind: "changed", ...sides };
  });
}

type Pair = readonly [before: Equation | undefined, after: Equation | undefined];
/** Equations of the same name side by side; those that only the first cell has, after the one that they followed in it. */
function merged(old: EquationsOf, now: EquationsOf): Pair[] {
  const pairs: Pair[] = now.lines.map((b) => [old.lines.find((a) => a.name === b.name), b]);
  old.lines.forEach((a, k) => {
    if (pairs.some(([other]) => other === a)) return;
    const at = pairs.findIndex(([other]) => other !== undefined && other === old.lines[k - 1]);
    pairs.splice(at + 1, 0, [a, undefined]);
  });
  return pairs;
}

/** How two cells' equations are written side by side. */
export interface TexDiffOptions {
  /** Default "essay". */
  readonly notation?: Notation;
  /** Sizes to trace the steps with, if the cells do not work with any. */
  readonly sizes?: TraceSizes;
  /** What stands beside equations of the first cell, of both, and of the second. Default: their names, "both". */
  readonly labels?: readonly [from: string, both: string, to: string];
}
/**
 * What changes from one cell to another as one aligned block of LaTeX: each equation beside the name of the cell that has it, changed ones twice.
 * What was is underlined, what came is boxed.
 */
export function texDiff(
  from: AnyCell,
  to: AnyCell,
  { notation = "essay", sizes, labels }: TexDiffOptions = {},
): string {
  const isOneName = from.name === to.name;
  const [mine, both, yours] = labels ?? [
    isOneName ? `${from.name}, before` : from.name,
    "both",
    isOneName ? `${to.name}, after` : to.name,
  ];
  const line = (label: string, tex: string): string =>
    `& \\text{${plain(label)}} & ${tex.replace(" = ", " &= ")}`;
  const rows = equationDiff(from, to, notation, sizes).map(({ kind, before, after }) =>
    kind === "same"
      ? line(both, after!)
      : [...(before ? [line(mine, before)] : []), ...(after ? [line(yours, after)] : [])].join(
          " \\\\\n",
        ),
  );
  return `\\begin{aligned}\n${rows.join(" \\\\[4pt]\n")}\n\\end{aligned}`;
}
