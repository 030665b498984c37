import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import { cell } from "../../src/graph/cell.js";
import { pin } from "../../src/graph/edit.js";
import { ctc } from "../../src/graph/ctc.js";
import { model } from "../../src/graph/model.js";
import { softmax } from "../../src/graph/functions.js";
import { interpret } from "../../src/graph/interpret.js";
import {
  add,
  apply,
  broadcast,
  concat,
  constant,
  gather,
  matmul,
  mul,
  onehot,
  reshape,
  sigmoid,
  slice,
  stop,
  sumTo,
  swap,
  tanh,
} from "../../src/graph/ops.js";
import { compile } from "../../src/graph/plan.js";
import { gradient } from "../../src/graph/reverse.js";
import { runner } from "../../src/graph/runner.js";
import { makeNode, type Sym } from "../../src/graph/sym.js";

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
  expect(() => trace(pin(lstm, { q: 1 } as object) as never)).toThrow(
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
    "RNN: hidden is 2.5; want a whole number of at least 1",
  );
});

test("operations refuse what has no meaning, by name", () => {
  const x = makeNode("input", [], [2, 3], { name: "x" });
  const table = makeNode("input", [], [3, 2], { name: "table" });
  const row = makeNode("input", [], [3], { name: "row" });
  const stack = (n: number, rows: number): Sym =>
    makeNode("input", [], [n, rows, 3], { name: `stack ${n}` });
  const refused: readonly (readonly [() => unknown, string])[] = [
    [() => slice(x, 0, 1, 0), 'slice: 0 to 1 is not within axis 0 of "x", which is (2, 3)'],
    [() => slice(x, 0, 1.5), "slice: 0 to 1.5 is not within axis -1"],
    [() => slice(x, 0, 1, -3), 'slice: 0 to 1 is not within axis -3 of "x", which is (2, 3)'],
    [() => slice(x, 0, 1, -1.5), "slice: 0 to 1 is not within axis -1.5"],
    [() => slice(x, -1, 2), "slice: -1 to 2 is not within axis -1"],
    [() => slice(x, 2, 1), "slice: 2 to 1 is not within axis -1"],
    [() => slice(x, 1, 1), "slice: 1 to 1 is not within axis -1"],
    [() => slice(x, 1, 4), "slice: 1 to 4 is not within axis -1"],
    [() => swap(x, 0, 1), 'swap: "x" is (2, 3); it has no axes 0 and 1, counted from the end'],
    [() => swap(x, -1, -3), 'swap: "x" is (2, 3); it has no axes -1 and -3'],
    [() => swap(x, -3, -1), 'swap: "x" is (2, 3); it has no axes -3 and -1'],
    [() => swap(x, -1.5, -2), 'swap: "x" is (2, 3); it has no axes -1.5 and -2'],
    [() => add(x, table), 'add: "x" is (2, 3) but "table" is (3, 2)'],
    [() => add(table, stack(1, 2)), 'add: "table" is (3, 2) but "stack 1" is (1, 2, 3)'],
    // The last axes agree, an earlier one does not.
    [() => add(stack(1, 2), stack(1, 4)), '"stack 1" is (1, 2, 3) but "stack 1" is (1, 4, 3)'],
    [() => add(stack(2, 1), stack(3, 1)), '"stack 2" is (2, 1, 3) but "stack 3" is (3, 1, 3)'],
    [() => sumTo(x, [2]), 'sumTo: "x" is (2, 3) and cannot be summed to (2)'],
    [() => broadcast(x, [4, 4]), 'broadcast: "x" is (2, 3) and cannot fill (4, 4)'],
    [() => broadcast(stack(1, 1), [3]), "is (1, 1, 3) and cannot fill (3)"],
    [() => broadcast(x, [0, 3]), "broadcast: the target is (0, 3); each size must be"],
    [() => reshape(x, 2, [-2, -3]), 'reshape: "x" to is (-2, -3); each size must be'],
    [() => reshape(x, 5, [6]), 'reshape: the last 5 axes of "x" (2, 3) do not hold (6)'],
    [() => reshape(x, -1, [1]), 'reshape: the last -1 axes of "x" (2, 3) do not hold (1)'],
    [() => reshape(x, 2, [5]), 'reshape: the last 2 axes of "x" (2, 3) do not hold (5)'],
    [() => matmul(row, table), 'matmul: "row" is (3) and "table" is (3, 2); both need two axes'],
    [() => matmul(x, row), 'matmul: "x" is (2, 3) and "row" is (3); both need two axes or more'],
    [
      () => matmul(stack(2, 4), stack(5, 4), false, true),
      'matmul: "stack 2" is (2, 4, 3) but "stack 5" is (5, 4, 3); sizes before the last two must be',
    ],
    [() => matmul(onehot(x, 5), table), "inner sizes 5 and 3 must be equal"],
    [() => gather(constant([1, 2]), x), "gather: a constant is (2); want (rows, n)"],
    [() => onehot(x, 0), "onehot: its width is (0)"],
    [() => softmax(constant(1)), "softmax: 1 is one number; want at least one axis"],
    [() => add(), "add: got nothing; want at least one value"],
    [() => concat(x, 1 as never), "concat: got number; want a traced value"],
    [() => constant(undefined as never), "constant: got undefined; want a number or a list"],
  ];
  for (const [work, message] of refused) expect(work).toThrow(message);
});

