import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import { random } from "../../src/core/random.js";
import type { AnyCell } from "../../src/graph/cell.js";
import { interpret } from "../../src/graph/interpret.js";
import { model } from "../../src/graph/model.js";
import { add, mul, sumTo } from "../../src/graph/ops.js";
import { gradient } from "../../src/graph/reverse.js";
import { size, type Sym } from "../../src/graph/sym.js";
import { finiteDifference, relativeError } from "../witness/error.js";

interface Sizes {
  readonly T: number;
  readonly B: number;
  readonly I: number;
  readonly H: number;
}

/** A random linear functional of all states at all times and of the last ones, so that every path matters. */
const functionalOf = (cell: AnyCell, backwards = false) =>
  model(`functional of ${cell.name}`, (m, { T, B, I, H }: Sizes) => {
    const states = Object.keys(cell.spec);
    const layer = m.layer("", cell, { hidden: H });
    const initial = Object.fromEntries(states.map((s) => [s, m.input(`${s}0`, [B, H])]));
    const out = m.scan(
      layer,
      { x: m.input("x", [T, B, I]) },
      { initial, backwards },
    ) as unknown as Record<string, Sym> & { final: Record<string, Sym> };
    const terms = states.flatMap((s) => [
      mul(out[s], m.input(`d_${s}`, [T, B, H])),
      mul(out["final"][s as never], m.input(`d_${s}_final`, [B, H])),
    ]);
    return { loss: add(...terms.map((t) => sumTo(t, []))), h: out["h"] };
  });

const CELLS: readonly AnyCell[] = [rnn, lstm];
const shapes = (count: number, seed: number): Sizes[] => {
  const { below } = random(seed);
  return Array.from({ length: count }, () => ({
    T: 1 + below(6),
    B: 1 + below(4),
    I: 1 + below(5),
    H: 1 + below(6),
  }));
};

test.each(CELLS)(
  "$name: Float64 gradients agree with finite differences on 200 random shapes",
  (cell) => {
    let worst = 0;
    for (const [k, sizes] of shapes(200, 1991).entries()) {
      const functional = functionalOf(cell, k % 5 === 0);
      const { inputs } = functional.trace(sizes);
      const wrt = ["x", ...Object.keys(cell.spec).map((s) => `${s}0`)];
      const plan = functional.plan(sizes, { dtype: "float64", seed: k, wrt });
      const { normal } = random(k);
      const given = Object.fromEntries(
        [...inputs].map(([name, node]) => [
          name,
          Float64Array.from({ length: size(node.shape) }, normal),
        ]),
      );
      for (let i = 0; i < plan.params.flat.length; i++) plan.params.flat[i] = normal() * 0.7;
      const loss = (): number => plan.forward(given).loss[0];
      loss();
      plan.backward();
      const analytic = [
        ...plan.params.names.map((name) => [plan.params.get(name), plan.grads.get(name)] as const),
        ...wrt.map((name) => [given[name], plan.inputGradient(name)] as const),
      ].map(([at, grad]) => [at as Float64Array, Float64Array.from(grad)] as const);
      for (const [at, grad] of analytic)
        worst = Math.max(worst, relativeError(grad, finiteDifference(loss, at)));
    }
    expect(worst).toBeLessThan(1e-8);
  },
);

test.each(CELLS)(
  "$name: the plan computes what the plain interpreter does, in Float64 and in Float32",
  (cell) => {
    let worst64 = 0;
    let worst32 = 0;
    for (const [k, sizes] of [
      ...shapes(40, 7),
      { T: 1, B: 1, I: 1, H: 1 },
      { T: 9, B: 7, I: 17, H: 33 },
    ].entries()) {
      const functional = functionalOf(cell, k % 3 === 0);
      const { inputs, params, outputs } = functional.trace(sizes);
      const { normal } = random(k);
      const given = Object.fromEntries(
        [...inputs].map(([name, node]) => [
          name,
          Float32Array.from({ length: size(node.shape) }, normal),
        ]),
      );
      const plans = (["float64", "float32"] as const).map((dtype) =>
        functional.plan(sizes, { dtype, seed: k }),
      );
      plans[0].params.flat.set(plans[1].params.flat);
      const bound = new Map<Sym, ArrayLike<number>>(
        [...inputs].map(([name, node]) => [node, given[name]]),
      );
      for (const node of params) bound.set(node, plans[1].params.get(node.attrs.path));
      const expected = interpret([outputs.h, ...gradient(outputs.loss, params)], bound).map(
        (v) => v.data,
      );
      for (const [d, plan] of plans.entries()) {
        const { h } = plan.forward(given);
        plan.backward();
        const got = [h, ...params.map((p) => plan.grads.get(p.attrs.path))];
        const worst = Math.max(
          ...expected.map((e, j) => relativeError(e, Float64Array.from(got[j]))),
        );
        if (d === 0) worst64 = Math.max(worst64, worst);
        else worst32 = Math.max(worst32, worst);
      }
    }
    expect(worst64).toBeLessThan(1e-13);
    // Sums that cancel lose digits: the golden vectors (test/cells) hold Float32 to 1e-5 on whole cases.
    expect(worst32).toBeLessThan(5e-5);
  },
);
