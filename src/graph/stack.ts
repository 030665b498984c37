import { checkCount } from "../core/check.js";
import type { AnyCell, Layer } from "./cell.js";
import { runLayer, type ScanOptions } from "./layer.js";
import { concat, mul } from "./ops.js";
import { entryOf, type Entry } from "./spec.js";
import type { Sym } from "./sym.js";
import { startingAt, type Starts, type Weights } from "./weights.js";

/** Layers one above the other, each reading the h of the one below; two a level if they run both ways. */
export interface Stack {
  /** From the bottom up; with two directions the forward layer of a level comes before its backward one. */
  readonly layers: readonly Layer<AnyCell>[];
  /** 2 if bidirectional. */
  readonly directions: 1 | 2;
}
/** What a stack is made of. */
export interface StackShape extends Starts {
  /** H, of each layer and direction. */
  readonly hidden: number;
  /** How many levels of one cell; a list of cells has its own length. Default 1. */
  readonly layers?: number;
  /** Each level runs forwards and backwards, and its h is the two joined (Schuster & Paliwal 1997). Default false. */
  readonly bidirectional?: boolean;
  /** All levels share one set of weights. Default false. */
  readonly tied?: boolean;
}
type Named = Readonly<Record<string, Sym>>;
/** How a stack is run over sequences. */
export interface StackOptions extends Pick<
  ScanOptions<AnyCell>,
  "whole" | "mask" | "from" | "steps" | "batch"
> {
  /** Initial states of each layer, in the order of `layers`. */
  readonly initial?: readonly (Named | undefined)[];
  /** What a depth(...) of the first level reads, (T, B, ...). */
  readonly base?: Named;
  /** What each level's h is multiplied by on its way up, (T or 1, B, H): 0 drops it (Srivastava 2014). */
  readonly dropout?: readonly Sym[];
}
/** What a stack gives. */
export interface Stacked {
  /** The top level's h at all times: (T, B, H), or (T, B, 2 H) in both directions, the forward one first. */
  readonly h: Sym;
  /** Every layer's states and probes, in the order of `layers`. */
  readonly layers: readonly (Named & {
    /** The states after the last step, (B, H). */
    readonly final: Named;
  })[];
}

/**
 * Weights are named "layers.1.W_f", "layers.1.backward.W_f"; a single level needs no number, and neither do tied ones.
 * Throws RangeError for a count that is not a whole number of at least 1.
 */
export function makeStack(
  cells: AnyCell | readonly AnyCell[],
  shape: StackShape,
  weights: Weights,
): Stack {
  const { hidden, layers = 1, bidirectional = false, tied = false } = shape;
  checkCount("stack: layers is", layers);
  const list = "trace" in cells ? Array.from({ length: layers }, () => cells) : cells;
  if (list.length === 0 || (shape.layers !== undefined && list.length !== layers))
    throw new RangeError(
      `stack: got ${list.length} cells for ${shape.layers ?? "at least 1"} layers; name as many as there are levels`,
    );
  const directions = bidirectional ? ["forward", "backward"] : [""];
  const level = (l: number): string => (list.length === 1 ? "" : tied ? "layers" : `layers.${l}`);
  return {
    directions: bidirectional ? 2 : 1,
    layers: list.flatMap((cell, l) =>
      directions.map((direction) => ({
        cell,
        hidden,
        weights: startingAt(shape, weights.under(level(l)).under(direction)),
      })),
    ),
  };
}

/** Runs a stack over sequences. Throws ReferenceError if the first level reads a layer below and no base is given. */
export function runStack(
  { layers, directions }: Stack,
  sequences: Readonly<Record<string, Sym>>,
  { initial, base = {}, dropout, ...options }: StackOptions = {},
): Stacked {
  for (const [what, given, most] of [
    ["initial", initial, layers.length],
    ["dropout", dropout, layers.length / directions - 1],
  ] as const)
    if (given && !(given.length <= most))
      throw new RangeError(`stack: ${what} has ${given.length} entries; want at most ${most}`);
  const done: (Named & { readonly final: Named })[] = [];
  const top = (): Sym | undefined => {
    const both = done.slice(-directions).flatMap((run) => run["h"] ?? []);
    return both.length > 1 ? concat(...both) : both[0];
  };
  let { x, ...given } = sequences as { readonly x?: Sym } & Named;
  for (let k = 0; k < layers.length; k += directions) {
    if (k > 0) {
      x = top();
      const drop = dropout?.[k / directions - 1];
      if (drop && x) x = mul(x, drop);
    }
    for (const [d, layer] of layers.slice(k, k + directions).entries()) {
      const below = { ...base, ...(k > 0 ? done[k - directions + d] : {}) } as Named;
      const reads = Object.entries<Entry>(layer.cell.spec).flatMap(([name, entry]) => {
        const it = entryOf(entry);
        return it.kind === "depth" ? [[name, find(layer, below, it.of)] as const] : [];
      });
      const run = runLayer<AnyCell>(
        layer,
        { ...(x ? { x } : {}), ...given, ...Object.fromEntries(reads) },
        {
          ...options,
          backwards: d === 1,
          ...(initial?.[k + d] ? { initial: initial[k + d]! } : {}),
        },
      );
      done.push(run as (typeof done)[number]);
    }
  }
  return {
    layers: done,
    get h() {
      const h = top();
      if (h) return h;
      throw new ReferenceError(`${layers[0].cell.name}: a layer of it has no h; read its layers`);
    },
  };
}

function find({ cell }: Layer<AnyCell>, below: Named, name: string): Sym {
  const value = below[name];
  if (!value)
    throw new ReferenceError(
      `${cell.name}: reads "${name}" of the layer below, which has none; a first layer needs base: { ${name} }`,
    );
  return value;
}
