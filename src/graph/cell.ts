import { add, apply, broadcast, constant, matmul, slice, type Ruled } from "./ops.js";
import { asWritten } from "./source.js";
import { isSym, label, makeNode, sameShape, show, type Init, type Shape, type Sym } from "./sym.js";

/** What a name in a cell is: carried over time, fresh at each step, or the same at all steps. */
export type Kind = "time" | "step" | "whole";
export type Spec = { readonly [name: string]: Kind };
export type StateOf<S> = { [K in keyof S]: S[K] extends "time" ? K : never }[keyof S] & string;
export type GivenOf<S, K extends Kind> = { [N in keyof S]: S[N] extends K ? N : never }[keyof S] &
  string;

/** What a step may use besides the names it declared. B is the batch, H the layer's hidden size. */
export interface Tools {
  /** The input at this step, (B, I). */
  readonly x: Sym;
  /** [v] W_name + b_name: (B, H). One matrix a name, (sum of the v's widths, H); its rows in the order of the v. */
  affine(name: string, ...v: Sym[]): Sym;
  /** The same, `out` wide. */
  dense(name: string, out: number, ...v: Sym[]): Sym;
  /** A parameter of any shape. */
  param(name: string, shape: Shape, init?: Init): Sym;
}

/** One recurrent architecture: its step, written once. */
export interface Cell<S extends Spec = Spec, P extends string = string> {
  readonly name: string;
  readonly spec: S;
  /** The step as it is written, for notebooks that show it. */
  readonly source: string;
  /** The step on symbols, its parameters taken from `weights`. */
  trace(given: Readonly<Record<string, Sym>>, weights: Weights, hidden: number): Traced;
  /** Names of the values that are returned but not carried over. Only a type: they are found by tracing. */
  readonly probes?: P;
}
export interface Traced {
  readonly next: Readonly<Record<string, Sym>>;
  readonly probes: Readonly<Record<string, Sym>>;
}
/** A cell of any spec and probes. */
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyCell = Cell<any, any>;

/** The names that a cell carries over time. */
export const stateNames = ({ spec }: Pick<AnyCell, "spec">): string[] =>
  Object.keys(spec).filter((key) => spec[key] === "time");

/** Where parameters come from. The same path twice is the same weights. */
export interface Weights {
  param(path: string, shape: Shape, init: Init, asker: string): Sym;
  under(name: string): Weights;
}

export function weights(): Weights & { readonly all: Sym<"param">[] } {
  const all: Sym<"param">[] = [];
  const at = (prefix: string): Weights => ({
    param(name, shape, init, asker) {
      const path = prefix + name;
      const known = all.find((p) => p.attrs.path === path);
      if (known && !sameShape(known.shape, shape))
        throw new RangeError(
          `${asker}: ${path} is ${show(known.shape)} but this use needs ${show(shape)}`,
        );
      if (known) return known;
      const made = makeNode("param", [], shape, { path, init });
      all.push(made);
      return made;
    },
    under: (name) => at(name === "" ? prefix : `${prefix}${name}.`),
  });
  return { ...at(""), all };
}

/** The same parameters, but with the gates' biases starting here. A cell that is pinned or renamed keeps to them too. */
export function startingAt(bias: Readonly<Record<string, Init>> = {}, from: Weights): Weights {
  return {
    param: (name, shape, init, asker) =>
      from.param(
        name,
        shape,
        (name.startsWith("b_") ? bias[name.slice(2)] : undefined) ?? init,
        asker,
      ),
    under: (name) => startingAt(bias, from.under(name)),
  };
}

/** [v] W_name + b_name as one product an operand, each with its rows of W: what depends on x alone can leave the loop. */
export function dense(
  from: Weights,
  asker: string,
  name: string,
  out: number,
  bias: Init,
  v: readonly Sym[],
): Sym {
  v.forEach((a, k) => {
    if (!isSym(a))
      throw new TypeError(
        `${asker}: affine("${name}") was given ${typeof a} as operand ${k + 1}; want a traced value`,
      );
  });
  const widths = v.map((a) => a.shape.at(-1)!);
  const W = from.param(`W_${name}`, [widths.reduce((a, b) => a + b, 0), out], "glorot", asker);
  const b = from.param(`b_${name}`, [out], bias, asker);
  let row = 0;
  const products = v.map((a, k) => {
    const rows = slice(W, row, row + widths[k], -2);
    row += widths[k];
    return matmul(a, rows);
  });
  const result = add(...products, b);
  result.via = { name: "affine", args: v, weight: name };
  return result;
}

/**
 * Declares a cell. `spec` names what the step reads; the step returns the next value of each "time" name, and beside
 * them whatever else should be seen (probes: gates, candidates). Shape and name mistakes are reported when the step
 * is traced, in the names used here.
 */
export function cell<
  const S extends Spec,
  R extends Readonly<Record<StateOf<S>, Sym>> & Readonly<Record<string, Sym>>,
