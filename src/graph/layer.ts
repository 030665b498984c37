import type { AnyCell, Layer, Traced } from "./cell.js";
import { change, returnedValue } from "./edit.js";
import { add, broadcast, constant, mul, reshape, where, type Num } from "./ops.js";
import { broadcasts } from "./shapes.js";
import { finalState, scan as makeScan, stackedOut } from "./scan.js";
import {
  entryOf,
  type Entry,
  type GivenIn,
  type NamedIn,
  type StateInfo,
  type StatesIn,
} from "./spec.js";
import { inScope, isSym, label, makeNode, show, type Body, type Scope, type Sym } from "./sym.js";

/** What a layer reads at each step, (T, B, ...). x may be absent if the cell does not read it. */
export type Sequences<C> = {
  /** The input, (T, B, I). */
  readonly x?: Sym;
} & {
  readonly [K in GivenIn<C, "step" | "depth">]: Sym;
};
/** How a layer is run over sequences. */
export interface ScanOptions<C> {
  /** Values that are the same at all steps. */
  readonly whole?: { readonly [K in GivenIn<C, "whole">]: Sym };
  /** Initial states, (B, H) or what broadcasts to it: a parameter (H) is learned. Zero where not given. */
  readonly initial?: { readonly [K in StatesIn<C>]?: Sym };
  /** From the last step to the first. */
  readonly backwards?: boolean;
  /** (T, B): 1 where a sequence has a step, 0 past its end. There its states rest, and all that is read off is 0. */
  readonly mask?: Sym;
  /** A state or probe is multiplied by this where it arises, (T, B, H or 1): 0 ablates it, -1 turns it over. */
  readonly scale?: { readonly [K in NamedIn<C>]?: Sym };
  /** Then this is added, (T, B, H or 1). The gradient of a zero added to c is dL/dc_t. */
  readonly nudge?: { readonly [K in NamedIn<C>]?: Sym };
  /**
   * Checkpoints: so many steps at a time are worked out again on the way back, from the states before them, and only
   * those states are kept. Memory for T / n + n steps, not T, for about a third more time. It divides T, and is a whole
   * number of cycles where states move at their own pace.
   */
  readonly checkpoint?: number;
  /** The time of the first step, for states that move only at every n-th: to go on with a sequence. Default 0. */
  readonly from?: number;
  /** T, for a cell that reads no sequence. */
  readonly steps?: number;
  /** B, likewise. */
  readonly batch?: number;
}
/** Every state and probe at all times, (T, B, H), and the states after the last step. */
export type Scanned<C> = { readonly [K in NamedIn<C>]: Sym } & {
  /** The states after the last step, (B, H). */
  readonly final: { readonly [K in StatesIn<C>]: Sym };
};
type Named = Readonly<Record<string, Sym | undefined>>;

/**
 * Runs a layer over sequences: traces its cell's step once, on symbols, and makes the scan of it. States that move only
 * at every n-th step move at t = 0, n, 2n, ...; at the other steps nothing is computed for them. Throws RangeError for sizes
 * that do not fit each other, ReferenceError for names that the cell does not have.
 */
