import { expect, test } from "vitest";
import {
  adamState,
  clockwork,
  depthGated,
  fromCheckpoint,
  gruResetAfter,
  lstm,
  padSequences,
  peephole,
  random,
  recurrent,
  rnn,
  toCheckpoint,
  type AnyCell,
  type Precision,
  type RecurrentOptions,
} from "../../src/index.js";
import {
  torchBidirectional,
  torchPacked,
  torchStacked,
  torchStackedBidirectional,
  layerNames,
  type LayersCase,
} from "../golden/golden.js";
import { relativeError } from "../witness/error.js";

const CELLS = { rnn, lstm, gru: gruResetAfter };
const cases = [
  ...torchBidirectional.cases,
  ...torchStacked.cases,
  ...torchStackedBidirectional.cases,
  ...torchPacked.cases,
];

/** A network with the weights of a golden case. */
const ofTorch = <D extends Precision>(c: LayersCase, dtype: D) => {
  const net = recurrent<AnyCell, D>(CELLS[c.cell], {
    ...{ input: c.I, hidden: c.H, layers: c.L, bidirectional: c.D === 2, dtype },
  });
  net.params.set(c.weights);
  return net;
};

test.each([
  ["float64", 2e-8], // PyTorch's numbers are rounded to 9 digits
  ["float32", 1e-6],
] as const)(
  "%s: outputs and last states are PyTorch's, of every stack, way and length",
  (dtype, limit) => {
    expect(cases.length).toBeGreaterThan(60);
    for (const c of cases) {
      const net = ofTorch(c, dtype);
      const names = net.cells[0].states(c.H).map((s) => s.name);
      const initial = layerNames(c).map((prefix) =>
        Object.fromEntries(names.map((s) => [s, c.initial[`${prefix}${s}0`]])),
      );
      const x = { shape: [c.T, c.B, c.I], data: Float64Array.from(c.x) };
      const { output, final } = net.run(x, {
        initial,
        ...(c.lengths ? { lengths: c.lengths } : {}),
      });
      expect(output.shape).toEqual([c.T, c.B, c.H * c.D]);
      expect(output.data).toBeInstanceOf(dtype === "float64" ? Float64Array : Float32Array);
      expect(relativeError(output.data, c.h)).toBeLessThan(limit);
      layerNames(c).forEach((prefix, k) => {
        for (const s of names)
          expect(relativeError(final[k][s].data, c.final[`${prefix}${s}T`])).toBeLessThan(limit);
      });
    }
  },
);

const options = { input: 2, hidden: 8, layers: 2, output: 3, seed: 4 } satisfies RecurrentOptions;
const noise = (count: number, seed = 1) =>
  Float32Array.from({ length: count }, random(seed).normal);

test.each([rnn, lstm, gruResetAfter, peephole(), clockwork([1, 2, 4, 8])] as AnyCell[])(
  "$name: a stream says step by step what a run says of the whole, in both precisions",
  (cell) => {
    for (const [dtype, digits] of [
      ["float64", 14],
      ["float32", 5],
    ] as const) {
      const net = recurrent<AnyCell, Precision>(cell, { ...options, dtype });
      const [T, B] = [19, 3];
      const x = { shape: [T, B, 2], data: noise(T * B * 2) };
      const whole = net.run(x);
      const probed = net.probe(x);
      const stream = net.stream({ batch: B });
      for (let t = 0; t < T; t++) {
        const { output, probes } = stream.step(x.data.subarray(t * B * 2, (t + 1) * B * 2));
        expect(output.shape).toEqual([B, 3]);
        output.data.forEach((v, k) =>
          expect(v).toBeCloseTo(whole.output.data[t * B * 3 + k], digits),
        );
        probes.forEach((layer, l) => {
          expect(Object.keys(layer)).toEqual(Object.keys(probed[l]));
          for (const [name, { data, shape }] of Object.entries(layer)) {
            expect(shape[0]).toBe(B);
            data.forEach((v, k) =>
              expect(v).toBeCloseTo(probed[l][name].data[t * data.length + k], digits),
            );
          }
        });
      }
      for (const [l, states] of stream.states().entries())
        for (const [name, { data, shape }] of Object.entries(states)) {
          expect(shape).toEqual(whole.final[l][name].shape);
          data.forEach((v, k) => expect(v).toBeCloseTo(whole.final[l][name].data[k], digits));
        }
    }
  },
);

