import { eigs, transpose, multiply, derivative } from "mathjs";
import { describe, expect, test } from "vitest";
import { lstm, network, rnn } from "../../src/index.js";
import { jacobians } from "../../src/lesson/vanishing-jacobians.js";
import { largestStretch, spectralRadius } from "../../src/lesson/vanishing-matrix.js";
import {
  beltNorms,
  noise,
  normsByLag,
  plainRnn,
  randomMatrix,
} from "../../src/lesson/vanishing-norms.js";

describe("matrices", () => {
  test.each([1, 2, 3])(
    "the largest stretch is the root of the largest eigenvalue of Wᵀ W (%i)",
    (seed) => {
      const W = randomMatrix(7, seed);
      const { values } = eigs(multiply(transpose(W), W), { eigenvectors: false });
      const largest = Math.max(...(values as number[]));
      expect(largestStretch(W)).toBeCloseTo(Math.sqrt(largest), 9);
    },
  );

  test("the spectral radius is that of mathjs's eigenvalues", () => {
    const W = randomMatrix(16, 3);
    const values = eigs(W, { eigenvectors: false, precision: 1e-9 }).values as (
      | number
      | { re: number; im: number }
    )[];
    const sizes = values.map((z) => (typeof z === "number" ? Math.abs(z) : Math.hypot(z.re, z.im)));
    expect(spectralRadius(W)).toBeCloseTo(Math.max(...sizes), 7);
    expect(spectralRadius(randomMatrix(16, 2, 1.25))).toBeCloseTo(1.25, 9);
  });

  test("they differ where W turns what it stretches", () => {
    const shear = [
      [0.5, 3],
      [0, 0.5],
    ];
    expect(spectralRadius(shear)).toBeCloseTo(0.5, 6);
    expect(largestStretch(shear)).toBeGreaterThan(3);
    expect(
      spectralRadius([
        [0, 1],
        [0, 0],
      ]),
    ).toBe(0);
  });
});

/** d h_T / d h_t as the product of W diag(1 - h^2) along the way, by hand. Row k: the gradient of number k. */
function byHand(W: readonly (readonly number[])[], x: readonly (readonly number[])[]) {
  let h = W.map(() => 0);
  const steps = x.map((row) => {
    h = row.map((v, k) => Math.tanh(v + h.reduce((sum, old, j) => sum + old * W[j][k], 0)));
    const slopes = h.map((v) => 1 - v * v);
    return slopes.map((slope, k) => W.map((from) => slope * from[k]));
  });
  let back = W.map((_, j) => W.map((__, k) => Number(j === k)));
  const all = [back];
  for (const J of steps.slice(1).reverse()) {
    back = back.map((row) => J[0].map((_, k) => row.reduce((sum, v, j) => sum + v * J[j][k], 0)));
    all.unshift(back);
  }
  return all;
}

test("the library's gradients are products of Jacobians", () => {
  const W = randomMatrix(5, 4, 1.3);
  const followed = plainRnn(W, 12, 4, 0.8);
  const { back } = jacobians(followed, "h");
  const wanted = byHand(W, followed.x);
  back.forEach((matrix, t) =>
    matrix.forEach((row, k) => row.forEach((v, j) => expect(v).toBeCloseTo(wanted[t][k][j], 12))),
  );
});

test("claim 13: no gradient is longer than the bound", () => {
  for (const radius of [0.5, 1, 2])
    for (const seed of [1, 2])
      for (const deviation of [0, 0.3, 2]) {
        const W = randomMatrix(8, seed, radius);
        const bound = largestStretch(W);
        normsByLag(plainRnn(W, 31, seed, deviation), "h").forEach((norm, lag) =>
          expect(norm).toBeLessThanOrEqual(bound ** lag * (1 + 1e-9)),
        );
      }
});

test("at rest, where tanh is steepest, the norm goes as the spectral radius to the lag", () => {
  const W = randomMatrix(8, 2, 0.8);
  const norms = normsByLag(plainRnn(W, 201, 1, 0), "h");
  expect((norms[200] / norms[150]) ** (1 / 50)).toBeCloseTo(0.8, 2);
});

test("by symbols: T nested steps of one unit", () => {
  const nested = (T: number): string => (T === 0 ? "h" : `tanh(w * ${nested(T - 1)})`);
  const unit = network(rnn, { input: 1, hidden: 1 });
  unit.params.set({ W_h: [[0.9], [1]], b_h: 0 });
  for (const T of [1, 2, 4, 6]) {
    const slope = derivative(nested(T), "h", { simplify: false }).evaluate({ w: 0.9, h: 0.5 });
    const x = [Math.atanh(0.5), ...Array.from({ length: T }, () => 0)];
    expect(unit.sensitivity(x, "h", "h").data[0]).toBeCloseTo(slope as number, 5);
  }
});

test("along the belt the gradient is the product of the forget gates, where nothing else comes back", () => {
  // Gates that do not look at h: then d c_T / d c_t has no other way.
  const H = 3;
  const W = [...Array.from({ length: H }, () => [0, 0, 0]), [0.5, -1, 2]];
  const weights = { W_f: W, W_i: W, W_g: W, W_o: W };
  const followed = { cell: lstm, hidden: H, x: noise(9, 1, 1, 1), weights };
  const { back, at } = jacobians(followed, "c");
  for (let t = 0; t < 9; t++)
    for (let k = 0; k < H; k++) {
      const kept = at["f"].slice(t + 1).reduce((share, f) => share * f[k], 1);
      expect(back[t][k][k]).toBeCloseTo(kept, 12);
    }
  const { whole, belt } = beltNorms(4, { hidden: 4, lag: 20, seeds: [1] });
  expect([whole.length, belt.length]).toEqual([21, 21]);
  expect(belt[20]).toBeGreaterThan(0.5);
});