export function runLayer<C extends AnyCell>(
  layer: Layer<C>,
  sequences: Sequences<C>,
  options: ScanOptions<C> = {},
): Scanned<C> {
  const { cell, hidden } = layer;
  const { steps, batch } = sizesOf(cell.name, sequences, options);
  const infos = cell.states(hidden);
  refuseStrangers(cell, infos, sequences, options);
  const { checkpoint: length } = options;
  if (length === undefined) return runSteps(layer, sequences, options, { steps, batch });
  if (!Number.isInteger(length) || length < 1 || steps % length !== 0)
    throw new RangeError(
      `${cell.name}: checkpoint is ${length}; want a whole number that divides T = ${steps}`,
    );
  const cycle = infos.map((s) => s.every).reduce(leastCommonMultiple, 1);
  if (length % cycle !== 0)
    throw new RangeError(
      `${cell.name}: checkpoint is ${length}; want a multiple of ${cycle}, after which all states move at once`,
    );
  return inScope(cell.name, (scope) => {
    const feeds: { symbol: Sym; values: Sym }[] = [];
    const count = steps / length;
    /** A sequence (T, B, ...) as a sequence of segments; within a segment it is a sequence again. */
    const segment = (key: string, values: Sym): Sym => {
      const shape = [length, ...values.shape.slice(1)];
      const symbol = makeNode("sym", [], shape, { name: key }, scope);
      feeds.push({ symbol, values: reshape(values, values.shape.length, [count, ...shape]) });
      return symbol;
    };
    const states = infos.map((info) => stateOf(cell.name, info, batch, options.initial, scope));
    const each = (of: object | undefined): Record<string, Sym> =>
      Object.fromEntries(
        Object.entries((of ?? {}) as Named).flatMap(([key, values]) =>
          values ? [[key, segment(key, values)]] : [],
        ),
      );
    const { scale, nudge, mask } = options;
    const within = {
      ...options,
      scale: each(scale),
      nudge: each(nudge),
      ...(mask ? { mask: segment("mask", mask) } : {}),
      initial: Object.fromEntries(infos.map(({ name }, k) => [name, states[k].symbol])),
    } as ScanOptions<C>;
    const inner = runSteps(layer, each(sequences) as Sequences<C>, within, {
      steps: length,
      batch,
    });
    const { final, ...seen } = inner as unknown as Record<string, Sym> & {
      final: Record<string, Sym>;
    };
    const keys = Object.keys(seen);
    const node = makeScan({
      ...{ steps: count, backwards: options.backwards ?? false, sequences: feeds, states, scope },
      bodies: [
        {
          next: infos.map(({ name }) => final[name]),
          outs: keys.map((key) => seen[key]),
          sums: [],
        },
      ],
      forgets: true,
    });
    const stacks = keys.map((key, k) => {
      const values = stackedOut(node, k);
      return [key, reshape(values, values.shape.length, [steps, ...values.shape.slice(2)])];
    });
    const ends = infos.map(({ name }, k) => [name, finalState(node, k)]);
    return { ...Object.fromEntries(stacks), final: Object.fromEntries(ends) } as Scanned<C>;
  });
}

/** A layer over sequences, one step after the other. */
function runSteps<C extends AnyCell>(
  layer: Layer<C>,
  sequences: Sequences<C>,
  options: ScanOptions<C>,
  { steps, batch }: { readonly steps: number; readonly batch: number },
): Scanned<C> {
  const { cell, hidden, weights } = layer;
  return inScope(cell.name, (scope) => {
    const feeds: { symbol: Sym; values: Sym }[] = [];
    const feed = (key: string, values: Sym | undefined): Sym => {
      if (!isSym(values)) throw new TypeError(`${cell.name}: scan needs the sequence "${key}"`);
      if (values.shape[0] !== steps || values.shape[1] !== batch)
        throw new RangeError(
          `${cell.name}: "${key}" is ${show(values.shape)}; want (T, B, ...) with T = ${steps} and B = ${batch}`,
        );
      const symbol = makeNode("sym", [], values.shape.slice(1), { name: key }, scope);
      feeds.push({ symbol, values });
      return symbol;
    };

    const infos = cell.states(hidden);
    const given: Record<string, Sym> = {};
    if (sequences.x) given["x"] = feed("x", sequences.x);
    for (const [key, entry] of Object.entries<Entry>(cell.spec)) {
      const { kind } = entryOf(entry);
      if (kind === "step" || kind === "depth") given[key] = feed(key, (sequences as Named)[key]);
      if (kind === "whole")
        given[key] =
          (options.whole as Named | undefined)?.[key] ??
          missing(`${cell.name}: scan needs whole: { ${key} }`);
    }
    const states = infos.map((info) => stateOf(cell.name, info, batch, options.initial, scope));
    for (const { symbol } of states) given[symbol.attrs.name] = symbol;

    const traced = edited(cell, apart(cell.trace(given, weights, hidden)), options, feed);
    checkStarts(layer);
    const symbols = states.map((s) => s.symbol);
    const { cycle, phases } = paces(traced, infos, symbols, options.from ?? 0, steps);
    const mask = options.mask && feed("mask", options.mask);
    if (mask && mask.shape.length !== 1)
      throw new RangeError(`${cell.name}: "mask" is ${show(options.mask!.shape)}; want (T, B)`);
    const node = makeScan({
      steps,
      backwards: options.backwards ?? false,
      sequences: feeds,
      states,
      cycle,
      bodies: phases.map((phase) => bodyOf(phase, infos, symbols, mask)),
      scope,
    });
    const keys = [...infos.map((s) => s.name), ...Object.keys(traced.probes)];
    const stacks = Object.fromEntries(keys.map((key, k) => [key, stackedOut(node, k)]));
    const final = Object.fromEntries(infos.map(({ name }, k) => [name, finalState(node, k)]));
    return { ...stacks, final } as unknown as Scanned<C>;
  });
}

