import {
  returnedValue,
  substitute,
  type AnyCell,
  type Cell,
  type GivenOf,
  type StateOf,
  type Weights,
} from "./cell.js";
import { add, broadcast, constant } from "./ops.js";
import { finalState, scan as makeScan, stackedOut } from "./scan.js";
import { isSym, makeNode, show, type Scope, type Shape, type Sym } from "./sym.js";

/** A cell with its own weights. The same layer used twice shares them. */
export interface Layer<C extends AnyCell> {
  readonly cell: C;
  readonly hidden: number;
  readonly weights: Weights;
}
type SpecOf<C> = C extends Cell<infer S, string> ? S : never;
type ProbeOf<C> = C extends Cell<infer _, infer P> ? P : never;
/** The names of a cell's states, and of all that its step returns. */
export type StatesIn<C> = StateOf<SpecOf<C>>;
export type NamedIn<C> = StatesIn<C> | ProbeOf<C>;
export type Sequences<C> = { readonly x: Sym } & {
  readonly [K in GivenOf<SpecOf<C>, "step">]: Sym;
};
export interface ScanOptions<C> {
  /** Values that are the same at all steps. */
  readonly whole?: { readonly [K in GivenOf<SpecOf<C>, "whole">]: Sym };
  /** Initial states, (B, H); zero where not given. */
  readonly initial?: { readonly [K in StatesIn<C>]?: Sym };
  /** From the last step to the first. */
  readonly backwards?: boolean;
  /** Something added to a state or probe where it arises, (T, B, H). The gradient of a zero added to c is dL/dc_t. */
  readonly nudge?: { readonly [K in NamedIn<C>]?: Sym };
}
/** Every state and probe at all times, (T, B, H), and the states after the last step. */
export type Scanned<C> = { readonly [K in NamedIn<C>]: Sym } & {
  readonly final: { readonly [K in StatesIn<C>]: Sym };
};

/** Traces the cell's step on symbols of one step, and makes the scan of it. */
export function runLayer<C extends AnyCell>(
  layer: Layer<C>,
  sequences: Sequences<C>,
  options: ScanOptions<C> = {},
): Scanned<C> {
  const { cell, hidden } = layer;
  const spec = cell.spec as Readonly<Record<string, string>>;
  const given = sequences as Readonly<Record<string, Sym | undefined>>;
  const x = given["x"];
  if (!isSym(x)) throw new TypeError(`${cell.name}: scan needs x, the input sequence (T, B, I)`);
  const [steps, batch] = x.shape as [number, number];
  if (x.shape.length !== 3)
    throw new RangeError(`${cell.name}: x is ${show(x.shape)}; want (T, B, I)`);
  const scope: Scope = { owner: cell.name, open: true };
  const symbol = (key: string, shape: Shape): Sym =>
    makeNode("sym", [], shape, { name: key }, scope);
  const zero = broadcast(constant(0), [batch, hidden]);

  const perStep: { symbol: Sym; values: Sym }[] = [];
  const feed = (key: string, values: Sym | undefined): Sym => {
    if (!isSym(values)) throw new TypeError(`${cell.name}: scan needs the sequence "${key}"`);
    if (values.shape[0] !== steps)
      throw new RangeError(
        `${cell.name}: x has ${steps} steps but "${key}" is ${show(values.shape)}`,
      );
    const one = symbol(key, values.shape.slice(1));
    perStep.push({ symbol: one, values });
    return one;
  };
  const env: Record<string, Sym> = { x: feed("x", x) };
  const states: { key: string; symbol: Sym; initial: Sym }[] = [];
  for (const [key, kind] of Object.entries(spec)) {
    if (kind === "step") env[key] = feed(key, given[key]);
    else if (kind === "whole")
      env[key] =
        (options.whole as Record<string, Sym> | undefined)?.[key] ??
        missing(`${cell.name}: scan needs whole: { ${key} }`);
    else {
      const initial =
        (options.initial as Record<string, Sym | undefined> | undefined)?.[key] ?? zero;
      states.push({ key, symbol: (env[key] = symbol(key, [batch, hidden])), initial });
    }
  }

  const traced = cell.trace(env, layer.weights, hidden);
  const nudges = Object.entries((options.nudge ?? {}) as Record<string, Sym>).map(
    ([key, values]) => {
      const node = returnedValue(`nudge: ${cell.name}`, traced, key);
      return [node, add(node, feed(`nudge of ${key}`, values))] as const;
    },
  );
  const { next, probes } = nudges.length > 0 ? substitute(traced, new Map(nudges)) : traced;
  const leaving = states.map(({ key }) => next[key]);
  const keys = [...states.map((s) => s.key), ...Object.keys(probes)];
  const outs = [...leaving, ...Object.values(probes)];
  const node = makeScan({
    steps,
    backwards: options.backwards ?? false,
    sequences: perStep,
    states: states.map(({ symbol: s, initial }, k) => ({ symbol: s, initial, next: leaving[k] })),
    outs,
    scope,
  });
  scope.open = false;
  const stacks = Object.fromEntries(keys.map((key, k) => [key, stackedOut(node, k)]));
  const final = Object.fromEntries(states.map(({ key }, k) => [key, finalState(node, k)]));
  return { ...stacks, final } as unknown as Scanned<C>;
}

function missing(message: string): never {
  throw new ReferenceError(message);
}