test("a CTC loss is refused where its four parts do not fit together", () => {
  const [T, B, K, L] = [5, 2, 4, 3];
  const shaped = (...shapes: readonly (readonly number[])[]) => {
    const [x, labels, steps, lengths] = shapes.map((shape, k) =>
      makeNode("input", [], shape, { name: `in${k}` }),
    );
    return ctc(x, labels, steps, lengths).shape;
  };
  expect(shaped([T, B, K], [B, L], [B], [B])).toEqual([B]);
  for (const shapes of [
    [[T, B], [B, L], [B], [B]],
    [[1, T, B, K], [T, L], [T], [T]],
    [[T, B, K], [B], [B], [B]],
    [[T, B, K], [B, L, 1], [B], [B]],
    [[T, B, K], [T, L], [B], [B]],
    [[T, B, K], [B, L], [T], [B]],
    [[T, B, K], [B, L], [B], [T]],
    [[T, B, K], [B, L], [B, 1], [B]],
    [[T, B, K], [B, L], [B], [B, 1]],
  ]) {
    const [x, labels, steps, lengths] = shapes.map((shape) => `(${shape.join(", ")})`);
    expect(() => shaped(...shapes)).toThrow(
      `ctc: logits are ${x}, labels ${labels}, steps ${steps}, lengths ${lengths}; want (T, B, K), (B, L), (B), (B)`,
    );
  }
});

test("an axis of one is put in or taken away without a change of the numbers", () => {
  const x = makeNode("input", [], [2, 3], { name: "x" });
  expect(reshape(x, 0, [1]).shape).toEqual([2, 3, 1]);
  const [apart] = interpret([reshape(x, 0, [1])], new Map([[x, [1, 2, 3, 4, 5, 6]]]));
  expect([...apart.data]).toEqual([1, 2, 3, 4, 5, 6]);
});

test("an index that is no row is refused where it is used, in either way of running", () => {
  const picked = model("picked", (m) => ({
    y: gather(m.param("table", [3, 2]), m.input("rows", [2])),
    z: onehot(m.input("ones", [1]), 3),
  }));
  const plan = picked.plan({});
  expect(() => plan.forward({ rows: [1, 4], ones: [0] })).toThrow(
    "gather: an index is 4; want a whole number from 0 to 2",
  );
  expect(() => plan.forward({ rows: [1, 2], ones: [0.5] })).toThrow("onehot: an index is 0.5");

  const [table, index, d] = [[3, 2], [2], [2, 2]].map((shape, k) =>
    makeNode("input", [], shape, { name: `in${k}` }),
  );
  const uses = {
    gather: gather(table, index),
    onehot: onehot(index, 3),
    scatter: apply("scatter", [d, index], { rows: 3 }),
  };
  for (const [op, node] of Object.entries(uses))
    for (const at of [3, -1, 0.5, NaN]) {
      const given = new Map([
        [table, [1, 2, 3, 4, 5, 6]],
        [index, [0, at]],
        [d, [1, 2, 3, 4]],
      ]);
      const message = `${op}: an index is ${at}; want a whole number from 0 to 2`;
      expect(() => interpret([node], given)).toThrow(message);
      const compiled = compile([table, index, d], [[node]]);
      for (const tier of ["js", "simd"] as const) {
        const { memory, run } = runner(compiled, "float32", tier);
        for (const [input, numbers] of given) memory.set(numbers, compiled.place(input).at);
        expect(() => run(0)).toThrow(message);
      }
    }
});