/**
 * The same values, each in a node of its own: what is done to one name, resting or a nudge, must not be done to another
 * name of the same value, nor to what was given to the step.
 */
function apart({ next, probes }: Traced): Traced {
  const seen = new Set<Sym>();
  const own = new Map<string, Sym>();
  const all = Object.entries({ ...next, ...probes });
  const isPart = ([name]: readonly [string, Sym]): boolean => name.includes(".");
  // A part's own names come first: they keep what the surrounding step gives another name.
  for (const [name, value] of [...all.filter(isPart), ...all.filter((e) => !isPart(e))]) {
    const isShared = value.args.length === 0 || seen.has(value);
    seen.add(value);
    own.set(name, isShared ? reshape(value, value.shape.length, value.shape) : value);
  }
  const named = (of: object) =>
    Object.fromEntries(Object.keys(of).map((name) => [name, own.get(name)!]));
  return { next: named(next), probes: named(probes) };
}

/** T and B, from whichever sequence there is. */
function sizesOf(owner: string, sequences: object, options: ScanOptions<AnyCell>) {
  const { x, ...others } = sequences as Named;
  if (x && x.shape.length < 3)
    throw new RangeError(`${owner}: x is ${show(x.shape)}; want (T, B, I)`);
  const [first] = [x, ...Object.values(others)].filter(isSym);
  const [steps, batch] = [options.steps ?? first?.shape[0], options.batch ?? first?.shape[1]];
  if (!steps || !batch)
    throw new TypeError(
      `${owner}: scan needs a sequence (T, B, ...), such as x, or the sizes steps and batch`,
    );
  return { steps, batch };
}

/** Names that the cell does not have would be passed over in silence. */
function refuseStrangers(
  { name, spec }: AnyCell,
  infos: readonly StateInfo[],
  sequences: object,
  { whole = {}, initial = {} }: ScanOptions<AnyCell>,
): void {
  const ofKind = (...kinds: string[]): string[] =>
    Object.entries<Entry>(spec).flatMap(([key, entry]) =>
      kinds.includes(entryOf(entry).kind) ? [key] : [],
    );
  for (const [what, given, known] of [
    ["the sequence", sequences, ["x", ...ofKind("step", "depth")]],
    ["whole:", whole, ofKind("whole")],
    ["initial:", initial, infos.map((s) => s.name)],
  ] as const)
    for (const key of Object.keys(given))
      if (!known.includes(key))
        throw new ReferenceError(
          `${name}: scan was given ${what} "${key}", which the cell does not have; it has ${known.join(", ") || "none"}`,
        );
}

/** The symbol of a state, and what it starts from. */
function stateOf(
  owner: string,
  { name, shape }: StateInfo,
  batch: number,
  given: object | undefined,
  scope: Scope,
) {
  const symbol = makeNode("sym", [], [batch, ...shape], { name }, scope);
  const initial = (given as Named | undefined)?.[name] ?? constant(0);
  if (!broadcasts(initial.shape, symbol.shape))
    throw new RangeError(
      `${owner}: initial ${label(symbol)} is ${show(initial.shape)}; the state is ${show(symbol.shape)}`,
    );
  return { symbol, initial: broadcast(initial, symbol.shape) };
}