test("a stream is put back, and goes on from the states of a run", () => {
  const net = recurrent(lstm, options);
  const x = noise(20);
  const stream = net.stream();
  const rows = Array.from({ length: 10 }, (_, t) => x.subarray(2 * t, 2 * t + 2));
  const first = rows.map((row) => stream.step(row).output.data);
  stream.reset();
  expect(rows.map((row) => stream.step(row).output.data)).toEqual(first);
  const half = net.run(rows.slice(0, 5));
  stream.reset(half.final);
  rows
    .slice(5)
    .forEach((row, t) =>
      stream.step(row).output.data.forEach((v, k) => expect(v).toBeCloseTo(first[5 + t][k], 6)),
    );
  const rest = net.run(rows.slice(5), { initial: half.final });
  expect(rest.output.data.at(-1)).toBeCloseTo(first[9][2], 6);
});

test("a stream keeps the weights it was made with, and does not move at a wrong step", () => {
  const net = recurrent(rnn, { input: 2, hidden: 3 });
  const [stream, other] = [net.stream(), net.stream()];
  const before = other.step([1, 2]).output.data;
  net.params.flat.fill(0);
  expect(() => stream.step([1])).toThrow("RNN: step: x is (1, 2), that is 2 numbers, but got 1");
  expect(() => stream.step({ shape: [2, 1], data: noise(2) })).toThrow(
    "RNN: step: x is (2, 1); want (1, 2)",
  );
  expect(stream.step([1, 2]).output.data).toEqual(before);
  expect(net.run([[1, 2]]).output.data).toEqual(new Float32Array(3));
});

test("sequences of unequal lengths: each gives what it gives alone", () => {
  const lists = [3, 1, 7, 4].map((n, b) =>
    Array.from({ length: n }, (_, t) => [Math.sin(b + t), Math.cos(2 * t - b)]),
  );
  for (const bidirectional of [false, true])
    for (const returnSequences of [true, false]) {
      const net = recurrent(lstm, { ...options, bidirectional, returnSequences });
      const { x, lengths } = padSequences(lists, { steps: 9 });
      expect(x.shape).toEqual([9, 4, 2]);
      expect([...lengths]).toEqual([3, 1, 7, 4]);
      const { output } = net.run(x, { lengths });
      lists.forEach((list, b) => {
        const alone = net.run(list).output.data;
        const steps = returnSequences ? 9 : 1;
        for (let t = 0; t < steps; t++)
          for (let k = 0; k < 3; k++) {
            const got = output.data[(t * 4 + b) * 3 + k];
            if (returnSequences && t >= list.length) expect(got).toBe(0);
            else expect(got).toBeCloseTo(alone[t * 3 + k], 6);
          }
      });
    }
});

test("what is past an end counts in no loss and in no gradient", async () => {
  const net = () => recurrent(lstm, { input: 1, hidden: 4, output: 2, seed: 2 });
  const lesson = (garbage: number) => ({
    x: { shape: [3, 2, 1], data: Float32Array.of(1, 2, 3, garbage, 5, garbage) },
    target: Float32Array.of(0, 1, 1, 0, 1, 1),
    lengths: [3, 1],
  });
  expect(net().loss(lesson(9), "crossEntropy")).toBe(net().loss(lesson(-7), "crossEntropy"));
  const [a, b] = [net(), net()];
  const silent = { steps: 5, loss: "crossEntropy", progress: () => {} } as const;
  await a.train(() => lesson(9), silent);
  await b.train(() => lesson(-7), silent);
  expect(a.params.flat).toEqual(b.params.flat);
  // Nor do numbers that are none, or no class: -100 and -1 are what others put there.
  const none = { ...lesson(NaN), target: Float32Array.of(0, 1, 1, -100, 1, -1) };
  const c = net();
  await c.train(() => none, silent);
  expect(c.params.flat).toEqual(a.params.flat);
  expect(net().loss(none, "crossEntropy")).toBe(net().loss(lesson(0), "crossEntropy"));
  const numbers = (past: number) => ({
    ...lesson(past),
    target: [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [past, past],
      ],
      [
        [7, 8],
        [past, past],
      ],
    ],
  });
  expect(net().loss(numbers(NaN), "mse")).toBe(net().loss(numbers(0), "mse"));
  // The mean over four steps that are there, each alone.
  const parts = [
    net().loss({ x: [1, 3, 5], target: [0, 1, 1] }, "crossEntropy") * 3,
    net().loss({ x: [2], target: [1] }, "crossEntropy"),
  ];
  expect(net().loss(lesson(0), "crossEntropy")).toBeCloseTo((parts[0] + parts[1]) / 4, 6);
});

