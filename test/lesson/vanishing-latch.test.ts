import { expect, test } from "vitest";
import { network, rnn } from "../../src/index.js";
import { handLatched, restOf } from "../../src/lesson/vanishing-latch.js";
import { unitLoss, wallStep } from "../../src/lesson/vanishing-wall.js";
import { halfLifeOf } from "../../src/lesson/vanishing-retention.js";

/** One tanh unit that hears itself with w, the noise with 1, and of each class the first step. */
function byHand(w: number) {
  const unit = network(rnn, { input: 7, hidden: 1 });
  unit.params.set({ W_h: [[w], [1], [2], [0], [0], [-2], [0], [0]], b_h: 0 });
  return unit;
}

test("claim 11: a unit set by hand latches for as long as one likes", () => {
  for (const T of [3, 10, 100, 1000])
    expect(handLatched(byHand(3), T)).toMatchObject({ right: 20, of: 20 });
  // Whatever noise up to 1 comes: if h is above this resting place, tanh(3 h - 1) is too.
  let rest = 1;
  for (let k = 0; k < 1000; k++) rest = Math.tanh(3 * rest - 1);
  expect(rest).toBeGreaterThan(0.9);
  let h = 1;
  for (let t = 0; t < 100_000; t++) h = Math.tanh(3 * h - 1); // the worst, for ever
  expect(h).toBeGreaterThanOrEqual(rest);
});

test("claim 13: where a unit rests its gradient shrinks, the more the firmer it rests", () => {
  const slopes = [1.05, 1.2, 1.5, 2, 3, 5].map((w) => restOf(w).slope);
  expect(slopes[0]).toBeLessThan(1);
  expect(slopes).toEqual([...slopes].sort((a, b) => b - a));
  expect(slopes.at(-1)).toBeLessThan(0.01);
  const { recent, whole } = handLatched(byHand(3), 100);
  expect(recent).toBeLessThan(1e-6);
  expect(whole).toBeLessThan(1e-30);
});

test("the rest is the root that bisection finds", () => {
  let [low, high] = [0.1, 1];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (Math.tanh(2 * middle) > middle) low = middle;
    else high = middle;
  }
  expect(restOf(2).h).toBeCloseTo(low, 12);
});

test("the wall's gradient is that of finite differences, and its loss the library's", () => {
  const eps = 1e-6;
  for (const [w, b] of [
    [0.5, 0.2],
    [1.1, 0.01],
    [2, -0.3],
    [0, 0],
  ]) {
    const { loss, dw, db } = unitLoss(w, b, { T: 12 });
    const at = (a: number, c: number) => unitLoss(a, c, { T: 12 }).loss;
    expect(dw).toBeCloseTo((at(w + eps, b) - at(w - eps, b)) / (2 * eps), 6);
    expect(db).toBeCloseTo((at(w, b + eps) - at(w, b - eps)) / (2 * eps), 6);
    const unit = network(rnn, { input: 1, hidden: 1 });
    unit.params.set({ W_h: [[w], [0]], b_h: b });
    expect(loss).toBeCloseTo((unit.run(new Float32Array(12)).h.data[11] - 0.7) ** 2, 4);
  }
});

test("a clipped step has the direction of the whole one, and the length that is allowed", () => {
  const [w, b, lr] = [1.15, 0.0003, 0.1];
  const [whole, held] = [wallStep(w, b, lr), wallStep(w, b, lr, 1)];
  expect(held.norm).toBe(whole.norm);
  expect(Math.hypot(held.w - w, held.b - b)).toBeCloseTo(lr, 9);
  const across = (held.w - w) * (whole.b - b) - (held.b - b) * (whole.w - w);
  expect(Math.abs(across) / Math.hypot(whole.w - w, whole.b - b)).toBeLessThan(1e-9);
  expect(wallStep(w, b, lr, 1e9)).toEqual(whole); // a limit that it does not reach
});

test("the half-life of a gate that stands still", () => {
  const f = 1 / (1 + Math.exp(-3));
  expect(f ** halfLifeOf(3)).toBeCloseTo(0.5, 12);
  expect(halfLifeOf(0)).toBeCloseTo(1, 12);
});
