// First, as in index.ts: it brings the kernels.
import { runner } from "./runner.js";
import { checkCount } from "../core/check.js";
import { defaultThreads, defaultTier, TIERS, type Tier } from "../core/tier.js";
import type { AnyCell, Layer } from "./cell.js";
import { runLayer, type Scanned, type ScanOptions, type Sequences } from "./layer.js";
import { compile } from "./plan.js";
import { fill, initialise, makeParams, type Nested, type Numbers, type Params } from "./params.js";
import { gradient } from "./reverse.js";
import { checkSizes } from "./shapes.js";
import {
  makeStack,
  runStack,
  type Stack,
  type Stacked,
  type StackOptions,
  type StackShape,
} from "./stack.js";
import { isSym, makeNode, show, size, type Init, type Shape, type Sym } from "./sym.js";
import { dense, startingAt, weights, type Starts } from "./weights.js";

/** What a model is built with. Each name may be used once of its kind. */
export interface Build {
  /** Numbers that are given at each run, of any shape; sequences are (T, B, ...). */
  input(name: string, shape: Shape): Sym;
  /** Whole numbers from 0 to below - 1 that are given at each run. */
  index(name: string, shape: Shape, below: number): Sym;
  /** A parameter of any shape. Default start: "glorot". */
  param(name: string, shape: Shape, init?: Init): Sym;
  /** [v] W_name + b_name, `out` wide. */
  dense(name: string, out: number, ...v: Sym[]): Sym;
  /** A cell with weights of its own, named "name.W_f" and so on; "" puts nothing before them. */
  layer<C extends AnyCell>(
    name: string,
    cell: C,
    options: { readonly hidden: number } & Starts,
  ): Layer<C>;
  /** Runs a layer over sequences (T, B, ...): every state and probe (T, B, H), and the `final` states. */
  scan<C extends AnyCell>(
    layer: Layer<C>,
    sequences: Sequences<C>,
    options?: ScanOptions<C>,
  ): Scanned<C>;
  /** Layers of one cell, or of a list of cells from the bottom up. */
  stack(name: string, cells: AnyCell | readonly AnyCell[], shape: StackShape): Stack;
  /** Runs a stack over sequences (T, B, ...). */
  scanStack(
    stack: Stack,
    sequences: Readonly<Record<string, Sym>>,
    options?: StackOptions,
  ): Stacked;
}

/** How a plan is worked out. */
export interface PlanOptions {
  /** Of the weights' start. Default 0. */
  readonly seed?: number;
  /** Default "float32". */
  readonly dtype?: "float32" | "float64";
  /**
   * How Float32 is worked out; Float64 has "js" only. "js": TypeScript, readable and slow. "simd": WebAssembly, the same
   * bits on every machine. "relaxed", the default: with fused multiply-adds, whose last digits are a machine's own.
   * "wide": the same bits, faster where Node runs with --experimental-wasm-revectorize. Where one cannot be had the next
   * slower serves: see the plan's `tier`. The environment variable UNROLLED_TIER sets another default.
   */
  readonly tier?: Tier;
  /**
   * How many threads may share the work, where WebAssembly does it; in a browser only if the page is cross-origin
   * isolated. The results are the same to the bit. The first runs are done by one, while the others start. Default 1,
   * or what the environment variable UNROLLED_THREADS says.
   */
  readonly threads?: number;
  /** Inputs whose gradient is wanted besides the parameters'. */
  readonly wrt?: readonly string[];
  /** false for a plan that is only run forwards, which then keeps nothing for the way back. Default true. */
  readonly gradients?: boolean;
}

