import { defaultTier, type Tier } from "../core/tier.js";
import type { AnyCell } from "../graph/cell.js";
import { pin } from "../graph/edit.js";
import type { Scanned } from "../graph/layer.js";
import { model, type Plan } from "../graph/model.js";
import { constant, mul, sumTo } from "../graph/ops.js";
import type { Nested, Params } from "../graph/params.js";
import type { NamedIn, StatesIn } from "../graph/spec.js";
import { size, type Shape, type Sym } from "../graph/sym.js";
import type { Starts } from "../graph/weights.js";
import { definitionOf } from "./definition.js";
import { recent } from "./recent.js";
import { asSequence, type Sequence, type Tensor } from "./tensor.js";

/** The sizes of a network. Where biases and matrices start, by gate, is the cell's own choice unless said here. */
export interface NetworkOptions extends Starts {
  /** I: numbers that enter at each step. */
  readonly input: number;
  /** H: numbers in each state. */
  readonly hidden: number;
  /** Of the weights' start. Default 0. */
  readonly seed?: number;
  /** How it is worked out, as in a plan. */
  readonly tier?: Tier;
}
/** How a sequence is run, and what is held or changed by hand. */
export interface RunOptions<C> {
  /** States before the first step, H numbers each (or B rows of them); zero where not given. */
  readonly initial?: { readonly [K in StatesIn<C>]?: Nested };
  /** Gates or states held at a number, or at one for each unit, the others following from them. */
  readonly pin?: { readonly [K in NamedIn<C>]?: PerUnit };
  /** Gates or states multiplied by a number, or by one for each unit: 0 ablates, -1 turns over, 1 leaves. */
  readonly scale?: { readonly [K in NamedIn<C>]?: PerUnit };
}
type PerUnit = number | readonly number[];
/** Both, by name. */
interface Held {
  readonly pin: Readonly<Record<string, PerUnit>>;
  readonly scale: Readonly<Record<string, PerUnit>>;
}
/** Every state and gate at each step, (T, B, H). */
export type Run<C> = { readonly [K in NamedIn<C>]: Tensor };

/** Sizes and held values of which a network keeps its plans. */
const KEPT = 16;

/** One layer with its weights. */
export interface Network<C extends AnyCell> {
  /** What it computes at each step. */
  readonly cell: C;
  /** The weights: W_f (H + I, H), rows of h first; b_f (H); and so on. */
  readonly params: Params;
  /** Its step as a graph, in text: what a checkpoint holds besides the weights. */
  readonly definition: Readonly<Record<string, string>>;
  /** Runs a sequence: T rows of I numbers, or a tensor (T, B, I). */
  run(x: Sequence, options?: RunOptions<C>): Run<C>;
  /** How much the sum of `of` at the last step changes with `to` at each step: (T, B, H). d h_T / d c_t for of h, to c. */
  sensitivity(x: Sequence, of: StatesIn<C>, to: NamedIn<C>, options?: RunOptions<C>): Tensor;
}

/**
 * A recurrent layer that can be run, looked into and changed by hand: network(lstm, { input: 3, hidden: 4 }).
 * Throws RangeError for sizes below 1, an empty sequence and rows of the wrong width.
 *
 * @example
 * ```ts
 * import { lstm, network } from "unrolled";
 *
 * const net = network(lstm, { input: 2, hidden: 4, seed: 1 });
 * const x = [[1, 0], [0, 1], [1, 1]]; // T = 3 steps of I = 2 numbers
 * console.log(net.run(x).f.shape); //=> [ 3, 1, 4 ]
 * const { c } = net.run(x, { initial: { c: 5 }, pin: { f: 1, i: 0 } }); // it keeps what it holds
 * console.log(c.data[0], c.data.at(-1)); //=> 5 5
 * console.log(net.sensitivity(x, "h", "c").shape); //=> [ 3, 1, 4 ]
 * ```
 */
