import type { Sizes } from "../golden/golden.js";
import { clockworkByHand } from "./clockwork-by-hand.js";
import { coupledByHand } from "./coupled-by-hand.js";
import { depthGatedByHand } from "./depth-gated-by-hand.js";
import { type GreffVariant, greffByHand } from "./greff-by-hand.js";
import { grid3ByHand } from "./grid-3d-by-hand.js";
import { gridByHand } from "./grid-by-hand.js";
import { gruByHand } from "./gru-by-hand.js";
import { layerNormLstmByHand } from "./layer-norm-lstm-by-hand.js";
import { lstm1997ByHand } from "./lstm-1997-by-hand.js";
import { mutByHand } from "./mut-by-hand.js";
import { fullPeepholeByHand, peepholeByHand } from "./peephole-by-hand.js";
import type { Arrays, ByHand, Named } from "./through-time.js";

/** The cells by hand as cases to try: how large each weight, state and cotangent is, and numbers for them. */

export type Shapes = Record<string, number[]>;
export type Run<S> = (sizes: S, weights: Named, given: Named, cotangents: Named) => ByHand;
export type Case<S> = { sizes: S; weights: Shapes; given: Shapes; cotangents: Shapes; run: Run<S> };

/** Numbers in (-1, 1), the same every time: a linear congruence, good enough to have nothing special about it. */
function numbers(seed: number) {
  let state = seed;
  return (shape: number[]) =>
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
      state = (state * 1664525 + 1013904223) % 2 ** 32;
      return (state / 2 ** 31 - 1) * 0.9;
    });
}
function fill(shapes: Shapes, next: ReturnType<typeof numbers>): Arrays {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, next(shape)]));
}
export function drawn<S>(c: Case<S>, seed = 7) {
  const next = numbers(seed);
  const [weights, given] = [fill(c.weights, next), fill(c.given, next)];
  return { weights, given, cotangents: fill(c.cotangents, next) };
}

const W = (gates: string, rows: number, H: number): Shapes =>
  Object.fromEntries(
    [...gates].flatMap((k) => [
      [`W_${k}`, [rows, H]],
      [`b_${k}`, [H]],
    ]),
  );
const vectors = (names: string[], H: number): Shapes =>
  Object.fromEntries(names.map((name) => [name, [H]]));
const prefixed = (prefix: string, shapes: Shapes): Shapes =>
  Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [prefix + name, shape]));

/** x, each state before the first step, and a cotangent for each state at every step and at the end. */
function recurrent(
  sizes: Sizes,
  states: Record<string, number> | string[],
  weights: Shapes,
  run: Run<Sizes>,
): Case<Sizes> {
  const { T, B, I, H } = sizes;
  const widths = Array.isArray(states) ? Object.fromEntries(states.map((s) => [s, H])) : states;
  const each = (shapes: (state: string, n: number) => Shapes) =>
    Object.assign({}, ...Object.entries(widths).map(([s, n]) => shapes(s, n))) as Shapes;
  return {
    sizes,
    weights,
    given: { x: [T, B, I], ...each((s, n) => ({ [s.replace(/\.|$/, "0$&")]: [B, n] })) },
    cotangents: each((s, n) => ({ [`d_${s}`]: [T, B, n], [`d_${s}_final`]: [B, n] })),
    run,
  };
}

