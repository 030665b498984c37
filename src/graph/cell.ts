import { matmul } from "./ops.js";
import { asWritten } from "./source.js";
import {
  checkSpec,
  entryOf,
  statesOf,
  type CellOf,
  type GivenIn,
  type KindOf,
  type NamedIn,
  type NamesOf,
  type Spec,
  type StateInfo,
  type StatesIn,
} from "./spec.js";
import { isSym, label, sameShape, show, type Init, type Shape, type Sym } from "./sym.js";
import { dense, type Normaliser, type Starts, type Weights } from "./weights.js";

/** A cell with its own weights. The same layer used twice shares them. */
export interface Layer<C extends AnyCell> {
  /** What it computes at each step. */
  readonly cell: C;
  /** H. */
  readonly hidden: number;
  /** Where its parameters come from. */
  readonly weights: Weights;
}

/** What a step may use besides the names it declared. B is the batch, H the layer's hidden size. */
export interface Tools {
  /** The input at this step, (B, I). */
  readonly x: Sym;
  /** H. */
  readonly hidden: number;
  /** [v] W_name + b_name: (B, H). One matrix a name, (sum of the v's widths, H); its rows in the order of the v. */
  affine(name: string, ...v: Sym[]): Sym;
  /** The same, `out` wide. */
  dense(name: string, out: number, ...v: Sym[]): Sym;
  /** A parameter of H numbers: the weights of a connection from each unit to itself alone. */
  vec(name: string, init?: Init): Sym;
  /** A parameter of any shape. The same name again is the same weights. */
  param(name: string, shape: Shape, init?: Init): Sym;
  /** v itself if it is H wide, else v U_name. */
  fit(name: string, v: Sym): Sym;
  /** A layer of another cell, to be run over a sequence within each step. */
  layer<C extends AnyCell>(name: string, cell: C, options?: { readonly hidden: number }): Layer<C>;
}

/** A part of a cell, as its step sees it: called with its input it gives its new values; its states as they come in. */
type Called<C extends AnyCell> = ((
  given: { readonly x?: Sym } & { readonly [N in GivenIn<C, "step" | "whole" | "depth">]: Sym },
) => { readonly [N in NamedIn<C>]: Sym }) & { readonly [N in StatesIn<C>]: Sym };
/** What a step is given. */
export type Given<S> = Tools & {
  readonly [N in keyof S]: KindOf<S[N]> extends "cell" ? Called<CellOf<S[N]>> : Sym;
};

/** One recurrent architecture: its step, written once. S is its spec, P the names of its probes. */
export interface Cell<S extends Spec = Spec, P extends string = string> {
  /** Its name in errors, titles and diagrams. */
  readonly name: string;
  /** What its step reads besides x: states and other inputs. */
  readonly spec: S;
  /** The step as it is written, for notebooks that show it. */
  readonly source: string;
  /** Every state, those of its parts as "part.state". */
  states(hidden: number): StateInfo[];
  /** The step on symbols, its parameters taken from `from`. */
  trace(
    given: Readonly<Record<string, Sym>>,
    from: Weights,
    hidden: number,
    normaliser?: Normaliser,
  ): Traced;
  /** Names of the values that are returned but not carried over. Only a type: they are found by tracing. */
  readonly probes?: P;
}
/** What a step returned. */
export interface Traced {
  /** The next value of each state. */
  readonly next: Readonly<Record<string, Sym>>;
  /** The rest, by name. */
  readonly probes: Readonly<Record<string, Sym>>;
}
/** A cell of any spec and probes. */
// oxlint-disable-next-line typescript/no-explicit-any
export type AnyCell = Cell<any, any>;

/**
 * Declares a cell. `spec` names what the step reads besides x; the step returns the next value of each state, and beside
 * them whatever else should be seen (probes: gates, candidates). `starts` says where weights start: biases at 0 and
 * matrices by Glorot where it says nothing. Throws TypeError for a spec that cannot be; mistakes of shape and name are
 * reported when the step is traced, in the names used here.
 *
 * @example
 * ```ts
 * import { add, cell, mul, network, sigmoid, sub, tanh } from "unrolled";
 *
 * const minimal = cell("Minimal gated unit", { h: "time" }, ({ x, h, affine }) => {
 *   const f = sigmoid(affine("f", h, x)); // (B, H)
 *   const n = tanh(affine("n", mul(f, h), x));
 *   return { h: add(mul(sub(1, f), h), mul(f, n)), f, n };
 * });
 * const run = network(minimal, { input: 2, hidden: 4 }).run([[1, 0], [0, 1]]);
 * console.log(run.f.shape); //=> [ 2, 1, 4 ]
 * ```
 */
export function cell<
  const S extends Spec,
  R extends Readonly<Record<NamesOf<S, "time">, Sym>> & Readonly<Record<string, Sym>>,
