/** Networks that PyTorch and Keras trained and saved: test/golden/make_weights.py made the files, and says what they hold. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  cell,
  fromKeras,
  fromTorch,
  gru,
  gruResetAfter,
  lstm,
  numbersOf,
  peephole,
  readSafetensors,
  recurrent,
  reluRnn,
  rnn,
  tanh,
  toKeras,
  toTorch,
  writeSafetensors,
  type AnyCell,
  type RecurrentOptions,
  type SavedTensor,
} from "../../src/index.js";
import { relativeError } from "../witness/error.js";

const file = (name: string): Uint8Array =>
  readFileSync(new URL(`../golden/weights/${name}.safetensors`, import.meta.url));
const tensors = (name: string) => readSafetensors(file(name)).tensors;
const [T, B, I, H, O] = [7, 3, 4, 5, 2];
const sizes = { input: I, hidden: H, output: O };
type Case = [string, AnyCell, Partial<RecurrentOptions>];
const both = { bidirectional: true };

const torchCases: Case[] = [
  ["rnn", rnn, {}],
  ["relu", reluRnn, {}],
  ["lstm", lstm, {}],
  ["lstm-stacked-bidirectional", lstm, { layers: 2, ...both }],
  ["gru", gruResetAfter, {}],
  ["gru-stacked-bidirectional", gruResetAfter, { layers: 3, ...both }],
  ["gru-without-bias", gruResetAfter, { layers: 2 }],
];

test.each(torchCases)(
  "torch %s: says what PyTorch says to 1e-6, and comes back bit for bit",
  (name, kind, options) => {
    const net = recurrent<AnyCell>(kind, { ...sizes, ...options, seed: 9 });
    const state = tensors(`torch-${name}`);
    fromTorch(net, state);
    const { x, y, final } = tensors(`torch-${name}-says`);
    const said = net.run({ shape: [T, B, I], data: numbersOf(x) as Float32Array });
    expect(relativeError(said.output.data, numbersOf(y))).toBeLessThan(1e-6);
    const h = said.final.flatMap((states) => [...states["h"].data]);
    expect(relativeError(h, numbersOf(final))).toBeLessThan(1e-6);

    const back = toTorch(net, { like: state });
    expect(Buffer.from(writeSafetensors(back)).equals(Buffer.from(file(`torch-${name}`)))).toBe(
      true,
    );

    // Trained further, or without the file: the biases' sum is right, and the names are those asked for.
    net.params.flat.forEach((v, k, all) => (all[k] = v + 0.25));
    const after = net.run({ shape: [T, B, I], data: numbersOf(x) as Float32Array }).output.data;
    for (const given of [
      toTorch(net, { like: state }),
      toTorch(net),
      toTorch(net, { names: { layers: "a.b.", output: "c." } }),
    ]) {
      const other = recurrent<AnyCell>(kind, { ...sizes, ...options });
      fromTorch(other, given);
      expect(
        relativeError(
          other.run({ shape: [T, B, I], data: numbersOf(x) as Float32Array }).output.data,
          after,
        ),
      ).toBeLessThan(1e-6);
    }
    expect(Object.keys(toTorch(net, { names: { layers: "a.b.", output: "c." } }))).toContain(
      "c.weight",
    );
    // Ours, out and home again: no bias is split, so that nothing is rounded.
    const again = recurrent<AnyCell>(kind, { ...sizes, ...options });
    fromTorch(again, toTorch(net));
    expect(again.params.flat).toEqual(net.params.flat);
  },
);

test("torch in double precision: weights and sums of biases are not rounded", () => {
  const net = recurrent<AnyCell, "float64">(lstm, { ...sizes, dtype: "float64" });
  const state = tensors("torch-lstm");
  fromTorch(net, state);
  const { x, y } = tensors("torch-lstm-says");
  const { output } = net.run({ shape: [T, B, I], data: numbersOf(x) as Float32Array });
  expect(relativeError(output.data, numbersOf(y))).toBeLessThan(1e-6);
  const [ih, hh] = ["bias_ih_l0", "bias_hh_l0"].map((k) => numbersOf(state[`rnn.${k}`]));
  expect(net.params.get("b_i")[0]).toBe(ih[0] + hh[0]);
  expect(toTorch(net)["weight_ih_l0"].data).toBeInstanceOf(Float64Array);
});

const kerasCases: Case[] = [
  ["rnn", rnn, {}],
  ["lstm", lstm, {}],
  ["lstm-last", lstm, { layers: 2, returnSequences: false }],
  ["lstm-bidirectional-last", lstm, { ...both, returnSequences: false }],
  ["gru", gruResetAfter, {}],
  ["gru-reset-before", gru, {}],
  ["gru-stacked-bidirectional", gruResetAfter, { layers: 2, ...both }],
];

/** (a, b, n) as (b, a, n). */
const swapped = (v: ArrayLike<number>, a: number, b: number, n: number): Float32Array =>
  Float32Array.from({ length: a * b * n }, (_, k) => {
    const [j, i] = [Math.floor(k / (a * n)), Math.floor(k / n) % a];
    return v[(i * b + j) * n + (k % n)];
  });