const GREFF: GreffVariant[] = ["V", "NIG", "NFG", "NOG", "NIAF", "NOAF", "NP", "CIFG", "FGR"];
export const greff = (z: Sizes, variant: GreffVariant) => {
  const { I, H } = z;
  const without = { NIG: "i", NFG: "f", NOG: "o", CIFG: "f" }[variant as string];
  const gates = [..."ifo"].filter((k) => k !== without);
  const FGR = variant === "FGR";
  return recurrent(
    z,
    FGR ? ["h", "c", "i", "f", "o"] : ["h", "c"],
    {
      ...W("z", H + I, H),
      ...W(gates.join(""), H + I + (FGR ? 3 * H : 0), H),
      ...(variant === "NP"
        ? {}
        : vectors(
            gates.map((k) => `p_${k}`),
            H,
          )),
    },
    (...a) => greffByHand(...a, { variant }),
  );
};
export const lstm1997 = (z: Sizes, block: number) => {
  const { I, H } = z;
  return recurrent(z, ["h", "c"], { ...W("io", H + I, H / block), ...W("g", H + I, H) }, (...a) =>
    lstm1997ByHand(...a, { block }),
  );
};
export const peephole = (z: Sizes, gates: ("f" | "i" | "o")[]) => {
  const p = vectors(
    gates.map((k) => `p_${k}`),
    z.H,
  );
  return recurrent(z, ["h", "c"], { ...W("figo", z.H + z.I, z.H), ...p }, (...a) =>
    peepholeByHand(...a, { gates }),
  );
};
export const gru = (z: Sizes, resetAfter: boolean) => {
  const { I, H } = z;
  const n = resetAfter ? { ...W("n", I, H), ...W("u", H, H) } : W("n", H + I, H);
  return recurrent(z, ["h"], { ...W("zr", H + I, H), ...n }, (...a) =>
    gruByHand(...a, { resetAfter }),
  );
};
export const mut = (z: Sizes, variant: 1 | 2 | 3) => {
  const { I, H } = z;
  const weights = {
    ...W("z", variant === 1 ? I : H + I, H),
    ...W("r", variant === 2 ? H : H + I, H),
    ...W("h", variant === 1 ? H : H + I, H),
    ...(variant === 3 || I === H ? {} : { U_x: [I, H] }),
  };
  return recurrent(z, ["h"], weights, (...a) => mutByHand(...a, { variant }));
};
export const depthGated = (z: Sizes, layers: number, first: "plain" | "observed") => {
  const { I, H } = z;
  const weights: Shapes = {};
  const states: string[] = [];
  for (let l = 0; l < layers; l++) {
    const under = l === 0 ? I : H;
    states.push(`h.${l}`, `c.${l}`);
    const own = { ...W("figo", H + under, H), ...vectors(["p_f", "p_i", "p_o"], H) };
    const gate = { ...W("d", under, H), w_c: [H], ...(l === 0 ? { W_x: [I, H] } : { w_l: [H] }) };
    Object.assign(weights, prefixed(`layers.${l}.`, own));
    if (l > 0 || first === "observed") Object.assign(weights, prefixed(`layers.${l}.`, gate));
  }
  return recurrent(z, states, weights, (...a) => depthGatedByHand(...a, { layers, first }));
};
export const clockwork = (z: Sizes, periods: number[]) => {
  const n = z.H / periods.length;
  const weights: Shapes = {};
  for (const P of periods) {
    const read = periods.filter((Q) => Q >= P).length;
    Object.assign(weights, { [`W_h${P}`]: [read * n + z.I, n], [`b_h${P}`]: [n] });
  }
  const states = Object.fromEntries(periods.map((P) => [`h${P}`, n]));
  return recurrent(z, states, weights, (...a) => clockworkByHand(...a, { periods }));
};
const gridBlock = (dims: string[], H: number): Shapes => {
  const weights: Shapes = {};
  for (const dim of dims)
    for (const k of "fiog")
      Object.assign(weights, { [`W_${k}_${dim}`]: [dims.length * H, H], [`b_${k}_${dim}`]: [H] });
  return weights;
};
type Grid = { layers: number; dims?: string[]; priority?: string; tied?: boolean };
export const grid = (z: Sizes, options: Grid) => {
  const { layers, dims = ["time", "depth"], tied } = options;
  const weights: Shapes = {};
  const states = ["h_depth", "c_depth"];
  for (let l = 0; l < layers; l++) {
    Object.assign(weights, prefixed(`layers.${tied ? "" : `${l}.`}`, gridBlock(dims, z.H)));
    if (dims.includes("time")) states.push(`h_time.${l}`, `c_time.${l}`);
  }
  const c = recurrent({ ...z, I: 2 * z.H }, states, weights, (...a) => gridByHand(...a, options));
  delete c.given.h_depth0;
  delete c.given.c_depth0;
  return c;
};
type Grid3 = { R: number; C: number; B: number; H: number };
export const grid3 = (sizes: Grid3, priority?: string): Case<Grid3> => {
  const { R, C, B, H } = sizes;
  const dims = ["row", "col", "depth"];
  const names = dims.flatMap((dim) => [`h_${dim}`, `c_${dim}`]);
  const edges = { h_row0: [C, B, H], c_row0: [C, B, H], h_col0: [R, B, H], c_col0: [R, B, H] };
  return {
    sizes,
    weights: gridBlock(dims, H),
    given: { x: [R, C, B, 2 * H], ...edges },
    cotangents: Object.fromEntries(names.map((name) => [`d_${name}`, [R, C, B, H]])),
    run: (...a) => grid3ByHand(...a, priority ? { priority } : {}),
  };
};
export const layerNorm = (z: Sizes) => {
  const gain = vectors(["gain_f", "gain_i", "gain_g", "gain_o"], z.H);
  return recurrent(z, ["h", "c"], { ...W("figo", z.H + z.I, z.H), ...gain }, layerNormLstmByHand);
};
export const coupled = (z: Sizes) =>
  recurrent(z, ["h", "c"], W("fgo", z.H + z.I, z.H), coupledByHand);