export function network<C extends AnyCell>(
  cell: C,
  { input, hidden, seed = 0, tier = defaultTier(), ...starts }: NetworkOptions,
): Network<C> {
  const states = cell.states(hidden);
  const plans = recent<Plan<string>>(KEPT);
  const planFor = (
    T: number,
    B: number,
    held: Held,
    wanted?: readonly [string, string],
  ): Plan<string> => plans(JSON.stringify([T, B, held, wanted]), () => build(T, B, held, wanted));
  const build = (
    T: number,
    B: number,
    held: Held,
    wanted?: readonly [string, string],
  ): Plan<string> =>
    model(cell.name, (m) => {
      const layer = m.layer("", changed(cell, held), {
        hidden,
        ...starts,
      });
      const initial = Object.fromEntries(
        states.map((s) => [s.name, m.input(`${s.name}0`, [B, ...s.shape])]),
      );
      const nudge = wanted ? { [wanted[1]]: m.input("nudge", [T, B, ...widthOf(wanted[1])]) } : {};
      const out = m.scan<AnyCell>(
        layer,
        { x: m.input("x", [T, B, input]) },
        { initial, nudge },
      ) as unknown as Readonly<Record<string, Sym>> & Scanned<AnyCell>;
      const { final, ...all } = out;
      return wanted
        ? { loss: sumTo((final as Readonly<Record<string, Sym>>)[wanted[0]], []) }
        : all;
    }).plan({}, { seed, tier, wrt: wanted ? ["nudge"] : [] });

  const one = planFor(1, 1, { pin: {}, scale: {} });
  const { params } = one;
  const widthOf = (key: string): Shape => one.shapeOf(key).slice(2);

  const prepare = (x: Sequence, options: RunOptions<C>, wanted?: readonly [string, string]) => {
    const { data, shape } = asSequence(cell.name, x, input);
    const [T, B] = shape as [number, number];
    const { pin: held = {}, scale = {} } = options as Partial<Held>;
    const plan = planFor(T, B, { pin: held, scale }, wanted);
    plan.params.copyFrom(params);
    for (const name of Object.keys(options.initial ?? {}))
      if (!states.some((s) => s.name === name))
        throw new ReferenceError(
          `${cell.name}: initial names "${name}"; the states are ${states.map((s) => s.name).join(", ")}`,
        );
    const given: Record<string, Nested> = { x: data };
    for (const { name, shape } of states)
      given[`${name}0`] = repeat(
        (options.initial as Readonly<Record<string, Nested>> | undefined)?.[name] ?? 0,
        B,
        size(shape),
      );
    const all = [T, B, ...(wanted ? widthOf(wanted[1]) : [])];
    if (wanted) given["nudge"] = new Float32Array(size(all));
    return { plan, given, shape: all };
  };

  return {
    cell,
    params,
    get definition() {
      return definitionOf([cell], hidden, () => input);
    },
    run(x, options = {}) {
      const { plan, given } = prepare(x, options);
      const out = Object.entries(plan.forward(given)).map(([key, data]) => [
        key,
        { shape: plan.shapeOf(key), data: Float32Array.from(data) },
      ]);
      return Object.fromEntries(out) as Run<C>;
    },
    sensitivity(x, of, to, options = {}) {
      if (!states.some((s) => s.name === of))
        throw new ReferenceError(
          `${cell.name}: sensitivity of "${of}"; want a state: ${states.map((s) => s.name).join(", ")}`,
        );
      const { plan, given, shape } = prepare(x, options, [of, to]);
      plan.forward(given);
      plan.backward();
      return { shape, data: Float32Array.from(plan.inputGradient("nudge")) };
    },
  };
}

/** The cell with values scaled, and then with values held. */
function changed<C extends AnyCell>(cell: C, { pin: held, scale }: Held): C {
  const scaled = Object.entries(scale).map(([key, by]) => [
    key,
    (value: Sym): Sym => mul(value, constant(by)),
  ]);
  return pin(pin(cell, Object.fromEntries(scaled)), held);
}

/** One number for all, one row for every member of the batch, or all of it. */
function repeat(value: Nested, batch: number, hidden: number): Nested {
  if (typeof value === "number") return new Float32Array(batch * hidden).fill(value);
  const row = Array.from(value as ArrayLike<Nested>);
  return row.length === hidden && row.every((v) => typeof v === "number") && batch > 1
    ? Array.from({ length: batch }, () => row)
    : value;
}
