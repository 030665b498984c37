/** What is wrong is refused where it is written, in the reader's names: mistakes that errors.test.ts has not. */
import { expect, test } from "vitest";
import {
  adam,
  adamState,
  add,
  cell,
  clockwork,
  concat,
  constant,
  depth,
  gradient,
  graphText,
  gridLstm,
  heatmap,
  interpret,
  lesson,
  lstm,
  lstm1997,
  matmul,
  model,
  mul,
  network,
  peephole,
  pin,
  random,
  rnn,
  slider,
  sqrt,
  sub,
  sumTo,
  tanh,
  tex,
  time,
  train,
  type AnyCell,
  type Build,
  type Sym,
} from "../../src/index.js";

const one = (mine: AnyCell, more: (m: Build) => object = () => ({})) =>
  model("m", (m) => {
    const layer = m.layer<AnyCell>("", mine, { hidden: 4 });
    return { h: m.scan<AnyCell>(layer, { x: m.input("x", [2, 2, 3]) }, more(m)).final["h"] };
  }).trace({});
const whole = (build: (m: Build) => object) => () =>
  model("m", build as (m: Build) => Record<string, Sym>).plan({});
const part = (step: (inner: (given: object) => { h: Sym }, x: Sym, h: Sym) => Sym) =>
  cell("Mine", { h: "time", inner: rnn }, ({ x, h, inner }) => ({
    h: step(inner as never, x, h),
  })) as AnyCell;

test("parts and steps", () => {
  const refused: [() => unknown, string][] = [
    [
      () => one(part((inner, x, h) => add(inner({ x }).h, inner({ x }).h, h))),
      'Mine: the part "inner" is called twice in one step',
    ],
    [
      () => one(part((inner, x, h) => inner({ x, h }).h)),
      'Mine: the part "inner" was given "h", which it carries itself',
    ],
    [() => one(part((_, _x, h) => tanh(h))), 'Mine: the part "inner" is never called in the step'],
    [
      () => one(cell("Mine", { h: "time" }, (({ h }: { h: Sym }) => tanh(h)) as never)),
      "Mine: the step returns a traced value; want a record such as { h }",
    ],
    [
      () => one(cell("Mine", { h: "time" }, (() => undefined) as never)),
      "Mine: the step returns undefined; want a record such as { h }",
    ],
    [
      () =>
        one(cell("Mine", { h: "time" }, (({ h }: { h: Sym }) => ({ h: tanh(h), u: 3 })) as never)),
      'Mine: the step returns "u" as number; want a traced value',
    ],
    [
      () => one(cell("Mine", { h: "time" }, ({ affine }) => ({ h: affine("u") }))),
      'Mine: affine("u") was given nothing; want at least one operand',
    ],
    [
      () => one(cell("Mine", { h: "time" }, ({ affine }) => ({ h: affine("u", 3 as never) }))),
      'Mine: affine("u") was given number as operand 1; want a traced value',
    ],
    [
      () =>
        one(
          cell("Mine", { h: "time" }, ({ h, param }) => ({
            h: add(mul(h, param("a", [4])), param("a", [1])),
          })),
        ),
      "Mine: a is (4) but this use needs (1)",
    ],
    [
      () => one(cell("Mine", { h: time({ every: 0 }) }, ({ h }) => ({ h: tanh(h) }))),
      'Mine: "h" moves at every 0 steps; want a whole number of at least 1',
    ],
    [
      () => one(cell("Mine", { h: time({ size: 1.5 }) }, ({ h }) => ({ h: tanh(h) }))),
      'Mine: state "h" would be 1.5 wide at hidden 4; want whole numbers of at least 1',
    ],
    [
      () => clockwork([1, 1]),
      "clockwork: period 1 is 1; want whole numbers of at least 1, each larger than the one before",
    ],
    [
      () => gridLstm({ time: "time" }, { priority: "depth" }),
      'gridLstm: priority is "depth"; the sides are time',
    ],
    [() => one(lstm1997({ block: 3 })), "LSTM 1997: hidden is 4; want a multiple of the block, 3"],
    [() => peephole({ gates: "fx" }), 'peephole: gates is "fx"; want some of "f", "i", "o"'],
    [() => one(pin(lstm, { f: (() => 3) as never })), "became number; want a traced value"],
  ];
  for (const [act, message] of refused) expect(act).toThrow(message);
});

