import { lstm } from "../cells/lstm.js";
import { irnn, rnn } from "../cells/rnn.js";
import { random } from "../core/random.js";
import type { AnyCell } from "../graph/cell.js";
import type { Starts } from "../graph/weights.js";
import { median } from "./median.js";
import { jacobians, type Followed } from "./vanishing-jacobians.js";
import { largestStretch, scaled, spectralRadius, type Matrix } from "./vanishing-matrix.js";

/** A random matrix of normal numbers of variance 1 / H; with a radius, scaled to this spectral radius. */
export function randomMatrix(H: number, seed: number, radius?: number): number[][] {
  const { normal } = random(seed).fork("W");
  const W = Array.from({ length: H }, () =>
    Array.from({ length: H }, () => normal() / Math.sqrt(H)),
  );
  return radius === undefined ? W : scaled(W, radius / spectralRadius(W));
}

/** T rows of I normal numbers of this deviation. */
export function noise(T: number, I: number, seed: number, deviation: number): number[][] {
  const { normal } = random(seed).fork("noise");
  return Array.from({ length: T }, () => Array.from({ length: I }, () => deviation * normal()));
}

/** The norms of d state_T / d state_t by lag, T - t = 0, 1, ...: how many times as long it can make a gradient. */
export const normsByLag = (followed: Followed, state: string): number[] =>
  jacobians(followed, state).back.map(largestStretch).reverse();

/** h_t = tanh(h_{t-1} W + x_t), of which x is noise: a plain RNN of which W alone matters. */
export const plainRnn = (W: Matrix, T: number, seed: number, deviation: number): Followed => {
  const H = W.length;
  const identity = W.map((_, j) => W.map((_, k) => Number(j === k)));
  return {
    ...{ cell: rnn, hidden: H, x: noise(T, H, seed, deviation) },
    weights: { W_h: [...W, ...identity] },
  };
};

/** The medians of lists of the same length, place by place. */
export const medians = (lists: readonly (readonly number[])[]): number[] =>
  lists[0].map((_, k) => median(lists.map((list) => list[k])));

/** What an untrained network hears in the latch: noise, and how much of it. */
const [INPUT, DEVIATION] = [7, Math.sqrt(0.2)];

/** How many units, how far back and in which networks. */
interface Asked {
  readonly hidden?: number;
  readonly lag: number;
  readonly seeds: readonly number[];
}

/** Untrained networks of a kind that hear the noise of the latch: norms by lag, medians over seeds. */
export function untrainedNorms(
  cell: AnyCell,
  starts: Starts,
  state: string,
  { hidden = 16, lag, seeds }: Asked,
): number[] {
  return medians(
    seeds.map((seed) =>
      normsByLag(
        { cell, hidden, x: noise(lag + 1, INPUT, seed, DEVIATION), seed, ...starts },
        state,
      ),
    ),
  );
}

/** Ways to start a plain network: as libraries do, orthogonal, at the identity, and at it with rectified units. */
export const STARTS: Readonly<Record<string, readonly [AnyCell, Starts]>> = {
  Glorot: [rnn, {}],
  orthogonal: [rnn, { weight: { h: ["orthogonal", "glorot"] } }],
  identity: [rnn, { weight: { h: ["identity", "glorot"] } }],
  IRNN: [irnn, {}],
};

/**
 * What is left of a cell state's gradient in untrained LSTMs of this forget bias: of all of it, d c_T / d c_t, and along the belt alone,
 * where it is a product of forget gates; by lag, medians over seeds.
 */
export function beltNorms(
  bias: number,
  { hidden = 16, lag, seeds }: Asked,
): { readonly whole: number[]; readonly belt: number[] } {
  const runs = seeds.map((seed) => {
    const x = noise(lag + 1, INPUT, seed, DEVIATION);
    const { back, at } = jacobians({ cell: lstm, hidden, x, seed, bias: { f: bias } }, "c");
    const gates = at["f"];
    let kept = Array.from({ length: hidden }, () => 1);
    const belt = [1];
    for (let t = gates.length - 1; t > 0; t--) {
      kept = kept.map((share, unit) => share * gates[t][unit]);
      belt.push(Math.max(...kept)); // the norm of a diagonal matrix
    }
    return { whole: back.map(largestStretch).reverse(), belt };
  });
  return {
    whole: medians(runs.map(({ whole }) => whole)),
    belt: medians(runs.map(({ belt }) => belt)),
  };
}
