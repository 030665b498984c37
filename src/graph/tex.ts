import type { AnyCell } from "./cell.js";
import { OPS, type Rule, type Ruled } from "./ops.js";
import type { Op, Sym } from "./sym.js";
import { traceStep } from "./trace.js";

/** "essay": C_t, \tilde C_t, * and W \cdot [h, x], as in the 2015 essay. "paper": c_t, g_t, \odot, as in Greff 2015. */
export type Notation = "essay" | "paper";

const ESSAY: Readonly<Record<string, string>> = { c: "C", g: "\\tilde{C}" };

/** One equation a returned value, in the order of the computation: { f: "f_t = \\sigma(...)", ... }, from the traced step. */
export function equations(
  cell: AnyCell,
  notation: Notation = "essay",
): Readonly<Record<string, string>> {
  const { given, traced } = traceStep(cell);
  const spec = cell.spec as Readonly<Record<string, string>>;
  const when = (key: string): string =>
    key === "x" || spec[key] === "step" ? "_{t}" : spec[key] === "time" ? "_{t-1}" : "";
  const letter = (key: string): string => (notation === "essay" ? (ESSAY[key] ?? key) : key);
  const written = new Map<Sym, string>(
    Object.entries(given).map(([key, node]) => [node, `${letter(key)}${when(key)}`]),
  );
  const returned = Object.entries({ ...traced.next, ...traced.probes }).sort(
    ([, a], [, b]) => a.id - b.id,
  );
  const names = new Map(returned.map(([key, node]) => [node, `${letter(key)}_t`]));

  const write = (node: Sym): string => written.get(node) ?? names.get(node) ?? body(node);
  /** An argument, in brackets where it binds less tightly than what surrounds it. */
  const within = (node: Sym, level: number): string => {
    const text = write(node);
    const own = written.has(node) || names.has(node) ? 9 : node.via ? 1 : levelOf(node);
    return own < level ? `\\left(${text}\\right)` : text;
  };
  const body = (node: Sym): string => {
    if (node.via) return affine(node.via.weight ?? "", node.via.args.map(write));
    if (node.op === "param") return node.attrs.path.replace(/_(.+)/, "_{$1}");
    if (node.op === "broadcast") return write(node.args[0]);
    const rule = OPS[node.op as Ruled] as Rule<Op & Ruled>;
    const right = node.op === "sub" ? rule.level + 1 : rule.level;
    const args = node.args.map((a, k) =>
      rule.level === 9 ? write(a) : within(a, k === 0 ? rule.level : right),
    );
    return rule.tex(args, node.attrs as never);
  };
  const affine = (name: string, args: readonly string[]): string => {
    const [W, b] = [`W_{${letter(name)}}`, `b_{${letter(name)}}`].map((s) =>
      s.replace("\\tilde{C}", "C"),
    );
    return `${W} \\cdot ${args.length > 1 ? `[${args.join(", ")}]` : args[0]} + ${b}`;
  };
  const finish = (line: string): string =>
    notation === "essay" ? line.replaceAll("\\odot", "*") : line;

  const lines: [string, string][] = [];
  for (const [key, node] of returned) {
    names.delete(node);
    lines.push([key, finish(`${letter(key)}_t = ${body(node)}`)]);
    names.set(node, `${letter(key)}_t`);
  }
  return Object.fromEntries(lines);
}

/** The equations as one aligned block of LaTeX, all or those named. */
export function tex(cell: AnyCell, notation: Notation = "essay", only?: readonly string[]): string {
  const all = equations(cell, notation);
  const keys = only ?? Object.keys(all);
  const lines = keys.map(
    (key) => all[key]?.replace(" = ", " &= ") ?? unknown(cell, key, Object.keys(all)),
  );
  return `\\begin{aligned}\n${lines.join(" \\\\\n")}\n\\end{aligned}`;
}

function unknown(cell: AnyCell, key: string, known: readonly string[]): never {
  throw new ReferenceError(`tex: ${cell.name} has no "${key}"; it has ${known.join(", ")}`);
}

function levelOf(node: Sym): number {
  return node.op in OPS ? OPS[node.op as Ruled].level : 9;
}