test("mse learns the sum of a sequence from its end", async () => {
  const net = recurrent(lstm, { input: 1, hidden: 16, output: 1, returnSequences: false, seed: 1 });
  const dice = random(3);
  const lesson = () => {
    const lists = Array.from({ length: 32 }, () =>
      Array.from({ length: 3 + dice.below(4) }, () => dice.uniform()),
    );
    const target = lists.map((list) => [list.reduce((a, b) => a + b, 0)]);
    return { ...padSequences(lists, { steps: 6 }), target };
  };
  const { loss } = await net.train(lesson, {
    steps: 400,
    lr: 0.02,
    loss: "mse",
    progress: () => {},
  });
  expect(loss.at(-1)!).toBeLessThan(0.02);
  const { output } = net.run([0.5, 0.25, 0.75, 0.5]);
  expect(output.shape).toEqual([1, 1]);
  expect(output.data[0]).toBeCloseTo(2, 0);
});

test("a training in two parts, with Adam's state kept, is the training in one; dropout included", async () => {
  const make = () => recurrent(lstm, { ...options, dropout: 0.3 });
  const lesson = (step: number) => ({
    x: { shape: [5, 4, 2], data: noise(40, step) },
    target: Float32Array.from({ length: 20 }, (_, k) => (k + step) % 3),
  });
  const silent = { loss: "crossEntropy", progress: () => {}, clip: 1 } as const;
  const [whole, parts] = [make(), make()];
  const { loss } = await whole.train(lesson, { ...silent, steps: 9 });
  const state = adamState(parts.params);
  const before = await parts.train(lesson, { ...silent, steps: 4, state });
  expect(state.steps).toBe(4);
  const after = await parts.train(lesson, { ...silent, steps: 5, state });
  expect([...before.loss, ...after.loss]).toEqual([...loss]);
  expect(parts.params.flat).toEqual(whole.params.flat);
  const dry = recurrent(lstm, options);
  await dry.train(lesson, { ...silent, steps: 9 });
  expect(dry.params.flat).not.toEqual(whole.params.flat);
});

test("tensors of other axes of 1 are what they are without them", () => {
  const net = recurrent(lstm, { input: 1, hidden: 3, output: 1, seed: 1 });
  const x = [1, 2];
  const [h] = [Float32Array.of(1, 2, 3)];
  const said = net.run(x, { initial: [{ h }] });
  for (const shape of [[3], [1, 3], [1, 1, 3]])
    expect(net.run(x, { initial: [{ h: { shape, data: h } }] })).toEqual(said);
  const target = Float32Array.of(1, 2);
  const loss = net.loss({ x, target }, "mse");
  for (const shape of [[2], [2, 1], [2, 1, 1]])
    expect(net.loss({ x, target: { shape, data: target } }, "mse")).toBe(loss);
});

test("a data set of many sequences is padded", () => {
  const { x, lengths } = padSequences(Array.from({ length: 200_000 }, () => [1]));
  expect(x.shape).toEqual([1, 200_000, 1]);
  expect(lengths.length).toBe(200_000);
});

test("cells of a list stand one upon the other: the depth gate reads the layer below", () => {
  const net = recurrent<AnyCell>([peephole(), depthGated], { input: 2, hidden: 3 });
  const [below, above] = net.probe([
    [1, 2],
    [3, 4],
  ]);
  expect(Object.keys(below)).not.toContain("d");
  expect(above["d"].shape).toEqual([2, 1, 3]);
});

