import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { coupled } from "../../src/cells/coupled.js";
import { gru } from "../../src/cells/gru.js";
import { layerNormalised } from "../../src/cells/layer-norm.js";
import { lstm } from "../../src/cells/lstm.js";
import { peephole } from "../../src/cells/peephole.js";
import { rnn } from "../../src/cells/rnn.js";
import { random } from "../../src/core/random.js";
import { cell, type AnyCell } from "../../src/graph/cell.js";
import { mean } from "../../src/graph/functions.js";
import { model } from "../../src/graph/model.js";
import { add, mul, tanh, where } from "../../src/graph/ops.js";
import { compile } from "../../src/graph/plan.js";
import { gradient } from "../../src/graph/reverse.js";
import { relativeError } from "../witness/error.js";

const [T, B, I, H] = [11, 16, 8, 40];
const CELLS: readonly AnyCell[] = [rnn, lstm, peephole(), coupled, gru, clockwork([1, 2])].map(
  (cell) => cell as AnyCell,
);
const definitionOf = (cell: AnyCell) =>
  model(cell.name, (m) => {
    const given = { x: m.input("x", [T, B, I]) };
    const run = m.scan<AnyCell>(m.layer("", cell, { hidden: H }), given as never, {
      mask: m.input("mask", [T, B]),
    }) as unknown as Record<string, ReturnType<typeof m.input>>;
    return { h: run["h"], loss: mean(mul(run["h"], run["h"])) };
  });
const masked = (lengthOf: (b: number) => number): Float32Array =>
  Float32Array.from({ length: T * B }, (_, k) => (Math.floor(k / B) < lengthOf(k % B) ? 1 : 0));
const LENGTHS: Readonly<Record<string, Float32Array>> = {
  "the longest first": masked((b) => T - Math.floor((b * T) / B)),
  "the longest last": masked((b) => 1 + (b % T)),
  "all alike": masked(() => 4),
  "none at all": masked(() => 0),
  "with gaps": Float32Array.from({ length: T * B }, (_, k) => (k % 3 === 1 ? 1 : 0)),
};
const { normal } = random(2);
const x = Float32Array.from({ length: T * B * I }, normal);

describe.each(CELLS.map((cell) => [cell.name, cell] as const))("%s", (_, cell) => {
  const definition = definitionOf(cell);

  test.each(Object.keys(LENGTHS))(
    "sequences that end, %s: values and gradients of the rest",
    async (name) => {
      const given = { x, mask: LENGTHS[name] };
      const exact = definition.plan({}, { dtype: "float64", seed: 1 });
      exact.forward(given);
      exact.backward();
      for (const threads of [1, 2]) {
        const plan = definition.plan({}, { tier: "simd", seed: 1, threads });
        // What an earlier run has left in rows that are not done must not be seen, be it no number.
        plan.forward({ x: x.slice().fill(NaN), mask: masked(() => T) });
        plan.backward();
        if (threads > 1) await wait(150);
        plan.forward(given);
        plan.backward();
        for (const [got, want] of [
          [plan.outputs.h, exact.outputs.h],
          [plan.grads.flat, exact.grads.flat],
        ]) {
          expect(got.every(Number.isFinite)).toBe(true);
          if (want.every((v) => v === 0)) expect(got.every((v) => v === 0)).toBe(true);
          else expect(relativeError(got, want)).toBeLessThan(1e-5);
        }
      }
    },
  );
});

test("a number for each row is no number for each column, though there be as many", () => {
  // Read along a row, as the last axis is: what other sequences are given is used where they have ended.
  const across = cell("Across", { h: "time", e: "step" }, ({ x, h, e, affine }) => ({
    h: tanh(add(affine("h", h, x), tanh(mul(e, 2)))),
  }));
  const keeping = cell("Keeping", { h: "time", e: "step" }, ({ x, h, e, affine }) => ({
    h: where(e, tanh(affine("h", h, x)), h),
  }));
  for (const of of [across, keeping]) {
    const definition = model(of.name, (m) => {
      const { h } = m.scan(
        m.layer("", of, { hidden: B }),
        { x: m.input("x", [T, B, I]), e: m.input("e", [T, B]) },
        of === across ? { mask: m.input("mask", [T, B]) } : {},
      );
      return { h, loss: mean(mul(h, h)) };
    });
    const mask = LENGTHS["the longest last"];
    const e = of === across ? Float32Array.from({ length: T * B }, normal) : mask;
    const given = of === across ? { x, e, mask } : { x, e };
    const [exact, plan] = [{ dtype: "float64" }, { tier: "simd" }].map((options) =>
      definition.plan({}, { seed: 1, ...(options as object) }),
    );
    for (const one of [exact, plan]) {
      one.forward(given);
      one.backward();
    }
    expect(relativeError(plan.outputs.h, exact.outputs.h), of.name).toBeLessThan(1e-5);
    expect(relativeError(plan.grads.flat, exact.grads.flat), of.name).toBeLessThan(1e-5);
  }
});

/** Whether the loops of a trained plan leave out rows whose sequences have ended. */
function leavesOut(cell: AnyCell): boolean[] {
  const { inputs, params, outputs } = definitionOf(cell).trace({});
  const stages = [[outputs.loss], gradient(outputs.loss, params)];
  const { stages: lists } = compile([...params, ...inputs.values()], stages);
  return lists.map((list) => list.some((i) => i.kind === "loop" && i.ends !== undefined));
}

test("rows that have ended are left out, forwards and backwards, where each row is by itself", () => {
  for (const cell of [rnn, lstm, peephole(), coupled, gru] as AnyCell[])
    expect(leavesOut(cell), cell.name).toEqual([true, true]);
  // It adds up over a row, in JavaScript; the results are the same, and the time.
  expect(leavesOut(layerNormalised(lstm) as AnyCell)).toEqual([false, false]);
});
