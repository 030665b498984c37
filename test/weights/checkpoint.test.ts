import { expect, test } from "vitest";
import {
  adamState,
  add,
  cell,
  characterModel,
  classifier,
  clockwork,
  coupled,
  depthGated,
  fromCheckpoint,
  fullPeephole,
  greff,
  gru,
  gruResetAfter,
  irnn,
  layerNormalised,
  lightSwitch,
  lstm,
  lstm1997,
  model,
  mul,
  mut1,
  mut2,
  mut3,
  network,
  peephole,
  random,
  readSafetensors,
  recurrent,
  reluRnn,
  rnn,
  sigmoid,
  sub,
  tanh,
  toCheckpoint,
  vocabulary,
  writeSafetensors,
  type AnyCell,
  type Saveable,
  type Sym,
} from "../../src/index.js";

const sizes = { input: 3, hidden: 4 };
const cells: AnyCell[] = [
  ...[rnn, reluRnn, irnn, lstm, gru, gruResetAfter, mut1, mut2, mut3],
  ...[lstm1997(), peephole(), fullPeephole, coupled, ...Object.values(greff)],
  ...[clockwork([1, 2]), layerNormalised(lstm)],
];

test("every cell is kept and put back bit for bit, and no other's is taken for it", () => {
  const files = cells.map((kind) => {
    const [net, other] = [1, 2].map((seed) =>
      recurrent<AnyCell>(kind, { ...sizes, seed, layers: 2 }),
    );
    net.params.flat.forEach((_, k, all) => (all[k] = Math.sin(k)));
    fromCheckpoint(other, toCheckpoint(net));
    expect(other.params.flat).toEqual(net.params.flat);
    return toCheckpoint(net);
  });
  expect(new Set(cells.map((kind) => recurrent(kind, sizes).definition["step"])).size).toBe(
    cells.length,
  );
  cells.forEach((kind, k) =>
    files.forEach((file, other) => {
      const load = () => fromCheckpoint(recurrent(kind, { ...sizes, layers: 2 }), file);
      if (k !== other)
        expect(load).toThrow("fromCheckpoint: the definition has changed: step of layer 0, line ");
    }),
  );
});

test("other models are kept too; a character model with its vocabulary", () => {
  const pairs: [Saveable, Saveable][] = [
    [network(lstm, sizes), network(lstm, { ...sizes, seed: 1 })],
    [classifier(gru, { ...sizes, classes: 2 }), classifier(gru, { ...sizes, classes: 2, seed: 1 })],
    [
      recurrent([peephole(), depthGated] as AnyCell[], sizes),
      recurrent([peephole(), depthGated] as AnyCell[], { ...sizes, seed: 1 }),
    ],
    [
      characterModel(rnn, { vocabulary: vocabulary("abc"), hidden: 4 }),
      characterModel(rnn, { vocabulary: vocabulary("abc"), hidden: 4, seed: 1 }),
    ],
  ];
  for (const [from, to] of pairs) {
    expect(to.params.flat).not.toEqual(from.params.flat);
    fromCheckpoint(to, toCheckpoint(from));
    expect(to.params.flat).toEqual(from.params.flat);
  }
  const [[, abc]] = pairs.slice(-1);
  const abd = characterModel(rnn, { vocabulary: vocabulary("abd"), hidden: 4 });
  expect(() => fromCheckpoint(abd, toCheckpoint(abc))).toThrow(
    'the definition has changed: vocabulary, line 1, was "abc" when it was saved and is "abd" now',
  );
});

test("one changed operation in a cell of the same name and shapes is refused, in its own words", () => {
  const mine = (last: (h: Sym, u: Sym) => Sym) =>
    cell("Mine", { h: "time" }, ({ x, h, affine }) => {
      const k = sigmoid(affine("k", h, x));
      const u = tanh(affine("u", h, x));
      return { h: last(mul(k, h), mul(sub(1, k), u)), k, u };
    });
  const [was, is] = [mine(add), mine(sub)].map((kind) => recurrent(kind, sizes));
  const before = is.params.flat.slice();
  expect(() => fromCheckpoint(is, toCheckpoint(was))).toThrow(
    /^fromCheckpoint: the definition has changed: step, line \d+, was "h' = add %\d+ %\d+ {2}\(2, 4\)" when it was saved and is "h' = sub %\d+ %\d+ {2}\(2, 4\)" now$/,
  );
  expect(is.params.flat).toEqual(before);
});

test("a training that was kept goes on as if there had been no break", async () => {
  const make = () => classifier(lstm, { input: 1, hidden: 6, classes: 2 });
  const batch = (step: number) => lightSwitch(random(step), 6, 8);
  const silent = { progress: () => {}, lr: 0.01 };
  const whole = make();
  await whole.train(batch, { ...silent, steps: 20 });

  const [first, state] = [make(), adamState(make().params)];
  await first.train(batch, { ...silent, steps: 12, state });
  const kept = toCheckpoint(first, { state });
  const [second, memory] = [make(), adamState(make().params)];
  fromCheckpoint(second, kept, { state: memory });
  expect(memory.steps).toBe(12);
  await second.train(batch, { ...silent, steps: 8, state: memory });
  expect(second.params.flat).toEqual(whole.params.flat);
  // To use it the memory is not needed.
  const user = make();
  fromCheckpoint(user, kept);
  expect(user.params.flat).toEqual(first.params.flat);
});