test("what cannot be is refused by name", async () => {
  const net = recurrent(lstm, { input: 2, hidden: 3, output: 2 });
  const x = [
    [1, 2],
    [3, 4],
  ];
  const refused: [() => unknown, string][] = [
    [() => recurrent(lstm, { input: 2, hidden: 0 }), "LSTM: hidden is 0"],
    [
      () => recurrent(lstm, { input: 2, hidden: 3, layers: 0 }),
      "recurrent: layers is 0; want a whole number of at least 1",
    ],
    [() => recurrent([], { input: 2, hidden: 3 }), "recurrent: got 0 cells for at least 1 layers"],
    [
      () => recurrent([lstm], { input: 2, hidden: 3, layers: 2 }),
      "recurrent: got 1 cells for 2 layers",
    ],
    [
      () => recurrent(lstm, { input: 2, hidden: 3, dropout: 0.5 }),
      "recurrent: dropout is 0.5 but there is one layer",
    ],
    [
      () => recurrent(depthGated, { input: 2, hidden: 3 }),
      'Depth-Gated LSTM: reads "c" of the layer below',
    ],
    [
      () => recurrent(lstm, { input: 2, hidden: 3, bidirectional: true }).stream(),
      "LSTM: stream: a bidirectional network",
    ],
    [() => net.run([]), "LSTM: x has no steps (T = 0)"],
    [() => net.run([[1], [2]]), "LSTM: x has 1 numbers at step 0; want 2"],
    [
      () =>
        net.run([
          [[1, 2]],
          [
            [1, 2],
            [3, 4],
          ],
        ]),
      "LSTM: x has 2 rows at step 1 but 1 at the first",
    ],
    [() => net.run(x, { lengths: [1, 2] }), "LSTM: lengths has 2 numbers; want 1, one a sequence"],
    [
      () => net.run(x, { lengths: [0] }),
      "LSTM: the length of sequence 0 is 0; want a whole number from 1 to 2",
    ],
    [() => net.run(x, { initial: [{}, {}] }), "LSTM: initial has 2 records; want at most 1"],
    [
      () => net.run(x, { initial: [{ k: 1 } as object] }),
      'LSTM: initial of layer 0 names "k"; its states are h, c',
    ],
    [
      () => net.run(x, { initial: [{ h: [1, 2] }] }),
      "LSTM: initial h of layer 0 is (1, 3), that is 3 numbers, but got 2",
    ],
    [
      () => net.loss({ x, target: [0, 2] }, "crossEntropy"),
      'LSTM: input "target": element 1 is 2; want a whole number from 0 to 1',
    ],
    [
      () => net.loss({ x, target: [0, 1] }, "MSE" as "mse"),
      'LSTM: loss is "MSE"; want "crossEntropy" or "mse"',
    ],
    [
      () => recurrent(lstm, { input: 2, hidden: 3, dtype: "double" as "float64" }),
      'LSTM: plan: dtype is "double"; want "float32" or "float64"',
    ],
    ...[1, -0.5, NaN].map(
      (dropout) =>
        [
          () => recurrent(lstm, { input: 2, hidden: 3, layers: 2, dropout }),
          `recurrent: dropout is ${dropout}; want 0 <= dropout < 1`,
        ] as [() => unknown, string],
    ),
    [() => net.stream({ batch: 0 }), "LSTM: stream: batch is 0; want a whole number of at least 1"],
    [() => net.stream().reset([], 1.5), "LSTM: reset: from is 1.5; want a whole number, 0 or more"],
    [() => net.run(undefined as never), "LSTM: x is undefined; want a list"],
    [() => net.run([[null as never, 1]]), "LSTM: x at step 0 is null; want a list"],
    [() => net.run([null as never, [1, 2]]), "LSTM: x at step 0 is null; want a list"],
    [
      () =>
        net.run(
          { shape: [1, 2, 2], data: noise(4) },
          { initial: [{ h: { shape: [3, 2], data: noise(6) } }] },
        ),
      "LSTM: initial h of layer 0 is (3, 2); want (2, 3)",
    ],
    [
      () =>
        net.loss(
          {
            x: { shape: [3, 2, 2], data: noise(12) },
            target: { shape: [2, 3], data: new Float32Array(6) },
          },
          "crossEntropy",
        ),
      "LSTM: target is (2, 3); want (3, 2)",
    ],
    [() => padSequences([]), "padSequences: the list is empty"],
    [
      () => padSequences([["1"] as never]),
      "padSequences: sequence 0 has 1 at step 0; want numbers",
    ],
    [
      () => padSequences([[null as never]]),
      "padSequences: sequence 0 has null at step 0; want numbers",
    ],
    [
      () => padSequences([[1]], { dtype: "double" as "float64" }),
      'padSequences: dtype is "double"',
    ],
    [() => padSequences([[1], []]), "padSequences: sequence 1 has no steps"],
    [
      () => padSequences([[[1, 2]], [[3]]]),
      "padSequences: sequence 1 has 1 numbers at step 0; the first of all has 2",
    ],
    [
      () => padSequences([[1, 2, 3]], { steps: 2 }),
      "padSequences: steps is 2; want a whole number of at least 3",
    ],
  ];
  for (const [act, message] of refused) expect(act).toThrow(message);
  const sizes = (step: number) => (step < 2 ? { x, target: [0, 1] } : { x: [[1, 2]], target: [0] });
  await expect(
    net.train(sizes, { steps: 3, loss: "crossEntropy", progress: () => {} }),
  ).rejects.toThrow(
    "LSTM: train: the lesson of step 2 has T = 1, B = 1, without lengths; the first had T = 2, B = 1, without lengths",
  );
});

