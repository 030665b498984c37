import { describe, expect, test, vi } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { TIERS, whyNot } from "../../src/core/simd.js";
import { crossEntropy, mean } from "../../src/graph/functions.js";
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