/** Every cell, and every form of it, by name. */
export const cells: Record<string, (z: Sizes) => Case<Sizes>> = {
  "LSTM of 1997": (z) => lstm1997(z, 1),
  "LSTM of 1997, two cells a block": (z) => lstm1997(z, 2),
  "peephole LSTM": (z) => peephole(z, ["f", "i", "o"]),
  "peephole LSTM, f and i": (z) => peephole(z, ["f", "i"]),
  "peephole LSTM, o": (z) => peephole(z, ["o"]),
  "full peephole LSTM": (z) => {
    const weights = { ...W("fio", 2 * z.H + z.I, z.H), ...W("g", z.H + z.I, z.H) };
    return recurrent(z, ["h", "c"], weights, fullPeepholeByHand);
  },
  ...Object.fromEntries(GREFF.map((v) => [`Greff's ${v}`, (z: Sizes) => greff(z, v)])),
  GRU: (z) => gru(z, false),
  "GRU, reset after": (z) => gru(z, true),
  MUT1: (z) => mut(z, 1),
  MUT2: (z) => mut(z, 2),
  MUT3: (z) => mut(z, 3),
  "MUT1, I = H": (z) => mut({ ...z, I: z.H }, 1),
  "MUT2, I = H": (z) => mut({ ...z, I: z.H }, 2),
  "depth-gated LSTM, 2 layers": (z) => depthGated(z, 2, "plain"),
  "depth-gated LSTM, 3 layers": (z) => depthGated(z, 3, "plain"),
  "depth-gated LSTM, observed": (z) => depthGated(z, 2, "observed"),
  "clockwork RNN, 1 2": (z) => clockwork(z, [1, 2]),
  "clockwork RNN, 3 1": (z) => clockwork(z, [3, 1]),
  "grid of time and depth": (z) => grid(z, { layers: 2 }),
  "grid of time and depth, tied": (z) => grid(z, { layers: 2, tied: true }),
  "grid of time and depth, depth first": (z) => grid(z, { layers: 2, priority: "depth" }),
  "grid of depth and time, time first": (z) =>
    grid(z, { layers: 2, dims: ["depth", "time"], priority: "time", tied: true }),
  "grid of depth": (z) => grid(z, { layers: 3, dims: ["depth"] }),
  // Not of two units, of which normalisation leaves 1 and -1 with a jump between that no difference follows.
  "layer-normalised LSTM": (z) => layerNorm({ ...z, H: z.H + 2 }),
  "coupled LSTM": coupled,
};