test("scans and stacks", () => {
  const noisy = cell("Noisy", { h: "time", e: "step" }, ({ h, e }) => ({ h: tanh(add(h, e)) }));
  const seen = cell("Seen", { h: "time", s: "whole" }, ({ h, s }) => ({ h: tanh(add(h, s)) }));
  const upper = cell("Upper", { h: "time", c: "time", below: depth("c") }, ({ h, c, below }) => ({
    ...{ h: tanh(h), c: tanh(add(c, below)) },
  }));
  const refused: [() => unknown, string][] = [
    [() => one(noisy), 'Noisy: scan needs the sequence "e"'],
    [() => one(seen), "Seen: scan needs whole: { s }"],
    [
      () => one(rnn, (m) => ({ mask: m.input("mask", [2, 2, 1]) })),
      'RNN: "mask" is (2, 2, 1); want (T, B)',
    ],
    [
      whole((m) => {
        const scale = { h: m.input("scale", [2, 2, 3]) };
        const layer = m.layer("", rnn, { hidden: 1 });
        return { h: m.scan(layer, { x: m.input("x", [2, 2, 3]) }, { scale }).h };
      }),
      'RNN: state "h" is (2, 1) but its next value is (2, 3)',
    ],
    [
      whole((m) => ({ h: m.scan(m.layer("", rnn, { hidden: 4 }), { x: m.input("x", [2, 3]) }).h })),
      "RNN: x is (2, 3); want (T, B, I)",
    ],
    [
      whole((m) => ({ h: m.scan(m.layer("", rnn, { hidden: 4 }), {}).h })),
      "RNN: scan needs a sequence (T, B, ...), such as x, or the sizes steps and batch",
    ],
    [
      whole((m) => ({
        h: m.scan(m.layer("", lstm, { hidden: 4, bias: { z: 1 } }), { x: m.input("x", [2, 2, 3]) })
          .h,
      })),
      "LSTM: there is no b_z to start; it was named in bias",
    ],
    [
      whole((m) => ({
        h: m.scan(m.layer("", lstm, { hidden: 4, weight: { z: [1] } }), {
          x: m.input("x", [2, 2, 3]),
        }).h,
      })),
      "LSTM: there is no W_z to start; it was named in weight",
    ],
    [
      whole((m) => m.stack("", [], { hidden: 4 })),
      "stack: got 0 cells for at least 1 layers; name as many as there are levels",
    ],
    [
      whole((m) => m.stack("", [rnn, rnn], { hidden: 4, layers: 3 })),
      "stack: got 2 cells for 3 layers; name as many as there are levels",
    ],
    [
      whole((m) =>
        m.scanStack(
          m.stack("", rnn, { hidden: 4 }),
          { x: m.input("x", [2, 2, 3]) },
          { initial: [{}, {}] },
        ),
      ),
      "stack: initial has 2 entries; want at most 1",
    ],
    [
      whole((m) =>
        m.scanStack(m.stack("", upper as AnyCell, { hidden: 4 }), { x: m.input("x", [2, 2, 4]) }),
      ),
      'Upper: reads "c" of the layer below, which has none; a first layer needs base: { c }',
    ],
  ];
  for (const [act, message] of refused) expect(act).toThrow(message);
});

test("models, plans and parameters", () => {
  const x = (m: Build) => m.input("x", [2, 3]);
  const scalar = (m: Build) => ({ loss: sumTo(mul(x(m), m.param("w", [3])), []) });
  const plan = model("m", scalar).plan({});
  const other = model("m", (m) => ({ loss: sumTo(m.param("w", [2]), []) })).plan({});
  const absent = model("m", (m) => ({ loss: sumTo(m.param("v", [3]), []) })).plan({});
  const state = adamState(other.params);
  const refused: [() => unknown, string][] = [
    [whole((m) => ({ a: tanh(x(m)), b: tanh(x(m)) })), 'm: input "x" is declared twice'],
    [whole((m) => tanh(x(m))), "m: the model returns object; want a record of outputs"],
    [
      whole((m) => ({ a: tanh(x(m)), b: 3 })),
      'm: the model returns "b" as number; want a traced value',
    ],
    [whole((m) => ({ loss: tanh(x(m)) })), "m: loss is (2, 3); want one number"],
    [
      () => model("m", scalar).plan({}, { threads: 0 }),
      "m: plan: threads is 0; want a whole number of at least 1",
    ],
    [() => plan.inputGradient("x"), 'm: the gradient of "x" was not asked for; name it in wrt'],
    [() => plan.params.copyFrom(other.params), "params: w is (3) here but (2) there"],
    [() => plan.params.copyFrom(absent.params), "params: w is (3) here but absent there"],
    [
      whole((m) => ({ a: m.param("w", [3], "orthogonal") })),
      'initialise: w has one axis; "orthogonal" needs two',
    ],
    [() => adam(plan.params, {}, state), "adam: the state is of 2 weights; these are 3"],
    [() => random(1.5), "random: seed is 1.5; want an integer"],
    [() => add(null as never, 1), "add: got null; want a traced value"],
    [
      () => matmul(constant([1, 2]), constant([1, 2])),
      "matmul: a constant is (2) and a constant is (2); both need two axes or more",
    ],
    [() => concat(), "concat: got nothing; want at least one value"],
    [
      () => concat(constant(1), constant(2)),
      "concat: 1 is () but 1 is (); all axes but the last must be equal",
    ],
    [() => gradient(constant([1, 2]), []), "gradient: a constant is not one number but has 2"],
    [
      () => network(rnn, { input: 1, hidden: 2 }).run([1], { initial: { k: 1 } as never }),
      'RNN: initial names "k"; the states are h',
    ],
    [
      () => network(rnn, { input: 1, hidden: 2 }).sensitivity([1], "k" as never, "h"),
      'RNN: sensitivity of "k"; want a state: h',
    ],
    [
      () => heatmap([[1, 2], [3]], { rows: ["a", "b"], columns: ["x", "y"] } as never),
      "heatmap: values are 2 rows of 2; want 2 rows of 2",
    ],
    [() => slider([], { start: 3 } as never), "slider: start is 3; there are 0 frames"],
    [() => lesson.language("fr" as never), 'language: got "fr"; want "en" or "zh"'],
  ];
  for (const [act, message] of refused) expect(act).toThrow(message);
});