test.each(kerasCases)(
  "keras %s: says what Keras says to 1e-6, and comes back",
  (name, kind, options) => {
    const net = recurrent<AnyCell>(kind, { ...sizes, ...options, seed: 9 });
    const weights = Object.values(tensors(`keras-${name}`));
    fromKeras(net, weights);
    const { x, y } = tensors(`keras-${name}-says`);
    const { output } = net.run({ shape: [T, B, I], data: swapped(numbersOf(x), B, T, I) });
    const wanted =
      options.returnSequences === false ? numbersOf(y) : swapped(numbersOf(y), B, T, O);
    expect(relativeError(output.data, wanted)).toBeLessThan(1e-6);

    const back = toKeras(net);
    expect(back.map((w) => w.shape)).toEqual(weights.map((w) => w.shape));
    const other = recurrent<AnyCell>(kind, { ...sizes, ...options });
    fromKeras(other, back);
    expect(other.params.flat).toEqual(net.params.flat);
    // Where there is one bias it is the same; of two, the sum.
    if (!name.startsWith("gru") || name === "gru-reset-before")
      expect(back.map((w) => [...w.data])).toEqual(weights.map((w) => [...numbersOf(w)]));
  },
);

const NAMES = { layers: "rnn.", output: "fc." };

test("what does not fit is refused by its name, and changes nothing", () => {
  const net = recurrent(lstm, sizes);
  const before = net.params.flat.slice();
  const state = tensors("torch-lstm");
  const without = (name: string) => {
    const { [name]: _left, ...rest } = state;
    return rest;
  };
  const wrong = { shape: [3, 5], data: new Float32Array(15) };
  const strange = cell("Mine", { h: "time" }, ({ x, h, affine }) => ({
    h: tanh(affine("h", h, x)),
  }));
  const refused: [() => void, string][] = [
    [
      () => fromTorch(net, without("rnn.weight_hh_l0")),
      'fromTorch: there is no "rnn.weight_hh_l0"; there are ',
    ],
    [() => fromTorch(net, without("fc.weight")), 'fromTorch: there is no "out.weight"'],
    [
      () => fromTorch(net, { ...state, "fc.weight": wrong }),
      "fromTorch: fc.weight is (3, 5); want (2, 5)",
    ],
    [
      () => fromTorch(net, { ...state, "rnn.weight_ih_l1": wrong }),
      "fromTorch: nothing would use rnn.weight_ih_l1; if that is meant",
    ],
    [
      () => fromTorch(net, { ...state, "bn.weight": wrong }),
      "state_dict: 1 names end in weight_ih_l0 and 2 in .weight",
    ],
    [
      () => fromTorch(net, without("rnn.bias_hh_l0")),
      'fromTorch: there is no "rnn.bias_hh_l0"; there are ',
    ],
    [
      () => fromTorch(net, { ...state, "rnn.weight_hh_l0": { ...wrong, shape: [20, 5] } }),
      "fromTorch: rnn.weight_hh_l0 is (20, 5), that is 100 numbers, but has 15",
    ],
    [
      () =>
        fromTorch(net, {
          ...state,
          "fc.bias": { shape: [2], data: [1, 2] as unknown as Float32Array },
        }),
      "fromTorch: fc.bias has data in an array of no type; want a Float32Array or Float64Array",
    ],
    [
      () => fromTorch(net, { ...state, "fc.bias": undefined as unknown as SavedTensor }),
      "fromTorch: fc.bias is no tensor; want { shape, data }",
    ],
    [
      () => fromTorch(net, { ...state, "rnn.weight_ih_l0_reverse": wrong }, NAMES),
      "fromTorch: nothing would use rnn.weight_ih_l0_reverse",
    ],
    [() => fromTorch(net, {}), "state_dict: 0 names end in weight_ih_l0"],
    [
      () => fromTorch(recurrent(gru, sizes), state),
      "fromTorch: PyTorch has no GRU; it has rnn, reluRnn, lstm and gruResetAfter",
    ],
    [() => void toTorch(recurrent(peephole(), sizes)), "toTorch: PyTorch has no Peephole"],
    [
      () => void toTorch(recurrent<AnyCell>([rnn, lstm], sizes)),
      "toTorch: PyTorch has no RNN, LSTM",
    ],
    [() => void toKeras(recurrent(strange, sizes)), "toKeras: Keras has no Mine; it has rnn"],
    [
      () => fromKeras(net, []),
      "fromKeras: got 0 arrays; want 5: kernel, recurrent kernel and bias of 1 layers and directions, kernel and bias of a dense layer",
    ],
    [
      () => fromKeras(net, [wrong, wrong, wrong, wrong, wrong]),
      "fromKeras: array 0, a kernel, is (3, 5); want (4, 20)",
    ],
    [
      () => fromKeras(net, [{ ...wrong, shape: [4, 20] }, wrong, wrong, wrong, wrong]),
      "fromKeras: array 0, a kernel, is (4, 20), that is 80 numbers, but has 15",
    ],
  ];
  for (const [act, message] of refused) expect(act).toThrow(message);
  expect(net.params.flat).toEqual(before);
  // Others may stand beside them if it is said which are meant.
  fromTorch(net, { ...state, "bn.weight": wrong as unknown as SavedTensor }, NAMES);
  expect(net.params.flat).not.toEqual(before);
});

test("a bias that was learnt comes with all that PyTorch wants beside it", () => {
  const net = recurrent(lstm, { input: 4, hidden: 5, layers: 2 });
  const full = toTorch(net);
  const like = Object.fromEntries(Object.entries(full).filter(([name]) => !name.includes("bias")));
  fromTorch(net, like);
  expect(Object.keys(toTorch(net, { like }))).toEqual(Object.keys(like));
  net.params.get("layers.1.b_i")[0] = 1;
  expect(Object.keys(toTorch(net, { like }))).toEqual(Object.keys(full));
});
