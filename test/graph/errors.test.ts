import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import { cell } from "../../src/graph/cell.js";
import { pin } from "../../src/graph/edit.js";
import { model } from "../../src/graph/model.js";
import { add, matmul, mul, sigmoid, sumTo, tanh } from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";

/** Traces a cell over T = 2, B = 2, I = 3, H = 4. */
const trace = (mine: ReturnType<typeof cell>) =>
  model("m", (m) => ({
    h: m.scan(m.layer("", mine as typeof rnn, { hidden: 4 }), { x: m.input("x", [2, 2, 3]) }).h,
  })).trace({});

test("shape mistakes are told in the reader's names", () => {
  const mine = cell("Mine", { h: "time" }, ({ x, h }) => ({ h: add(x, h) }));
  expect(() => trace(mine)).toThrow(
    'Mine: add: "x" is (2, 3) but "h" is (2, 4); sizes must be equal or 1, matched from the last axis',
  );
  const wide = cell("Wide", { h: "time" }, ({ x, dense }) => ({ h: tanh(dense("u", 5, x)) }));
  expect(() => trace(wide)).toThrow('Wide: "h" is (2, 4) but the step returns tanh (2, 5) for it');
  const product = cell("Product", { h: "time" }, ({ x, h }) => ({ h: matmul(h, x) }));
  expect(() => trace(product)).toThrow(
    'Product: matmul: "h" is (2, 4) but "x" is (2, 3); inner sizes 4 and 2 must be equal',
  );
});

test("name mistakes say what there is", () => {
  const reads = cell("Mine", { h: "time" }, ({ h, ...rest }) => ({
    h: add(h, (rest as unknown as { gate: Sym }).gate),
  }));
  expect(() => trace(reads)).toThrow(/add: got undefined/);
  const asks = cell("Mine", { h: "time" }, (given) => ({
    h: add(given.h, (given as unknown as { gate: Sym }).gate),
  }));
  expect(() => trace(asks)).toThrow(
    'Mine: the step reads "gate", which is neither declared nor a tool; declared: x, h',
  );
  expect(() => trace(cell("Mine", { h: "time" }, (() => ({})) as never))).toThrow(
    'Mine: the step must return the next "h"',
  );
  const twice = cell("Mine", { h: "time" }, ({ x, affine }) => ({
    h: add(affine("u", x), affine("u", x)),
  }));
  expect(() => trace(twice)).toThrow('Mine: affine("u") is used twice in one step');
  expect(() => cell("Mine", { h: "tmie" as "time" }, ({ h }) => ({ h }))).toThrow(
    'Mine: "h" is "tmie"; want "time", "step", "whole", time(...), depth(...) or a cell',
  );
  expect(() => cell("Mine", { x: "time" }, ({ x }) => ({ x }))).toThrow(
    'Mine: "x" is always the input of the step',
  );
  const same = cell("Mine", { h: "time" }, ({ h, x, affine }) => {
    const next = tanh(affine("h", h, x));
    return { h: next, again: next };
  });
  expect(() => trace(same)).toThrow(
    'Mine: "h" and "again" are one value; return it under one name',
  );
});

test("a traced value is not a number", () => {
  const mine = cell("Mine", { h: "time" }, ({ h }) => ({
    h: ((h as unknown as number) * 2) as unknown as Sym,
  }));
  expect(() => trace(mine)).toThrow('Mine: "h" is a traced value, not a number: write mul(a, b)');
});

test("a step's value cannot be used outside the step", () => {
  let leaked: Sym | undefined;
  const mine = cell("Mine", { h: "time" }, ({ x, h, affine }) => {
    leaked = sigmoid(affine("z", x));
    return { h: mul(leaked, h) };
  });
  trace(mine);
  expect(() => add(leaked!, 1)).toThrow(
    "add: sigmoid belongs to the step of Mine and was used outside it; return it from the step",
  );
});

