import { describe, expect, test, vi } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { TIERS, whyNot } from "../../src/core/simd.js";
import { crossEntropy, mean } from "../../src/graph/functions.js";
import * as arithmetic from "../../src/core/wasm/arithmetic.js";
import { float32 } from "../../src/core/wasm/arithmetic.js";
import { add, exp, mul, sigmoid, softplus, sumTo, tanh } from "../../src/graph/ops.js";
import { model, type PlanOptions } from "../../src/graph/model.js";
import { random } from "../../src/core/random.js";
import { adam } from "../../src/train/adam.js";
import { relativeError } from "../witness/error.js";

const [T, B, I, H, C] = [7, 5, 6, 37, 3];
const definition = model("Tiers", (m) => {
  const { h } = m.scan(m.layer("", lstm, { hidden: H }), { x: m.input("x", [T, B, I]) });
  const each = crossEntropy(m.dense("out", C, h), m.index("answer", [T, B], C));
  return { each, loss: mean(each) };
});
const { normal } = random(3);
const x = Float32Array.from({ length: T * B * I }, normal);
const answer = Int32Array.from({ length: T * B }, (_, k) => k % C);

/** All weights after some updates. */
function trained(options: PlanOptions) {
  const plan = definition.plan({}, { seed: 1, ...options });
  const update = adam(plan.params, { lr: 0.01 });
  for (let step = 0; step < 20; step++) {
    plan.forward({ x, answer });
    update(plan.backward());
  }
  return { weights: plan.params.flat.slice(), tier: plan.tier };
}

test("the tier is relaxed unless asked, and TypeScript for Float64", () => {
  const relaxed = whyNot("relaxed") === undefined ? "relaxed" : "simd";
  expect(definition.plan({}).tier).toBe(relaxed);
  expect(definition.plan({}, { tier: "simd" }).tier).toBe("simd");
  expect(definition.plan({}, { tier: "js" }).tier).toBe("js");
  expect(definition.plan({}, { dtype: "float64" }).tier).toBe("js");
  expect(definition.plan({}, { dtype: "float64", tier: "relaxed" }).tier).toBe("js");
  expect(() => definition.plan({}, { tier: "fastest" as never })).toThrow(
    new RangeError('Tiers: plan: tier is "fastest"; want one of js, simd, relaxed, wide'),
  );
});

test("the environment sets other defaults, if it says something sensible", () => {
  try {
    vi.stubEnv("UNROLLED_TIER", "simd");
    expect(definition.plan({}).tier).toBe("simd");
    expect(definition.plan({}, { tier: "js" }).tier).toBe("js");
    vi.stubEnv("UNROLLED_TIER", "fast");
    expect(() => definition.plan({})).toThrow(
      new RangeError('UNROLLED_TIER is "fast"; want one of js, simd, relaxed, wide'),
    );
    vi.stubEnv("UNROLLED_TIER", "simd");
    vi.stubEnv("UNROLLED_THREADS", "2");
    expect(definition.plan({}).threads).toBe(1); // it is small
    vi.stubEnv("UNROLLED_THREADS", "two");
    expect(() => definition.plan({})).toThrow(
      new RangeError('UNROLLED_THREADS is "two"; want a whole number of at least 1'),
    );
  } finally {
    vi.unstubAllEnvs();
  }
});

const tiers = TIERS.filter((tier) => whyNot(tier) === undefined);
test.each(tiers)("%s: what is huge saturates, and NaN stays NaN in its own sequence", (tier) => {
  const plan = definition.plan({}, { tier, seed: 1 });
  const exact = definition.plan({}, { dtype: "float64", seed: 1 });
  for (const value of [1e4, -1e4, 1e-40, Infinity, NaN]) {
    const given = { x: x.slice().fill(value, 0, I), answer }; // the first step of the first sequence
    const [got, want] = [plan, exact].map((p) => p.forward(given).each);
    for (let k = 0; k < want.length; k++)
      if (Number.isNaN(want[k])) expect(got[k]).toBeNaN();
      else expect(Math.abs(got[k] - want[k])).toBeLessThan(1e-5);
    expect(want.some(Number.isNaN)).toBe(Number.isNaN(value) || value === Infinity);
    expect(want.every(Number.isNaN)).toBe(false);
  }
});

test.runIf(tiers.includes("simd"))(
  "simd: each operation is rounded by itself, on every machine",
  () => {
    const [n, names] = [999, ["a", "b", "c"] as const];
    const plan = model("Rounded", (m) => {
      const [a, b, c] = names.map((name) => m.input(name, [n]));
      return { sum: add(mul(a, b), c), s: sigmoid(a), t: tanh(b), e: exp(c), p: softplus(a) };
    }).plan({}, { tier: "simd" });
    const [a, b, c] = names.map(() => Float32Array.from({ length: n }, normal));
    const got = plan.forward({ a, b, c });
    const each = (f: (k: number) => number) => Float32Array.from({ length: n }, (_, k) => f(k));
    expect(got.sum).toEqual(each((k) => Math.fround(a[k] * b[k]) + c[k]));
    expect(got.s).toEqual(each((k) => arithmetic.sigmoid(float32, a[k])));
    expect(got.t).toEqual(each((k) => arithmetic.tanh(float32, b[k])));
    expect(got.e).toEqual(each((k) => arithmetic.exp(float32, c[k])));
    expect(got.p).toEqual(each((k) => arithmetic.softplus(float32, a[k])));
  },
);

test.each(tiers)("%s: sums of as many numbers as there are, to the last digits", (tier) => {
  for (const shape of [[4095], [4096], [4097], [4160], [65, 64], [127, 65], [3, 64, 64]]) {
    const count = shape.reduce((product, size) => product * size, 1);
    const plan = model("Sum", (m) => ({ all: sumTo(m.input("a", shape), []) })).plan({}, { tier });
    const a = Float32Array.from({ length: count }, (_, k) => 1 + ((k * 7919) % 1009) / 1009);
    const [got] = plan.forward({ a }).all;
    const want = a.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(got / want - 1), `${shape}`).toBeLessThan(2e-7);
  }
});

describe.each(TIERS)("%s", (tier) => {
  test("trains as Float64 does, with the same bits each time", () => {
    const first = trained({ tier });
    // Where a machine lacks it the next slower serves, and says so.
    const upTo = TIERS.slice(0, TIERS.indexOf(tier) + 1);
    expect(first.tier).toBe(upTo.findLast((t) => whyNot(t) === undefined));
    expect(trained({ tier }).weights).toEqual(first.weights);
    expect(relativeError(first.weights, trained({ dtype: "float64" }).weights)).toBeLessThan(1e-4);
  });
});

test("many plans live side by side", () => {
  const plans = Array.from({ length: 300 }, (_, seed) =>
    definition.plan({}, { seed, tier: "simd" }),
  );
  const losses = plans.map((plan) => plan.forward({ x, answer }).loss[0]);
  expect(new Set(losses).size).toBe(300);
  expect(plans.map((plan) => plan.forward({ x, answer }).loss[0])).toEqual(losses);
});