test("threads and tiers are those asked for; the same seed is the same network", () => {
  const one = recurrent(lstm, { ...options, tier: "simd" });
  const two = recurrent(lstm, { ...options, tier: "simd", threads: 2 });
  expect(two.params.flat).toEqual(one.params.flat);
  const x = { shape: [30, 16, 2], data: noise(30 * 16 * 2) };
  expect(two.run(x).output.data).toEqual(one.run(x).output.data);
  expect(recurrent(lstm, { ...options, seed: 5 }).params.flat).not.toEqual(one.params.flat);
});

test("while it trains the weights are those of the last update: to be tried, kept and used", async () => {
  const make = () => recurrent(lstm, { input: 2, hidden: 4, output: 2, seed: 2 });
  const lesson = (step: number) => ({
    x: { shape: [5, 4, 2], data: noise(40, step) },
    target: Float32Array.from({ length: 20 }, (_, k) => (k + step) % 2),
  });
  const silent = { loss: "crossEntropy", progress: () => {} } as const;
  const [whole, short] = [make(), make()];
  await short.train(lesson, { ...silent, steps: 4 });
  const state = adamState(whole.params);
  let kept = new Uint8Array();
  const { loss } = await whole.train(
    (step) => {
      if (step === 4) {
        kept = new Uint8Array(toCheckpoint(whole, { state }));
        expect(whole.params.flat).toEqual(short.params.flat);
        expect(whole.loss(lesson(0), "crossEntropy")).toBe(short.loss(lesson(0), "crossEntropy"));
      }
      return lesson(step);
    },
    { ...silent, steps: 9, state },
  );
  const [later, memory] = [make(), adamState(whole.params)];
  fromCheckpoint(later, kept, { state: memory });
  const after = await later.train(lesson, { ...silent, steps: 5, state: memory });
  expect([...after.loss]).toEqual([...loss.slice(4)]);
  expect(later.params.flat).toEqual(whole.params.flat);
});

test("two trainings at a time both teach the network", async () => {
  const net = recurrent(lstm, { input: 1, hidden: 4, output: 1, seed: 2 });
  const seen: number[][] = [[], []];
  const teach = (k: number) =>
    net.train(
      () => {
        seen[k].push(net.params.flat[0]);
        return { x: [1, 2, 3], target: [k, k, k] };
      },
      { steps: 3, loss: "mse", progress: () => {} },
    );
  await Promise.all([teach(0), teach(1)]);
  // Each but the first weight seen is what an update has left, whoever's it was.
  expect(new Set(seen.flat()).size).toBeGreaterThan(4);
  expect(seen.flat()).not.toContain(net.params.flat[0]);
});
