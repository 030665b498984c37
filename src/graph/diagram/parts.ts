import type { AnyCell } from "../cell.js";
import { OPS, type Ruled } from "../ops.js";
import { inOrder, label, type Sym } from "../sym.js";
import { traceStep } from "../trace.js";

/** A thing that a diagram shows: what enters a step, a learned layer, or a pointwise operation. */
export interface Part {
  readonly kind: "source" | "layer" | "op";
  /** What is written in it: a name, or the sign of its operation. */
  readonly glyph: string;
  /** The vectors that it reads, in the order of its arguments. */
  readonly inputs: readonly Part[];
  /** The name under which the step returns it, else its layer's name. */
  readonly name?: string;
  /** Of a layer: the name of its matrix, without W_. */
  readonly weight?: string;
}

/** A cell as parts. All of it is read off the traced graph. */
export interface Parts {
  readonly cell: string;
  /** Layers and operations in the order in which the step computes them. */
  readonly all: readonly Part[];
  /** The sources: x, and the states as they come in. */
  readonly sources: Readonly<Record<string, Part>>;
  /** The states as they go out. */
  readonly next: Readonly<Record<string, Part>>;
}

/**
 * Traces one step of the cell and reads its parts. Throws TypeError for what the diagram has no form for: states other
 * than h and c, or operations that are neither affine layers nor pointwise.
 */
export function partsOf(cell: AnyCell): Parts {
  const { name } = cell;
  const spec = cell.spec as Readonly<Record<string, string>>;
  for (const [key, kind] of Object.entries(spec))
    if (kind !== "time" || !["h", "c"].includes(key))
      throw new TypeError(
        `${name}: diagram draws the states h and c; it has no place for "${key}" ("${kind}")`,
      );
  if (!("h" in spec)) throw new TypeError(`${name}: diagram needs a state called h`);

  const { given, traced } = traceStep(cell);
  const returned = { ...traced.probes, ...traced.next };
  const nameOf = new Map(Object.entries(returned).map(([key, node]) => [node, key]));

  const nodes = inOrder(Object.values(returned));
  const uses = (node: Sym): number =>
    nodes.filter((n) => n.args.includes(node)).length + (nameOf.has(node) ? 1 : 0);
  const isAffine = (node: Sym): boolean => node.via?.name === "affine";

  const done = new Map<Sym, Part | undefined>();
  /** The part that shows a node; undefined for a constant, which is written into the sign of its reader. */
  const read = (node: Sym): Part | undefined => {
    if (done.has(node)) return done.get(node);
    const part = make(node);
    done.set(node, part);
    return part;
  };
  const make = (node: Sym): Part | undefined => {
    if (node.op === "const") return undefined;
    if (node.op === "sym") return { kind: "source", glyph: node.attrs.name, inputs: [] };
    if (node.op === "broadcast") return read(node.args[0]!);
    // A layer is one box: its matrix, and the function that squashes its sum if nothing else reads the sum.
    const [only] = node.args;
    const squashed = node.args.length === 1 && isAffine(only!) && uses(only!) === 1;
    const affine = squashed ? only! : isAffine(node) ? node : undefined;
    const sign = OPS[node.op as Ruled]?.glyph;
    if (affine) {
      const { args, weight } = affine.via!;
      return {
        kind: "layer",
        glyph: squashed ? (sign ?? node.op) : "W",
        inputs: args.map((a) => read(a) ?? fail(`a layer that reads a constant (${label(a)})`)),
        name: nameOf.get(node) ?? weight!,
        weight: weight!,
      };
    }
    if (sign === undefined) fail(label(node));
    const readings = node.args.map(read);
    const inputs = readings.filter((p): p is Part => p !== undefined);
    if (inputs.length === 0) return undefined;
    const named = nameOf.get(node);
    const glyph = withConstant(sign!, node, readings);
    return { kind: "op", glyph, inputs, ...(named === undefined ? {} : { name: named }) };
  };
  const fail: (what: string) => never = (what) => {
    throw new TypeError(
      `${name}: diagram has no form for ${what}; it draws affine layers and pointwise operations on vectors`,
    );
  };

  const next = Object.fromEntries(
    Object.entries(traced.next).map(([key, node]) => [
      key,
      read(node) ?? fail(`the constant state ${key}`),
    ]),
  );
  Object.values(traced.probes).forEach(read);
  const all = [...done]
    .filter(([, part]) => part && part.kind !== "source")
    .sort(([a], [b]) => a.id - b.id)
    .map(([, part]) => part!);
  return {
    cell: name,
    all: [...new Set(all)],
    sources: Object.fromEntries(Object.entries(given).map(([key, node]) => [key, read(node)!])),
    next,
  };
}

/** 1 − z is one circle "1−", so that a number needs no line of its own. */
function withConstant(sign: string, node: Sym, read: readonly (Part | undefined)[]): string {
  const at = read.findIndex((p) => p === undefined);
  if (at < 0) return sign;
  let leaf = node.args[at]!;
  while (leaf.op === "broadcast") leaf = leaf.args[0]!;
  const number = leaf.op === "const" && leaf.attrs.value.length === 1 ? leaf.attrs.value[0]! : NaN;
  const written = String(number).replace("-", "−");
  const short = Number.isNaN(number) || written.length > 3 ? "k" : written;
  return at === 0 && !["add", "mul"].includes(node.op) ? short + sign : sign + short;
}