/** A model at given sizes, ready to run: its memory is laid out once and no run allocates. */
export interface Plan<O extends string> {
  /** The weights: change them in place. */
  readonly params: Params;
  /** How it is worked out. */
  readonly tier: Tier;
  /** How many threads share the work: fewer than were allowed where that would not pay. */
  readonly threads: number;
  /** Filled by `backward`. */
  readonly grads: Params;
  /**
   * Works out the outputs, views that the next run overwrites. Throws ReferenceError for a missing or unknown input,
   * RangeError for one of a wrong shape or an index out of range.
   */
  forward(inputs: Readonly<Record<string, Nested>>): { readonly [K in O]: Numbers };
  /** What the last `forward` gave. */
  readonly outputs: { readonly [K in O]: Numbers };
  /** The gradient of `loss` at the last `forward`. */
  backward(): Params;
  /** The gradient with respect to an input named in `wrt`, after `backward`. */
  inputGradient(name: string): Numbers;
  /** The shape of an output. */
  shapeOf(output: O): Shape;
}
/** A whole network, of which plans are made at given sizes Z; O are the names of its outputs. */
export interface Model<Z, O extends string> {
  /** Its name in errors. */
  readonly name: string;
  /** Traces it at these sizes, lays out its memory and starts its weights. Throws what a mistake in `build` deserves. */
  plan(sizes: Z, options?: PlanOptions): Plan<O>;
  /** The graph itself: for the plain interpreter, TeX and tests. */
  trace(sizes: Z): {
    /** By name, in the order in which they were declared. */
    readonly inputs: ReadonlyMap<string, Sym>;
    /** Of inputs that are whole numbers: what they are below. */
    readonly below: ReadonlyMap<string, number>;
    /** In the order of `Params.names`. */
    readonly params: readonly Sym<"param">[];
    /** What `build` returned. */
    readonly outputs: Readonly<Record<O, Sym>>;
  };
}

// A plan's stages.
const [FORWARD, BACKWARD] = [0, 1];

/**
 * A whole network: `build` is traced at each choice of sizes. An output called `loss`, one number, can be differentiated.
 *
 * @example
 * ```ts
 * import { gru, mean, model, square, sub } from "unrolled";
 *
 * const total = model("Total", (m, { T, B }: { T: number; B: number }) => {
 *   const layer = m.layer("reader", gru, { hidden: 8 });
 *   const { final } = m.scan(layer, { x: m.input("x", [T, B, 1]) });
 *   const guess = m.dense("out", 1, final.h); // (B, 1)
 *   return { guess, loss: mean(square(sub(guess, m.input("target", [B, 1])))) };
 * });
 * const plan = total.plan({ T: 3, B: 2 }, { seed: 1 });
 * plan.forward({ x: [[[1], [2]], [[0], [1]], [[1], [1]]], target: [[2], [4]] });
 * console.log(plan.shapeOf("guess")); //=> [ 2, 1 ]
 * console.log(plan.backward().shape("reader.W_z")); //=> [ 9, 8 ]
 * ```
 */