>(
  name: string,
  spec: S,
  step: (given: Tools & { readonly [K in keyof S]: Sym }) => R,
  // Where biases start, by gate; 0 for the others.
  { bias = {} }: { readonly bias?: Readonly<Record<string, Init>> } = {},
): Cell<S, Exclude<keyof R & string, StateOf<S>>> {
  for (const [key, kind] of Object.entries(spec)) {
    if (key === "x")
      throw new TypeError(`${name}: "x" is always the input of the step; do not declare it`);
    if (!["time", "step", "whole"].includes(kind))
      throw new TypeError(`${name}: "${key}" is "${kind}"; want "time", "step" or "whole"`);
  }
  const states = stateNames({ spec });
  return {
    name,
    spec,
    source: asWritten(step),
    trace(given, from, hidden) {
      const used = new Set<string>();
      const once = (gate: string): void => {
        if (used.has(gate))
          throw new TypeError(
            `${name}: affine("${gate}") is used twice in one step; keep the first's value, or give the second another name`,
          );
        used.add(gate);
      };
      const denseTool = (gate: string, out: number, ...v: Sym[]): Sym => {
        once(gate);
        return dense(from, name, gate, out, bias[gate] ?? 0, v);
      };
      const tools: Omit<Tools, "x"> = {
        dense: denseTool,
        affine: (gate, ...v) => denseTool(gate, hidden, ...v),
        param: (path, shape, init = "glorot") => from.param(path, shape, init, name),
      };
      const returned = withOwner(name, () => step(refuseUnknown({ ...given, ...tools }) as never));
      return sortOut(name, returned, states, given);
    },
  };
}

/** Errors of operations inside a step say whose step it is. */
function withOwner<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && !error.message.startsWith(`${name}: `))
      error.message = `${name}: ${error.message}`;
    throw error;
  }
}

function refuseUnknown<T extends object>(given: T): T {
  const tools = ["affine", "dense", "param"];
  return new Proxy(given, {
    get(target, key, receiver) {
      if (typeof key === "string" && !(key in target)) {
        const declared = Object.keys(target).filter((k) => !tools.includes(k));
        throw new ReferenceError(
          `the step reads "${key}", which is neither declared nor a tool; declared: ${declared.join(", ")}`,
        );
      }
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
}

function sortOut(
  name: string,
  returned: Readonly<Record<string, Sym>>,
  states: readonly string[],
  given: Readonly<Record<string, Sym>>,
): Traced {
  const names = new Map<Sym, string>();
  for (const [key, value] of Object.entries(returned)) {
    if (!isSym(value))
      throw new TypeError(
        `${name}: the step returns "${key}" as ${typeof value}; want a traced value`,
      );
    const other = names.get(value);
    if (other)
      throw new TypeError(
        `${name}: "${other}" and "${key}" are one value; return it under one name`,
      );
    names.set(value, key);
  }
  const next = Object.fromEntries(
    states.map((key) => {
      const value = returned[key];
      if (!value)
        throw new TypeError(
          `${name}: the step must return the next "${key}"; it returned ${Object.keys(returned).join(", ")}`,
        );
      const was = given[key];
      if (!sameShape(value.shape, was.shape))
        throw new RangeError(
          `${name}: "${key}" is ${show(was.shape)} but the step returns ${label(value)} ${show(value.shape)} for it`,
        );
      return [key, value];
    }),
  );
  return {
    next,
    probes: Object.fromEntries(Object.entries(returned).filter(([key]) => !states.includes(key))),
  };
}

/** Traced values by name, some replaced: everything that follows from them follows from the replacement. */
export function substitute(traced: Traced, replacements: ReadonlyMap<Sym, Sym>): Traced {
  const done = new Map(replacements);
  const replace = (node: Sym): Sym => {
    let after = done.get(node);
    if (!after) {
      const args = node.args.map(replace);
      after = args.every((a, k) => a === node.args[k])
        ? node
        : apply(node.op as Ruled, args, node.attrs);
      if (after !== node && node.via) after.via = { ...node.via, args: node.via.args.map(replace) };
      done.set(node, after);
    }
    return after;
  };
  const each = (record: Readonly<Record<string, Sym>>) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, replace(value)]));
  return { next: each(traced.next), probes: each(traced.probes) };
}

/** The value a traced step returns under a name. */
export function returnedValue(asker: string, traced: Traced, key: string): Sym {
  const all = { ...traced.next, ...traced.probes };
  const value = all[key];
  if (!value)
    throw new ReferenceError(`${asker} has no "${key}"; it has ${Object.keys(all).join(", ")}`);
  return value;
}

/** The same cell with some of its values held at a number: pin(lstm, { f: 1 }) never forgets. */
export function pin<C extends AnyCell>(original: C, values: Readonly<Record<string, number>>): C {
  const trace: AnyCell["trace"] = (given, from, hidden) => {
    const traced = original.trace(given, from, hidden);
    const held = Object.entries(values).map(([key, value]) => {
      const node = returnedValue(`pin: ${original.name}`, traced, key);
      return [node, broadcast(constant(value), node.shape)] as const;
    });
    return substitute(traced, new Map(held));
  };
  return { ...original, trace };
}