>(
  name: string,
  spec: S,
  step: (given: Given<S>) => R,
  // Where weights start; biases at 0 and matrices by Glorot where nothing is said.
  starts: Starts = {},
): Cell<S, Exclude<keyof R & string, NamesOf<S, "time">>> {
  checkSpec(name, spec);
  return {
    name,
    spec,
    source: asWritten(step),
    states: (hidden) => statesOf(name, spec, hidden),
    trace(given, from, hidden, normaliser) {
      const asker = { from, name, starts, normaliser };
      const used = new Set<string>();
      const once = (kind: string, key: string): void => {
        if (used.has(key))
          throw new TypeError(
            `${name}: ${kind}("${key}") is used twice in one step; keep the first's value, or give the second another name`,
          );
        used.add(key);
      };
      const denseTool: Tools["dense"] = (gate, out, ...v) => {
        once("affine", gate);
        return dense(asker, gate, out, v);
      };
      const tools: Omit<Tools, "x"> = {
        hidden,
        dense: denseTool,
        affine: (gate, ...v) => denseTool(gate, hidden, ...v),
        vec: (key, init = "glorot") => from.param(key, [hidden], init, name),
        param: (key, shape, init = "glorot") => from.param(key, shape, init, name),
        fit: (key, v) =>
          v.shape.at(-1) === hidden
            ? v
            : matmul(v, from.param(`U_${key}`, [v.shape.at(-1)!, hidden], "glorot", name)),
        layer: (key, inner, options) => ({
          cell: inner,
          hidden: options?.hidden ?? hidden,
          weights: from.under(key),
        }),
      };
      const parts = partsOf(name, spec, given, from, hidden, normaliser);
      const returned = withOwner(name, () =>
        step(refuseUnknown({ ...given, ...parts.called, ...tools }, spec) as never),
      );
      for (const gate of Object.keys({ ...starts.bias, ...starts.weight }))
        if (!used.has(gate))
          throw new ReferenceError(
            `${name}: there is no affine("${gate}") to start; the step has ${[...used].join(", ") || "none"}`,
          );
      const own = sortOut(name, returned, spec, given);
      const { next, probes } = parts.finish();
      return { next: { ...own.next, ...next }, probes: { ...own.probes, ...probes } };
    },
  };
}

/** The cells within a cell, ready to be called by its step, once each. */
function partsOf(
  owner: string,
  spec: Spec,
  given: Readonly<Record<string, Sym>>,
  from: Weights,
  hidden: number,
  normaliser: Normaliser | undefined,
) {
  const results = new Map<string, Traced>();
  const called: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(spec)) {
    const it = entryOf(entry);
    if (it.kind !== "cell") continue;
    const size = it.hidden ?? hidden;
    const states = it.cell.states(size).map(({ name }) => [name, given[`${key}.${name}`]] as const);
    const call = (inputs: Readonly<Record<string, Sym>>) => {
      if (results.has(key))
        throw new TypeError(`${owner}: the part "${key}" is called twice in one step`);
      const taken = states.find(([state]) => state in inputs);
      if (taken)
        throw new TypeError(
          `${owner}: the part "${key}" was given "${taken[0]}", which it carries itself`,
        );
      const own = { ...Object.fromEntries(states), ...inputs };
      const traced = it.cell.trace(own, from.under(key), size, normaliser);
      results.set(key, traced);
      const values = { ...traced.next, ...traced.probes };
      for (const [output, value] of Object.entries(values))
        if (value.args.length > 0)
          value.via = { name: it.cell.name, args: Object.values(own), output };
      return values;
    };
    called[key] = Object.assign(call, Object.fromEntries(states));
  }
  const prefixed = (of: (traced: Traced) => Readonly<Record<string, Sym>>) =>
    Object.fromEntries(
      [...results].flatMap(([key, traced]) =>
        Object.entries(of(traced)).map(([name, value]) => [`${key}.${name}`, value]),
      ),
    );
  return {
    called,
    finish(): Traced {
      for (const key of Object.keys(called))
        if (!results.has(key))
          throw new TypeError(`${owner}: the part "${key}" is never called in the step`);
      return { next: prefixed((t) => t.next), probes: prefixed((t) => t.probes) };
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

function refuseUnknown<T extends object>(given: T, spec: Spec): T {
  return new Proxy(given, {
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver) as unknown;
      if (typeof key !== "string" || value !== undefined) return value;
      const declared = ["x", ...Object.keys(spec)];
      throw new ReferenceError(
        declared.includes(key)
          ? `the step reads "${key}", which was not given`
          : `the step reads "${key}", which is neither declared nor a tool; declared: ${declared.join(", ")}`,
      );
    },
  });
}

/** What a step returned, checked: the next value of each state of its own, and its probes. */
function sortOut(
  name: string,
  returned: Readonly<Record<string, Sym>>,
  spec: Spec,
  given: Readonly<Record<string, Sym>>,
): Traced {
  if (typeof returned !== "object" || returned === null || isSym(returned))
    throw new TypeError(
      `${name}: the step returns ${isSym(returned) ? "a traced value" : String(returned)}; want a record such as { h }`,
    );
  const names = new Map<Sym, string>();
  for (const [key, value] of Object.entries(returned)) {
    if (!isSym(value))
      throw new TypeError(
        `${name}: the step returns "${key}" as ${typeof value}; want a traced value`,
      );
    if (key === "final" || key.includes("."))
      throw new TypeError(
        `${name}: the step returns "${key}"; "final" and names with a dot are taken`,
      );
    const other = names.get(value);
    if (other)
      throw new TypeError(
        `${name}: "${other}" and "${key}" are one value; return it under one name`,
      );
    names.set(value, key);
  }
  const states = Object.keys(spec).filter((key) => entryOf(spec[key]).kind === "time");
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
