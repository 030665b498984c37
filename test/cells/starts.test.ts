import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { irnn, rnn } from "../../src/cells/rnn.js";
import { network } from "../../src/models/network.js";

const rows = (W: ArrayLike<number>, width: number): number[][] =>
  Array.from({ length: W.length / width }, (_, r) =>
    Array.from(W).slice(r * width, (r + 1) * width),
  );

test("IRNN starts as Le, Jaitly and Hinton have it: h by the identity, x by noise of 0.001, bias 0", () => {
  const { params } = network(irnn, { input: 500, hidden: 4, seed: 2 });
  const W = rows(params.get("W_h"), 4);
  expect(W.slice(0, 4)).toEqual([0, 1, 2, 3].map((r) => [0, 1, 2, 3].map((k) => +(r === k))));
  const noise = W.slice(4).flat();
  const sd = Math.sqrt(noise.reduce((sum, v) => sum + v * v, 0) / noise.length);
  expect(Math.abs(sd / 0.001 - 1)).toBeLessThan(0.1);
  expect(params.get("b_h").every((v) => v === 0)).toBe(true);
  // With nothing coming in, what is held stays held.
  const nothing = Array.from({ length: 50 }, () => [0]);
  const held = network(irnn, { input: 1, hidden: 3 }).run(nothing, { initial: { h: [1, 0, 2] } });
  expect(Array.from(held.h.data.slice(-3))).toEqual([1, 0, 2]);
});

test("a layer may start any matrix and bias otherwise, by gate and operand", () => {
  const { params } = network(rnn, {
    input: 2,
    hidden: 5,
    weight: { h: ["orthogonal", 0.25] },
    bias: { h: { normal: 1 } },
  });
  const W = rows(params.get("W_h"), 5);
  for (const a of W.slice(0, 5))
    for (const b of W.slice(0, 5))
      expect(a.reduce((sum, v, k) => sum + v * b[k]!, 0)).toBeCloseTo(a === b ? 1 : 0, 6);
  expect(new Set(W.slice(5).flat())).toEqual(new Set([0.25]));
  expect(new Set(params.get("b_h")).size).toBe(5);
});

test("the forget gate's bias is 1 unless it is asked for otherwise", () => {
  const biasOf = (options: object) =>
    network(lstm, { input: 1, hidden: 2, ...options }).params.get("b_f")[0];
  expect(biasOf({})).toBe(1);
  expect(biasOf({ bias: { f: -2 } })).toBe(-2);
  expect(() => biasOf({ bias: { q: 1 } })).toThrow(
    "LSTM: there is no b_q to start; it was named in bias",
  );
  expect(() => biasOf({ weight: { f: ["identity"] } })).toThrow(
    'LSTM: weight "f" starts with 1 values but has 2 operands',
  );
});
