import { describe, expect, test } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { gru } from "../../src/cells/gru.js";
import { layerNormalised } from "../../src/cells/layer-norm.js";
import { lstm } from "../../src/cells/lstm.js";
import { random } from "../../src/core/random.js";
import type { AnyCell } from "../../src/graph/cell.js";
import { mean } from "../../src/graph/functions.js";
import { model, type PlanOptions } from "../../src/graph/model.js";
import { add, mul } from "../../src/graph/ops.js";
import { relativeError } from "../witness/error.js";

const [B, I, H] = [3, 4, 8];
const definitionOf = (cell: AnyCell, T: number, checkpoint?: number, backwards = false) =>
  model(cell.name, (m) => {
    const options = { mask: m.input("mask", [T, B]), backwards, ...(checkpoint && { checkpoint }) };
    const run = m.scan<AnyCell>(
      m.layer("", cell, { hidden: H }),
      { x: m.input("x", [T, B, I]) } as never,
      { ...options, initial: { h: m.param("start", [H], { normal: 1 }) } as never },
    ) as unknown as Record<string, ReturnType<typeof m.input>> & { final: Record<string, never> };
    const { h, final } = run;
    return { h, loss: add(mean(mul(h, h)), mean(final["h"])) };
  });
function trained(cell: AnyCell, T: number, options: PlanOptions, ...rest: [number?, boolean?]) {
  const plan = definitionOf(cell, T, ...rest).plan({}, { seed: 1, wrt: ["x"], ...options });
  const { normal } = random(4);
  const x = Float32Array.from({ length: T * B * I }, normal);
  const mask = Float32Array.from({ length: T * B }, (_, k) => (k < (T - (k % B)) * B ? 1 : 0));
  plan.forward({ x, mask });
  plan.backward();
  return [...plan.outputs.h, ...plan.grads.flat, ...plan.inputGradient("x")];
}

describe.each(
  ([lstm, gru, layerNormalised(lstm)] as AnyCell[]).map((cell) => [cell.name, cell] as const),
)("%s", (_, cell) => {
  test.each([1, 3, 4, 12])("checkpoints each %i steps: the same values and gradients", (length) => {
    for (const backwards of [false, true]) {
      const whole = trained(cell, 12, { dtype: "float64" }, undefined, backwards);
      const exact = trained(cell, 12, { dtype: "float64" }, length, backwards);
      expect(relativeError(exact, whole)).toBeLessThan(1e-14);
      const fast = trained(cell, 12, { tier: "simd" }, length, backwards);
      expect(relativeError(fast, whole)).toBeLessThan(1e-5);
    }
  });

  test("they keep a few states in place of everything", () => {
    const bytes = (checkpoint?: number): number =>
      model(cell.name, (m) => {
        const given = { x: m.input("x", [400, B, 1]) } as never;
        const options = checkpoint === undefined ? {} : { checkpoint };
        const run = m.scan<AnyCell>(m.layer("", cell, { hidden: 16 }), given, options);
        return { loss: mean((run.final as Record<string, never>)["h"]) };
      }).plan({}, { tier: "js" }).params.flat.buffer.byteLength;
    expect(bytes(20)).toBeLessThan(bytes() / 5);
  });
});

test("states that move at their own pace need whole cycles, and segments must divide T", () => {
  const paced = (length: number) => (): unknown =>
    model("m", (m) => {
      const layer = m.layer("", clockwork([1, 2, 4]), { hidden: 6 });
      const { h } = m.scan(layer, { x: m.input("x", [8, 1, 2]) }, { checkpoint: length });
      return { loss: mean(h) };
    }).plan({});
  expect(paced(4)).not.toThrow();
  expect(paced(2)).toThrow(
    new RangeError(
      "Clockwork RNN: checkpoint is 2; want a multiple of 4, after which all states move at once",
    ),
  );
  for (const length of [0, 3, 1.5, 16])
    expect(paced(length)).toThrow(
      new RangeError(
        `Clockwork RNN: checkpoint is ${length}; want a whole number that divides T = 8`,
      ),
    );
});
