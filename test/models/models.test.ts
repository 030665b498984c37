import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import { random } from "../../src/core/random.js";
import { characterModel } from "../../src/models/character-model.js";
import { network } from "../../src/models/network.js";
import { vocabulary } from "../../src/models/vocabulary.js";

test("a network runs what is worked by hand", () => {
  const net = network(rnn, { input: 1, hidden: 1 });
  net.params.set({ W_h: [[0.5], [1]], b_h: [0.1] });
  const h1 = Math.tanh(0.5 * 0.2 + 1 + 0.1);
  const h2 = Math.tanh(0.5 * h1 - 2 + 0.1);
  const { h } = net.run([1, -2], { initial: { h: 0.2 } });
  expect(h.shape).toEqual([2, 1, 1]);
  expect(h.data[0]).toBeCloseTo(h1, 6);
  expect(h.data[1]).toBeCloseTo(h2, 6);
});

test("a latch by pinned gates keeps its state for 200 steps", () => {
  const net = network(lstm, { input: 1, hidden: 1 });
  const { c } = net.run(new Float32Array(200), { pin: { f: 1, i: 0 }, initial: { c: 0.7 } });
  expect(Math.max(...c.data)).toBe(Math.min(...c.data));
  expect(c.data[199]).toBeCloseTo(0.7, 7);
});

test("pinning a gate changes what follows from it and nothing else", () => {
  const net = network(lstm, { input: 2, hidden: 3, seed: 5 });
  const x = [
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  const [free, held] = [net.run(x), net.run(x, { pin: { o: 0 } })];
  expect(held.h.data.every((v) => v === 0)).toBe(true);
  expect(held.c.data.slice(0, 3)).toEqual(free.c.data.slice(0, 3)); // the first step has not yet seen h
  expect(held.c.data.slice(3)).not.toEqual(free.c.data.slice(3));
});

test("biases start where they are told to, 0 included; the others where the cell says", () => {
  const net = network(lstm, { input: 1, hidden: 2, bias: { f: 0, o: -3 } });
  expect(Array.from(net.params.get("b_f"))).toEqual([0, 0]);
  expect(Array.from(net.params.get("b_o"))).toEqual([-3, -3]);
  expect(Array.from(network(lstm, { input: 1, hidden: 2 }).params.get("b_f"))).toEqual([1, 1]);
});

test("sensitivity is the derivative: against differences", () => {
  const net = network(lstm, { input: 1, hidden: 2, seed: 8 });
  const T = 6;
  const x = Array.from({ length: T }, random(4).normal);
  const s = net.sensitivity(x, "h", "c", { initial: { c: [0.3, -0.2] } });
  expect(s.shape).toEqual([T, 1, 2]);
  // The state entering the run stands for c at the step before the first: its derivative continues the series.
  const sum = (c0: number) => {
    const { h } = net.run(x, { initial: { c: [c0, -0.2] } });
    return h.data[2 * T - 2] + h.data[2 * T - 1];
  };
  const slope = (sum(0.3 + 1e-2) - sum(0.3 - 1e-2)) / 2e-2;
  const f = net.run(x, { initial: { c: [0.3, -0.2] } }).f.data[0];
  expect(s.data[0] * f).toBeCloseTo(slope, 3);
});

test("sequences of the wrong kind are refused", () => {
  const net = network(rnn, { input: 2, hidden: 3 });
  expect(() => net.run([])).toThrow("RNN: x has no steps (T = 0); want at least one");
  expect(() => net.run([[1, 2], [3]])).toThrow("RNN: x has 1 numbers at step 1; want 2");
  expect(() => net.run({ shape: [1, 1, 3], data: new Float32Array(3) })).toThrow(
    "RNN: x is (1, 1, 3) with 3 numbers; want (T, B, 2)",
  );
  expect(() => net.run([[1, 2]], { initial: { h: [1, 2] } })).toThrow(
    'RNN: input "h0" is (1, 3), that is 3 numbers, but got 2',
  );
  expect(() => network(rnn, { input: 0, hidden: 3 })).toThrow(
    /each size must be a whole number of at least 1/,
  );
});

test("a vocabulary knows its characters and names the one it does not", () => {
  const v = vocabulary("hello 你好 😀");
  expect(v.decode(v.encode("你 😀"))).toBe("你 😀");
  expect(() => v.encode("hé")).toThrow(
    'encode: "é" (U+00E9) at 1 is not among the 8 characters of the vocabulary',
  );
  expect(() => v.decode([99])).toThrow("decode: 99 is not a number of the vocabulary, 0 to 7");
  expect(() => vocabulary("")).toThrow("vocabulary: the text is empty");
});

const TEXT = "the quick brown fox jumps over the lazy dog. ".repeat(30);

test.each([rnn, lstm])(
  "a character model of $name learns a text by heart, and says it",
  async (cell) => {
    const m = characterModel(cell, { vocabulary: vocabulary(TEXT), hidden: 32, seed: 2 });
    const before = m.loss(TEXT.slice(0, 200));
    expect(before).toBeGreaterThan(2.5);
    await m.train(TEXT, {
      steps: 250,
      lr: 0.01,
      clip: 1,
      length: 20,
      streams: 4,
      progress: () => {},
    });
    expect(m.loss(TEXT.slice(0, 200))).toBeLessThan(0.4);
    expect(m.sample(20, { start: "the quick ", temperature: 0 })).toBe(
      "the quick brown fox jumps over",
    );
    expect(m.sample(30, { seed: 1 })).toBe(m.sample(30, { seed: 1 }));
    expect(m.read("the fox").h.shape).toEqual([7, 1, 32]);
  },
);

test("a character model says while it trains what it has learnt so far", async () => {
  const m = characterModel(rnn, { vocabulary: vocabulary(TEXT), hidden: 16, seed: 2 });
  const losses = [m.loss(TEXT)];
  const progress = () => void losses.push(m.loss(TEXT));
  await m.train(TEXT, { steps: 5, lr: 0.01, length: 20, streams: 4, progress });
  expect(losses.at(-1)).toBeLessThan(losses[0]);
  expect(losses.at(-1)).toBe(m.loss(TEXT));
});

test("a character model refuses what it cannot read", async () => {
  const m = characterModel(rnn, { vocabulary: vocabulary("abc"), hidden: 4 });
  await expect(m.train("abcabc", { steps: 1 })).rejects.toThrow(
    "train: the text has 6 characters; 16 streams of 50 need 801",
  );
  await expect(m.train("", { steps: 1 })).rejects.toThrow("train: the text has 0 characters");
  expect(() => m.sample(3, { start: "" })).toThrow("sample: start is empty");
  expect(() => m.sample(3, { temperature: -1 })).toThrow("sample: temperature is -1");
  expect(() => m.loss("a")).toThrow("loss: the text has 1 characters; want two or more");
  expect(() => m.read("xyz")).toThrow('encode: "x"');
});
