import { expect, test } from "vitest";
import { depthGated } from "../../src/cells/depth-gated.js";
import { gridLstm } from "../../src/cells/grid-lstm.js";
import { lstm } from "../../src/cells/lstm.js";
import { maskOf } from "../../src/graph/functions.js";
import { model } from "../../src/graph/model.js";
import type { StackShape } from "../../src/graph/stack.js";

const stacked = (shape: Partial<StackShape>) =>
  model("stacked", (m, { T, B }: { readonly T: number; readonly B: number }) => {
    const layers = m.stack("", lstm, { hidden: 3, ...shape });
    const { h } = m.scanStack(layers, { x: m.input("x", [T, B, 2]) });
    return { h };
  });

test("weights are named by layer and direction", () => {
  const names = (shape: Partial<StackShape>) =>
    stacked(shape)
      .plan({ T: 1, B: 1 })
      .params.names.filter((name) => name.endsWith("b_f"));
  expect(names({})).toEqual(["b_f"]);
  expect(names({ layers: 2 })).toEqual(["layers.0.b_f", "layers.1.b_f"]);
  expect(names({ bidirectional: true })).toEqual(["forward.b_f", "backward.b_f"]);
  expect(names({ layers: 2, bidirectional: true })).toEqual([
    "layers.0.forward.b_f",
    "layers.0.backward.b_f",
    "layers.1.forward.b_f",
    "layers.1.backward.b_f",
  ]);
});

test("sequences of a batch end where they end: each alone gives the same, and past its end is 0", () => {
  const bidirectional = model(
    "masked",
    (m, { T, B }: { readonly T: number; readonly B: number }) => {
      const layers = m.stack("", lstm, { hidden: 3, layers: 2, bidirectional: true });
      const lengths = m.index("lengths", [B], T + 1);
      const { h } = m.scanStack(
        layers,
        { x: m.input("x", [T, B, 2]) },
        { mask: maskOf(lengths, T) },
      );
      return { h };
    },
  );
  const [T, lengths] = [5, [5, 2, 0]];
  const x = (t: number, b: number): number[] => [Math.sin(3 * t + b), Math.cos(t - 2 * b)];
  const all = bidirectional.plan({ T, B: 3 }, { seed: 1 });
  const { h } = all.forward({
    lengths,
    x: Array.from({ length: T }, (_, t) => [0, 1, 2].map((b) => x(t, b))),
  });
  for (const [b, length] of lengths.entries()) {
    const row = (t: number) => Array.from(h.slice((t * 3 + b) * 6, (t * 3 + b + 1) * 6));
    for (let t = length; t < T; t++) expect(row(t)).toEqual([0, 0, 0, 0, 0, 0]);
    if (length === 0) continue;
    const alone = bidirectional.plan({ T: length, B: 1 }, { seed: 1 }).forward({
      lengths: [length],
      x: Array.from({ length }, (_, t) => x(t, b)),
    });
    for (let t = 0; t < length; t++)
      row(t).forEach((v, k) => expect(v).toBeCloseTo(alone.h[t * 6 + k], 6));
  }
});

test("mistakes are told in the reader's names", () => {
  expect(() => stacked({ layers: 0 }).plan({ T: 1, B: 1 })).toThrow(
    "stack: layers is 0; want a whole number of at least 1",
  );
  const without = model("m", (m) => {
    const layers = m.stack("", depthGated, { hidden: 2, layers: 2 });
    return { h: m.scanStack(layers, { x: m.input("x", [2, 1, 2]) }).h };
  });
  expect(() => without.trace({})).toThrow(
    'Depth-Gated LSTM: reads "c" of the layer below, which has none; a first layer needs base: { c }',
  );
  const grid = model("m", (m) => {
    const layers = m.stack("", gridLstm({ time: "time", depth: "depth" }), { hidden: 2 });
    const side = m.input("side", [2, 1, 2]);
    return { h: m.scanStack(layers, {}, { base: { h_depth: side, c_depth: side } }).h };
  });
  expect(() => grid.trace({})).toThrow("2-D Grid LSTM: a layer of it has no h; read its layers");
  const initial = model("m", (m) => {
    const layer = m.layer("", lstm, { hidden: 2 });
    const h = m.input("h0", [3]);
    return { h: m.scan(layer, { x: m.input("x", [2, 1, 2]) }, { initial: { h } }).h };
  });
  expect(() => initial.trace({})).toThrow('LSTM: initial "h" is (3); the state is (1, 2)');
});
