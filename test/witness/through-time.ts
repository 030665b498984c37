import type { Sizes } from "../golden/golden.js";

/**
 * What the recurrences by hand share: taking the steps apart, the loss, and products with weights. Each cell's
 * equations and slopes are its own.
 */

export type Numbers = ArrayLike<number>;
export type Named = Record<string, Numbers>;
export type Arrays = Record<string, Float64Array>;
export type Steps = Float64Array[];
export type ByHand = { loss: number; values: Arrays; grad: Arrays };

export const zeros = (n: number) => new Float64Array(n);
export const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));

/** (T, ...) as its T steps, copied; and back. */
export const split = (v: Numbers, T: number): Steps => {
  const [all, n] = [Float64Array.from(v), v.length / T];
  return Array.from({ length: T }, (_, t) => all.slice(t * n, (t + 1) * n));
};
export const join = (steps: Numbers[]): Float64Array => {
  const all = zeros(steps.reduce((n, step) => n + step.length, 0));
  let at = 0;
  for (const step of steps) {
    all.set(step, at);
    at += step.length;
  }
  return all;
};

export const dot = (a: Numbers, b: Numbers) => {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
};

/** The initial state of h is h0; that of h.1, layer 1's, is h0.1. */
const initial = (state: string) => state.replace(/\.|$/, "0$&");

/** Products of B rows with weights found by name, and their gradients, which gather in dW. */
export function products(B: number, weights: Named) {
  const dW = Object.fromEntries(Object.entries(weights).map(([k, v]) => [k, zeros(v.length)]));
  const across = (operands: Numbers[]) => operands.reduce((n, v) => n + v.length / B, 0);

  /** [u, v, ...] W + b: W has rows for each operand in turn. */
  function affine(operands: Numbers[], W: string, b?: string): Float64Array {
    const [w, bias] = [weights[W], b === undefined ? undefined : weights[b]];
    const out = w.length / across(operands);
    const y = zeros(B * out);
    for (let n = 0; n < B; n++)
      for (let j = 0; j < out; j++) {
        let [a, row] = [bias === undefined ? 0 : bias[j], 0];
        for (const v of operands) {
          const rows = v.length / B;
          for (let r = 0; r < rows; r++) a += v[n * rows + r] * w[(row + r) * out + j];
          row += rows;
        }
        y[n * out + j] = a;
      }
    return y;
  }

  /** Adds what da, the gradient of affine's value, makes of W, b, and those operands that have somewhere to put it. */
  function affineBack(
    operands: Numbers[],
    W: string,
    b: string | undefined,
    da: Float64Array,
    into: (Float64Array | null)[],
  ): void {
    const [w, dw, out] = [weights[W], dW[W], da.length / B];
    for (let n = 0; n < B; n++)
      for (let j = 0; j < out; j++) {
        const d = da[n * out + j];
        if (b !== undefined) dW[b][j] += d;
        let row = 0;
        for (let which = 0; which < operands.length; which++) {
          const [v, dv] = [operands[which], into[which]];
          const rows = v.length / B;
          for (let r = 0; r < rows; r++) {
            dw[(row + r) * out + j] += v[n * rows + r] * d;
            if (dv) dv[n * rows + r] += w[(row + r) * out + j] * d;
          }
          row += rows;
        }
      }
  }
  return { affine, affineBack, dW };
}

/**
 * A recurrence of T steps. s.h[t] is the state h before step t and s.h[t + 1] the one after, so s.h[0] is h0. d.h is
 * shaped alike and starts with the cotangents: going backwards, when step t is reached, all that s.h[t + 1] has fed
 * has been added to d.h[t + 1]. A cotangent that is not there is zero; one of no state is an error.
 */
export function throughTime(
  { T, B }: Pick<Sizes, "T" | "B">,
  widths: Record<string, number>,
  weights: Named,
  given: Named,
  cotangents: Named,
) {
  for (const name of Object.keys(cotangents))
    if (!Object.keys(widths).some((state) => [`d_${state}`, `d_${state}_final`].includes(name)))
      throw new RangeError(`no state has the cotangent ${name}`);
  const { affine, affineBack, dW } = products(B, weights);
  const x = split(given.x, T);
  const dx = x.map((step) => zeros(step.length));
  const s: Record<string, Steps> = {};
  const d: Record<string, Steps> = {};
  let loss = 0;
  for (const [name, width] of Object.entries(widths)) {
    const first = given[initial(name)] ?? zeros(B * width);
    s[name] = [Float64Array.from(first), ...split(zeros(T * B * width), T)];
    d[name] = [zeros(B * width), ...split(cotangents[`d_${name}`] ?? zeros(T * B * width), T)];
    const final = cotangents[`d_${name}_final`] ?? zeros(B * width);
    d[name][T].forEach((v, k, last) => (last[k] = v + final[k]));
  }

  /** To be called between the two passes. */
  const endForward = () => {
    for (const name of Object.keys(widths)) s[name].forEach((v, t) => (loss += dot(v, d[name][t])));
  };
  const result = (probes: Record<string, Steps> = {}): ByHand => {
    const grad: Arrays = { x: join(dx), ...dW };
    for (const name of Object.keys(widths))
      if (given[initial(name)]) grad[initial(name)] = d[name][0];
    const states = Object.entries(s).map(([name, steps]) => [name, join(steps.slice(1))]);
    const others = Object.entries(probes).map(([name, steps]) => [name, join(steps)]);
    return { loss, values: Object.fromEntries([...states, ...others]), grad };
  };
  return { x, dx, s, d, affine, affineBack, dW, endForward, result };
}