test("pins name a value that is there", () => {
  expect(() => trace(pin(lstm, { q: 1 }) as never)).toThrow(
    'pin: LSTM has no "q"; it has h, c, f, i, g, o',
  );
});

const summed = model("Summed", (m, { T, B }: { T: number; B: number }) => ({
  loss: sumTo(m.scan(m.layer("", rnn, { hidden: 2 }), { x: m.input("x", [T, B, 3]) }).h, []),
}));

test("plans check what they are given", () => {
  const plan = summed.plan({ T: 2, B: 1 });
  expect(() => plan.forward({})).toThrow('Summed: forward needs input "x" (2, 1, 3)');
  expect(() => plan.forward({ x: [1, 2] })).toThrow(
    'Summed: input "x" is (2, 1, 3), that is 6 numbers, but got 2',
  );
  expect(() => plan.forward({ x: new Float32Array(6), y: 1 })).toThrow(
    'Summed: forward was given "y"; inputs: x',
  );
  expect(() => plan.forward({ x: ["a", 1, 2, 3, 4, 5] as never })).toThrow(
    'Summed: input "x": number 0 is a',
  );
  expect(() => summed.plan({ T: 0, B: 1 })).toThrow(
    'Summed: input "x" is (0, 1, 3); each size must be a whole number of at least 1',
  );
  expect(() => summed.plan({ T: 2, B: 1 }, { gradients: false }).backward()).toThrow(
    "Summed: this plan has no gradients",
  );
  expect(() => plan.inputGradient("x")).toThrow(
    'Summed: the gradient of "x" was not asked for; name it in wrt',
  );
});

test("parameters are found by name and keep their shape", () => {
  const { params } = summed.plan({ T: 2, B: 1 });
  expect(params.names).toEqual(["W_h", "b_h"]);
  expect(params.shape("W_h")).toEqual([5, 2]);
  expect(() => params.set({ W_q: 1 })).toThrow('params: there is no "W_q"; there are W_h, b_h');
  const before = params.flat.slice();
  expect(() => params.set({ b_h: [7, 7], W_h: [1, 2] })).toThrow(
    "params: W_h is (5, 2), that is 10 numbers, but got 2",
  );
  expect(params.flat).toEqual(before); // all or nothing
});

test("what a cell does not have is not passed over in silence", () => {
  const scanned = (sequences: object, options: object = {}, hidden = 2) =>
    model("m", (m) => {
      const x = m.input("x", [3, 2, 1]);
      const other = m.input("other", [3, 4, 1]);
      const layer = m.layer("", rnn, { hidden });
      const put = (given: object) =>
        Object.fromEntries(Object.entries(given).map(([k, v]) => [k, v === "x" ? x : other]));
      const [first, second] = [put(sequences), put(options)];
      return { h: m.scan(layer, first as { x: Sym }, second).h };
    }).trace({});
  expect(() => scanned({ x: "x", noise: "x" })).toThrow(
    'RNN: scan was given the sequence "noise", which the cell does not have; it has x',
  );
  expect(() => scanned({ x: "x" }, { mask: "other" })).toThrow(
    'RNN: "mask" is (3, 4, 1); want (T, B, ...) with T = 3 and B = 2',
  );
  const withNames = (what: "initial" | "whole") =>
    model("m", (m) => {
      const options = { [what]: { c: m.input("c0", [2, 2]) } };
      const layer = m.layer("", rnn, { hidden: 2 });
      return { h: m.scan(layer, { x: m.input("x", [3, 2, 1]) }, options).h };
    }).trace({});
  expect(() => withNames("initial")).toThrow(
    'RNN: scan was given initial: "c", which the cell does not have; it has h',
  );
  expect(() => withNames("whole")).toThrow(
    'RNN: scan was given whole: "c", which the cell does not have; it has none',
  );
  expect(() => scanned({ x: "x" }, {}, 2.5)).toThrow(
    'RNN: state "h" would be 2.5 wide at hidden 2.5; want whole numbers of at least 1',
  );
});
