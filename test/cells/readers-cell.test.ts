import { expect, test } from "vitest";
import {
  add,
  cell,
  count,
  lstm,
  model,
  mul,
  sigmoid,
  sumTo,
  tanh,
  type AnyCell,
} from "../../src/index.js";

/** The LSTM again, as a reader would write it in a notebook. */
const mine = cell(
  "Mine",
  { h: "time", c: "time" },
  ({ x, h, c, affine }) => {
    const f = sigmoid(affine("f", h, x));
    const i = sigmoid(affine("i", h, x));
    const g = tanh(affine("g", h, x));
    const cNext = add(mul(f, c), mul(i, g));
    const o = sigmoid(affine("o", h, x));
    return { h: mul(o, tanh(cNext)), c: cNext, f, i, g, o };
  },
  { bias: { f: 1 } },
);

test("a reader's cell costs what the built-in one does: the same instructions, the same bits", () => {
  const sizes = { input: 7, hidden: 12 };
  expect(count(mine, sizes)).toEqual(count(lstm, sizes));
  const run = (of: AnyCell) => {
    const plan = model("m", (m) => {
      const layer = m.layer<AnyCell>("", of, { hidden: 12 });
      const out = m.scan(layer, { x: m.input("x", [9, 4, 7]) }) as unknown as { h: never };
      return { loss: sumTo(mul(out.h, out.h), []) };
    }).plan({}, { seed: 5 });
    plan.forward({ x: Float32Array.from({ length: 9 * 4 * 7 }, (_, k) => Math.sin(k)) });
    return plan.backward().flat;
  };
  expect(run(mine)).toEqual(run(lstm));
});