test("the gradient with respect to a value goes on to what the value is made of", () => {
  const x = makeNode("input", [], [], { name: "x" });
  const a = tanh(x);
  const given = new Map([[x, [0.4]]]);
  const [da, dx] = interpret(gradient(mul(a, a), [a, x]), given).map((v) => v.data[0]);
  expect(da).toBeCloseTo(2 * Math.tanh(0.4), 12);
  expect(dx).toBeCloseTo(2 * Math.tanh(0.4) * (1 - Math.tanh(0.4) ** 2), 12);
});

test("a weight that no gradient reaches within a recurrence has the gradient 0, the others theirs", () => {
  const [T, B, I, H] = [3, 2, 2, 2];
  const gradients = (order: readonly string[]) => {
    const mine = cell("Mine", { h: "time" }, ({ x, h, param }) => {
      const w = Object.fromEntries(
        order.map((name) => [name, param(name, name === "v" ? [I, H] : [H], { normal: 1 })]),
      );
      // p is read by no product: its sum is made within the loop, or put off.
      return { h: tanh(add(matmul(x, w["v"]), mul(h, w["p"]), stop(mul(h, w["q"])))) };
    });
    const plan = model("m", (m) => {
      const { h } = m.scan(m.layer("", mine, { hidden: H }), { x: m.input("x", [T, B, I]) });
      return { loss: sumTo(mul(h, h), []) };
    }).plan({}, { dtype: "float64" });
    const x = Float64Array.from({ length: T * B * I }, (_, k) => Math.sin(k + 1));
    plan.params.set({ v: [0.3, -0.2, 0.5, 0.7], p: [0.4, -0.6], q: [0.9, 0.1] });
    plan.forward({ x });
    const grads = plan.backward();
    return Object.fromEntries(["v", "p", "q"].map((name) => [name, [...grads.get(name)]]));
  };
  const all = gradients(["v", "p", "q"]);
  expect(all["q"]).toEqual([0, 0]);
  for (const name of ["v", "p"])
    for (const d of all[name]) expect(Math.abs(d)).toBeGreaterThan(0.01);
  for (const order of [
    ["q", "v", "p"],
    ["p", "q", "v"],
    ["v", "q", "p"],
  ])
    expect(gradients(order)).toEqual(all);
});

test("numbers nested as deep as the shape must have its lengths", () => {
  const plan = model("m", (m) => ({ y: add(m.input("x", [2, 3]), 0) })).plan({});
  expect(() =>
    plan.forward({
      x: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    }),
  ).toThrow('m: input "x" is (2, 3) but got (3, 2)');
  expect(() => plan.forward({ x: [[1], [2, 3, 4], [5, 6]] })).toThrow(
    'm: input "x": its rows have different lengths',
  );
  expect(Array.from(plan.forward({ x: [1, 2, 3, 4, 5, 6] }).y)).toEqual([1, 2, 3, 4, 5, 6]);
});

test("names that are taken, weights made twice, starts of nothing are refused", () => {
  const step = ({ h }: { readonly h: Sym }) => ({ h });
  expect(() => cell("Mine", { h: "time", affine: "time" }, step as never)).toThrow(
    'Mine: a name cannot be "affine"',
  );
  expect(() => trace(cell("Mine", { h: "time" }, ({ h }) => ({ h: add(h, 1), final: h })))).toThrow(
    'Mine: the step returns "final"',
  );
  expect(() => trace(cell("Mine", { h: "time" }, (() => undefined) as never))).toThrow(
    "Mine: the step returns undefined; want a record such as { h }",
  );
  expect(() => trace(cell("Mine", { h: "time" }, step, { bias: { f: 1 } }))).toThrow(
    'Mine: there is no affine("f") to start; the step has none',
  );
  const twice = model("m", (m) => {
    const x = m.input("x", [1, 1, 2]);
    return { y: add(m.dense("out", 2, x), m.dense("out", 2, x)) };
  });
  expect(() => twice.trace({})).toThrow('m: dense("out") is made twice');
  const odd = (init: unknown) =>
    model("m", (m) => ({ p: m.param("p", [2], init as never) })).trace({});
  expect(() => odd("glorott")).toThrow('m: p starts as "glorott"; want a number, "glorot"');
  expect(() => summed.plan({ T: 2, B: 1 }).backward()).toThrow(
    "Summed: backward needs a forward before it",
  );
});