/** The step with some of its values scaled and nudged from outside. */
function edited<C extends AnyCell>(
  cell: C,
  traced: Traced,
  options: ScanOptions<C>,
  feed: (key: string, values: Sym | undefined) => Sym,
): Traced {
  const changes = new Map<Sym, (value: Sym) => Sym>();
  for (const [kind, apply] of [
    ["scale", mul],
    ["nudge", add],
  ] as const)
    for (const [key, values] of Object.entries((options[kind] ?? {}) as Named)) {
      const node = returnedValue(`${kind}: ${cell.name}`, traced, key);
      const symbol = feed(`${kind} of ${key}`, values);
      const before = changes.get(node);
      changes.set(node, (value) => apply(before?.(value) ?? value, symbol));
    }
  return changes.size > 0 ? change(traced, changes) : traced;
}

/**
 * The step's forms, one for each set of states that move together, and which form each step of a cycle has: of as much of
 * a cycle as there are steps.
 */
function paces(
  traced: Traced,
  infos: readonly StateInfo[],
  symbols: readonly Sym[],
  from: number,
  steps: number,
) {
  const periods = [...new Set(infos.map((s) => s.every))];
  const length = Math.min(steps, periods.reduce(leastCommonMultiple, 1));
  const phases: Traced[] = [];
  const known = new Map<string, number>();
  const cycle = Array.from({ length }, (_, t) => {
    const resting = infos.flatMap(({ every }, k) => ((from + t) % every === 0 ? [] : [k]));
    const key = resting.join();
    if (!known.has(key)) {
      // A state that rests is its own next value, for all that reads it.
      const stay = resting.map((k): [Sym, () => Sym] => [
        traced.next[infos[k].name],
        () => symbols[k],
      ]);
      known.set(key, phases.push(stay.length > 0 ? change(traced, new Map(stay)) : traced) - 1);
    }
    return known.get(key)!;
  });
  return { cycle, phases };
}
export const leastCommonMultiple = (a: number, b: number): number => {
  const divisor = (m: number, n: number): number => (n === 0 ? m : divisor(n, m % n));
  return (a / divisor(a, b)) * b;
};

/** What a step works out: states and probes; past a sequence's end its states rest, and what is read off is 0. */
function bodyOf(
  { next, probes }: Traced,
  infos: readonly StateInfo[],
  symbols: readonly Sym[],
  mask: Sym | undefined,
): Body {
  const moved = infos.map(({ name }) => next[name]);
  const seen = [...moved, ...Object.values(probes)];
  if (!mask) return { next: moved, outs: seen, sums: [] };
  const masked = (value: Sym, rest: Num): Sym => where(alongside(mask, value), value, rest);
  return {
    next: moved.map((value, k) => masked(value, symbols[k])),
    outs: seen.map((value) => masked(value, 0)),
    sums: [],
  };
}
/** The mask (B) beside a value (B, ...). */
const alongside = (mask: Sym, value: Sym): Sym =>
  reshape(mask, 1, [mask.shape[0], ...value.shape.slice(1).map(() => 1)]);

/** A start that is asked for must be of something. */
function checkStarts({ cell, weights }: Layer<AnyCell>): void {
  const { bias = {}, weight = {} } = weights.starts;
  for (const [letter, names] of [
    ["b", bias],
    ["W", weight],
  ] as const)
    for (const gate of Object.keys(names))
      if (!weights.has(`${letter}_${gate}`))
        throw new ReferenceError(
          `${cell.name}: there is no ${letter}_${gate} to start; it was named in ${letter === "b" ? "bias" : "weight"}`,
        );
}

function missing(message: string): never {
  throw new ReferenceError(message);
}
