import type { AnyCell } from "./cell.js";
import { present, show, type Sym } from "./sym.js";
import { traceStep, type TraceSizes } from "./trace.js";

type Named = Readonly<Record<string, Sym>>;

/**
 * A graph as text: a line a value with its shape, each after what it is made of. Of a cell, its step as it was written
 * (h' is the next h); of outputs by name, all that they need, as it is computed: the steps of recurrences are indented,
 * and products that left the loop stand before it.
 */
export function graphText(of: AnyCell | Named, sizes: TraceSizes = {}): string {
  const out: string[] = [];
  if (typeof of["trace"] === "function") {
    const { next, probes } = traceStep(of as AnyCell, sizes).traced;
    write(out, { ...probes, ...primed(next) }, new Map(), "", counter());
  } else write(out, of as Named, new Map(), "", counter());
  return out.join("\n");
}
const primed = (states: Named): Named =>
  Object.fromEntries(Object.entries(states).map(([name, value]) => [`${name}'`, value]));
const counter = (): (() => string) => {
  let count = 0;
  return () => `%${count++}`;
};

function write(
  out: string[],
  roots: Named,
  outer: ReadonlyMap<Sym, string>,
  indent: string,
  fresh: () => string,
): void {
  const names = new Map(outer);
  const named = new Map(Object.entries(roots).map(([name, node]) => [node, name]));
  const say = (name: string, text: string, node: Sym): unknown =>
    out.push(`${indent}${name} = ${text}  ${show(node.shape)}`);
  const visit = (node: Sym): string => {
    const known = names.get(node);
    if (known !== undefined) return known;
    const leaf = leafName(node);
    if (leaf !== undefined) {
      names.set(node, leaf);
      return leaf;
    }
    const args = node.args.map(visit);
    const name = named.get(node) ?? fresh();
    names.set(node, name);
    if (node.op === "scan") scan(node, name, args);
    else if (node.op === "get")
      say(name, `${args[0]} ${node.attrs.from} ${node.attrs.index}`, node);
    else say(name, [node.op, ...args, ...settings(node)].join(" "), node);
    return name;
  };
  const scan = (node: Sym<"scan">, name: string, args: readonly string[]): void => {
    const { steps, backwards, sequences, states, cycle, bodies, scope } = node.attrs;
    const inner = new Map(names);
    const symbols = [...sequences, ...states].map((symbol, k) => {
      const own = symbol.op === "sym" ? symbol.attrs.name : fresh();
      inner.set(symbol, own);
      return k < sequences.length ? `${own} of ${args[k]}` : `${own} from ${args[k]}`;
    });
    const way = backwards ? "backwards " : "";
    out.push(
      `${indent}${name} = scan ${scope.owner} ${way}over ${steps} steps: ${symbols.join(", ")}`,
    );
    bodies.forEach((body, b) => {
      const when = cycle.flatMap((which, t) => (which === b ? [t] : []));
      if (bodies.length > 1)
        out.push(`${indent}  where t mod ${cycle.length} is ${when.join(", ")}`);
      const next = body.next.map((value, k) => [`${inner.get(states[k])}'`, value] as const);
      const rest = present([...body.outs, ...body.sums])
        .filter((value) => !body.next.includes(value))
        .map((value, k) => [`${name}.${k}`, value] as const);
      write(out, Object.fromEntries([...rest, ...next]), inner, `${indent}    `, fresh);
    });
  };
  for (const [name, node] of Object.entries(roots)) {
    const found = visit(node);
    if (found !== name) say(name, found, node);
  }
}

function leafName(node: Sym): string | undefined {
  switch (node.op) {
    case "param":
      return node.attrs.path;
    case "input":
    case "sym":
      return node.attrs.name;
    case "slice": {
      const [of] = node.args; // Rows of a matrix are a name of their own.
      const { axis, from, to } = node.attrs;
      return of.op === "param" && axis === -2 ? `${of.attrs.path}[${from}:${to}]` : undefined;
    }
    case "const":
      return node.attrs.value.length === 1
        ? String(node.attrs.value[0])
        : `[${Array.from(node.attrs.value).join(", ")}]`;
    default:
      return undefined;
  }
}

/** What an operation carries besides its arguments, where its shape does not tell. */
function settings(node: Sym): string[] {
  switch (node.op) {
    case "matmul":
      return [node.attrs.ta ? "ta" : "", node.attrs.tb ? "tb" : ""].filter(Boolean);
    case "slice":
      return [`axis ${node.attrs.axis} from ${node.attrs.from} to ${node.attrs.to}`];
    case "pad":
      return [`axis ${node.attrs.axis} from ${node.attrs.from}`];
    case "swap":
      return [`axes ${node.attrs.i} ${node.attrs.j}`];
    default:
      return [];
  }
}