test("a gradient that is no number stops a training by the tensor's name; the weights stay", async () => {
  // sqrt(w - w) is 0, and its slope without end: the loss is a number, its gradient is none.
  const plan = model("m", (m) => {
    const w = m.param("w", [1], 2);
    return { loss: sumTo(sqrt(mul(sub(w, 2), sub(w, 2))), []) };
  }).plan({});
  await expect(train(plan, { steps: 3, batch: () => ({}), progress: () => {} })).rejects.toThrow(
    "train: the gradient of w is not a number at step 0; the weights are those before it",
  );
  expect(plan.params.get("w")[0]).toBe(2);
});

test("the line of progress, in a terminal and where there is none", async () => {
  const plan = model("m", (m) => ({ loss: sumTo(mul(m.param("w", [1], 1), 3), []) })).plan({});
  const wide = (step: number) => "a long line of words ".repeat(step === 2 ? 1 : 2);
  const written: string[] = [];
  const out = process.stdout.write;
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof out;
  try {
    await train(plan, { steps: 2, batch: () => ({}), words: wide });
  } finally {
    process.stdout.write = out;
  }
  expect(written.at(-1)).toBe(`\r${" ".repeat(21)}\r${wide(2)}\n`);

  const said: unknown[] = [];
  const { log } = console;
  const real = globalThis.process;
  console.log = (line: unknown) => void said.push(line);
  try {
    Object.defineProperty(globalThis, "process", { value: undefined, configurable: true });
    await train(plan, { steps: 2, batch: () => ({}) });
  } finally {
    Object.defineProperty(globalThis, "process", {
      value: real,
      configurable: true,
      writable: true,
    });
    console.log = log;
  }
  expect(said).toEqual(["step 2 of 2 · loss 2.99"]);
});

test("graphs in text say which way a scan goes, and what of constants, slices and axes", () => {
  const traced = model("m", (m) => {
    const x = m.input("x", [3, 2, 4]);
    const back = m.scan(m.layer("", rnn, { hidden: 4 }), { x }, { backwards: true });
    const scaled = mul(back.h, constant([1, 2, 3, 4]));
    return { loss: sumTo(scaled, []) };
  }).trace({});
  const text = graphText(traced.outputs);
  expect(text).toContain("scan RNN backwards over 3 steps");
  expect(text).toContain("[1, 2, 3, 4]");
  const inputs = { x: new Float64Array(24).fill(1) };
  const params = Object.fromEntries(
    traced.params.map((p) => [p.attrs.path, new Float64Array(p.shape.reduce((a, b) => a * b, 1))]),
  );
  expect(() =>
    interpret(traced.outputs as never, { ...inputs, ...params, x: [1] } as never),
  ).toThrow();
});

test("numbers in equations: without end, none, small and many", () => {
  const of = (k: Parameters<typeof constant>[0]) =>
    tex(
      cell("K", { h: "time" }, ({ h }) => ({ h: tanh(mul(h, constant(k))) })),
      undefined,
      ["h"],
    );
  expect(of(Infinity)).toContain("\\infty");
  expect(of(-Infinity)).toContain("-\\infty");
  expect(of(NaN)).toContain("\\text{NaN}");
  expect(of(1e-5)).toContain("10^{-5}");
  expect(of(-1e-5)).toContain("-10^{-5}");
  expect(of(2.5e-7)).toContain("2.5 \\times 10^{-7}");
});
