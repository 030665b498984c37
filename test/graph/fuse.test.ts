import { expect, test } from "vitest";
import { gru } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import type { AnyCell } from "../../src/graph/cell.js";
import { mean } from "../../src/graph/functions.js";
import { fuse, type Scheduled } from "../../src/graph/fuse.js";
import { model } from "../../src/graph/model.js";
import { compile } from "../../src/graph/plan.js";
import { gradient } from "../../src/graph/reverse.js";

/** What the one loop over time of each stage does at each step, forwards, or forwards and backwards. */
function stepsOf(cell: AnyCell, isTrained: boolean): string[][] {
  const { inputs, params, outputs } = model(cell.name, (m) => {
    const { h } = m.scan(m.layer("", cell, { hidden: 16 }), { x: m.input("x", [5, 4, 3]) });
    return { loss: mean(h) };
  }).trace({});
  const stages = isTrained ? [[outputs.loss], gradient(outputs.loss, params)] : [[outputs.loss]];
  return fuse(compile([...params, ...inputs.values()], stages)).map((list) => {
    const bodies = list.flatMap((i) => (i.kind === "loop" ? i.bodies : []));
    expect(bodies).toHaveLength(1);
    return bodies[0].map(say);
  });
}
const say = (i: Scheduled): string =>
  i.kind === "fused" ? `loop, ${i.loop.stores.length} stored` : i.kind;

test("a step of an LSTM is a product a gate and one loop, forwards and backwards", () => {
  const four = Array<string>(4).fill("product");
  // Kept for the way back: f, i, g, o, tanh(c), and the states.
  expect(stepsOf(lstm, true)[0]).toEqual([...four, "loop, 7 stored"]);
  // The gradients of four gates, kept for the weights', and of c.
  expect(stepsOf(lstm, true)[1]).toEqual(["loop, 5 stored", ...four]);
});

test("what is run only forwards keeps the states and nothing else", () => {
  expect(stepsOf(lstm, false)[0].at(-1)).toBe("loop, 2 stored");
});

test("a step of a GRU has a loop before and a loop after the product that waits for r", () => {
  const [forwards] = stepsOf(gru, true);
  expect(forwards.map((s) => s.split(",")[0])).toEqual([
    ...["product", "product", "loop", "product", "loop"],
  ]);
});