export function model<Z, O extends Readonly<Record<string, Sym>>>(
  name: string,
  build: (m: Build, sizes: Z) => O,
): Model<Z, keyof O & string> {
  type Names = keyof O & string;
  const trace = (sizes: Z) => {
    const store = weights();
    const inputs = new Map<string, Sym>();
    const below = new Map<string, number>();
    const addInput = (key: string, shape: Shape): Sym => {
      if (inputs.has(key)) throw new TypeError(`${name}: input "${key}" is declared twice`);
      checkSizes(`${name}: input "${key}"`, shape);
      const node = makeNode("input", [], shape, { name: key });
      inputs.set(key, node);
      return node;
    };
    const made = new Set<string>();
    /** The same name twice would be the same weights without a word. */
    const once = (kind: string, key: string): string => {
      if (made.has(`${kind} ${key}`))
        throw new TypeError(
          `${name}: ${kind}("${key}") is made twice; use the first again to share its weights, or give the second another name`,
        );
      made.add(`${kind} ${key}`);
      return key;
    };
    const m: Build = {
      input: addInput,
      index(key, shape, limit) {
        checkCount(`${name}: index "${key}" is below`, limit);
        below.set(key, limit);
        return addInput(key, shape);
      },
      param: (key, shape, init = "glorot") => store.param(key, shape, init, name),
      dense: (key, out, ...v) => dense({ from: store, name }, once("dense", key), out, v),
      layer: (key, cell, { hidden, ...starts }) => ({
        cell,
        hidden,
        weights: startingAt(starts, store.under(once("layer", key))),
      }),
      scan: runLayer,
      stack: (key, cells, shape) => makeStack(cells, shape, store.under(once("stack", key))),
      scanStack: runStack,
    };
    const outputs = build(m, sizes) as Readonly<Record<Names, Sym>>;
    if (typeof outputs !== "object" || outputs === null || isSym(outputs))
      throw new TypeError(`${name}: the model returns ${typeof outputs}; want a record of outputs`);
    for (const [key, value] of Object.entries(outputs))
      if (!isSym(value))
        throw new TypeError(
          `${name}: the model returns "${key}" as ${typeof value}; want a traced value`,
        );
    return { inputs, below, params: store.all, outputs };
  };

  return {
    name,
    trace,
    plan(
      sizes,
      {
        seed = 0,
        dtype = "float32",
        tier: fastest = defaultTier(),
        threads = defaultThreads(),
        wrt = [],
        gradients = true,
      } = {},
    ) {
      if (!TIERS.includes(fastest))
        throw new RangeError(
          `${name}: plan: tier is "${fastest}"; want one of ${TIERS.join(", ")}`,
        );
      if (dtype !== "float32" && dtype !== "float64")
        throw new RangeError(
          `${name}: plan: dtype is "${String(dtype)}"; want "float32" or "float64"`,
        );
      checkCount(`${name}: plan: threads is`, threads);
      const { inputs, below, params, outputs } = trace(sizes);
      const loss = (outputs as Readonly<Record<string, Sym>>)["loss"];
      const differentiable = gradients && loss !== undefined;
      if (differentiable && size(loss.shape) !== 1)
        throw new RangeError(`${name}: loss is ${show(loss.shape)}; want one number`);
      const wrtNodes = wrt.map(
        (key) =>
          inputs.get(key) ??
          fail(
            `${name}: wrt names "${key}", which is no input; inputs: ${[...inputs.keys()].join(", ")}`,
          ),
      );
      // Each in a node of its own, so that each gets a place of its own even where two gradients are the same value.
      const found = differentiable
        ? gradient(loss, [...params, ...wrtNodes]).map((g) =>
            makeNode("reshape", [g], g.shape, { take: g.shape.length, to: g.shape }),
          )
        : [];
      const outs = Object.values<Sym>(outputs);
      const compiled = compile([...params, ...found, ...inputs.values()], [outs, found]);
      const made = runner(compiled, dtype, fastest, threads);
      const { memory, tier, run } = made;
      const view = (node: Sym): Numbers =>
        memory.subarray(compiled.place(node).at, compiled.place(node).at + size(node.shape));
      const count = params.reduce((sum, p) => sum + size(p.shape), 0);
      const theta = makeParams(params, memory.subarray(0, count));
      const grads = makeParams(params, memory.subarray(count, differentiable ? 2 * count : count));
      initialise(params, theta, seed);
      const results = Object.fromEntries(
        Object.entries<Sym>(outputs).map(([key, node]) => [key, view(node)]),
      ) as { [K in Names]: Numbers };

      let hasRun = false;
      return {
        params: theta,
        tier,
        threads: made.threads,
        grads,
        outputs: results,
        forward(given) {
          for (const key of Object.keys(given))
            if (!inputs.has(key))
              fail(`${name}: forward was given "${key}"; inputs: ${[...inputs.keys()].join(", ")}`);
          for (const [key, node] of inputs) {
            const numbers =
              given[key] === undefined
                ? fail(`${name}: forward needs input "${key}" ${show(node.shape)}`)
                : fill(`${name}: input "${key}"`, given[key], node.shape);
            const limit = below.get(key);
            if (limit !== undefined) checkIndices(`${name}: input "${key}"`, numbers, limit);
            view(node).set(numbers);
          }
          run(FORWARD);
          hasRun = true;
          return results;
        },
        backward() {
          if (!differentiable)
            throw new TypeError(
              `${name}: this plan has no gradients; it needs an output called "loss" and gradients: true`,
            );
          if (!hasRun) throw new TypeError(`${name}: backward needs a forward before it`);
          run(BACKWARD);
          return grads;
        },
        inputGradient(key) {
          const k = wrt.indexOf(key);
          return k < 0
            ? fail(`${name}: the gradient of "${key}" was not asked for; name it in wrt`)
            : view(found[params.length + k]);
        },
        shapeOf: (key) =>
          outputs[key]?.shape ??
          fail(`${name}: there is no output "${key}"; outputs: ${Object.keys(outputs).join(", ")}`),
      };
    },
  };
}

function fail(message: string): never {
  throw new ReferenceError(message);
}

function checkIndices(what: string, numbers: ArrayLike<number>, below: number): void {
  for (let k = 0; k < numbers.length; k++) {
    const index = numbers[k];
    if (!Number.isInteger(index) || index < 0 || index >= below)
      throw new RangeError(
        `${what}: element ${k} is ${index}; want a whole number from 0 to ${below - 1}`,
      );
  }
}