test("the precision is the model's own", () => {
  const double = recurrent(rnn, { ...sizes, dtype: "float64", seed: 3 });
  double.params.flat.forEach((_, k, all) => (all[k] = 1 / (k + 3)));
  const single = recurrent(rnn, sizes);
  fromCheckpoint(single, toCheckpoint(double));
  expect(single.params.flat).toEqual(Float32Array.from(double.params.flat));
  const again = recurrent(rnn, { ...sizes, dtype: "float64" });
  fromCheckpoint(again, toCheckpoint(double));
  expect(again.params.flat).toEqual(double.params.flat);
});

test("what is no checkpoint, or of other sizes, is refused and changes nothing", () => {
  const net = recurrent(lstm, sizes);
  const before = net.params.flat.slice();
  const state = adamState(net.params);
  const file = toCheckpoint(net, { state: { ...state, steps: 7 } });
  const { tensors, metadata } = readSafetensors(file);
  const { b_f: _left, ...fewer } = tensors;
  const [version] = Object.keys(metadata!);
  const refused: [() => void, string][] = [
    [() => fromCheckpoint(net, file.subarray(0, -4)), "readSafetensors: tensor "],
    [
      () => fromCheckpoint(net, writeSafetensors(tensors)),
      "fromCheckpoint: the file is no checkpoint of unrolled; fromTorch",
    ],
    [
      () => fromCheckpoint(net, writeSafetensors(tensors, { ...metadata, [version]: "2" })),
      "fromCheckpoint: the file is a checkpoint of version 2; this is read up to version 1",
    ],
    [
      () => fromCheckpoint(net, writeSafetensors(fewer, metadata)),
      'fromCheckpoint: the file has no "b_f", which the model has',
    ],
    [
      () => fromCheckpoint(net, writeSafetensors({ ...tensors, more: tensors["b_f"] }, metadata)),
      'fromCheckpoint: the file has "more", which the model has not',
    ],
    [
      () => fromCheckpoint(net, writeSafetensors({ ...tensors, b_f: tensors["W_f"] }, metadata)),
      "fromCheckpoint: b_f is (7, 4) in the file but (4) here",
    ],
    [
      () => fromCheckpoint(net, toCheckpoint(net), { state }),
      "fromCheckpoint: the file has no memory of Adam's",
    ],
    [
      () => fromCheckpoint(recurrent(lstm, { input: 3, hidden: 5 }), file),
      "fromCheckpoint: the definition has changed: step, line 2",
    ],
    [
      () =>
        fromCheckpoint(net, writeSafetensors(tensors, { ...metadata, "adam: steps": "many" }), {
          state,
        }),
      'fromCheckpoint: Adam\'s steps are "many"; want a whole number',
    ],
  ];
  for (const [act, message] of refused) expect(act).toThrow(message);
  expect(net.params.flat).toEqual(before);
  expect(state.steps).toBe(0);
});

test("no name is special, in a model or in a file", () => {
  const names = ["__proto__", "constructor", "toString"];
  const strange = model("Strange", (m) => {
    const [first, ...more] = names.map((name) => m.param(name, [2]));
    return { sum: more.reduce((a, b) => add(a, b), first) };
  });
  const [from, to] = [1, 2].map((seed): Saveable => {
    const { params } = strange.plan({}, { seed });
    return { params, definition: Object.fromEntries(names.map((name) => [name, "text"])) };
  });
  const file = toCheckpoint(from);
  expect(Object.keys(readSafetensors(file).tensors).sort()).toEqual([...names].sort());
  fromCheckpoint(to, file);
  expect(to.params.flat).toEqual(from.params.flat);

  const net = recurrent(lstm, sizes);
  const { tensors, metadata } = readSafetensors(toCheckpoint(net));
  for (const name of names)
    expect(() =>
      fromCheckpoint(net, writeSafetensors(tensors, { ...metadata, [`definition: ${name}`]: "?" })),
    ).toThrow(
      `the definition has changed: ${name}, line 1, was "?" when it was saved and is "not there" now`,
    );
});

test("an error stays short however long a file's lines and names are", () => {
  const net = recurrent(lstm, sizes);
  const { tensors, metadata } = readSafetensors(toCheckpoint(net));
  const long = "x".repeat(1e6);
  for (const file of [
    writeSafetensors(tensors, { ...metadata, "definition: step": long }),
    writeSafetensors(tensors, { ...metadata, [`definition: ${long}`]: "?" }),
    writeSafetensors({ ...tensors, [long]: tensors["b_f"] }, metadata),
    writeSafetensors(tensors, { ...metadata, [Object.keys(metadata!)[0]]: long }),
    writeSafetensors(tensors, { ...metadata, "adam: steps": long }),
  ]) {
    let message = "";
    try {
      fromCheckpoint(net, file);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/^fromCheckpoint: /);
    expect(message.length).toBeLessThan(500);
  }
});
