import { describe, expect, it } from "vitest";
import {
  type Arrays,
  layerNames,
  onnxGru,
  onnxLstm,
  type Sizes,
  torchBidirectional,
  torchCtc,
  torchGru,
  torchLstm,
  torchPacked,
  torchRnn,
  torchStacked,
  torchStackedBidirectional,
  torchTrain,
} from "./golden.js";

const layered = [torchBidirectional, torchStacked, torchStackedBidirectional, torchPacked];
/** Infinity is right in a loss of CTC, and nowhere else. */
const ctcWithoutLoss = { ...torchCtc, cases: torchCtc.cases.map((each) => ({ ...each, loss: 0 })) };
const byTorch = [torchRnn, torchLstm, torchGru, torchTrain, ...layered, ctcWithoutLoss];
const byOnnx = [onnxLstm, onnxGru];

const lengths = (arrays: Arrays) =>
  Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, values.length]));

const weightLengths = (gates: string, I: number, H: number) =>
  Object.fromEntries(
    [...gates].flatMap((k) => [
      [`W_${k}`, (H + I) * H],
      [`b_${k}`, H],
    ]),
  );

/** Of a GRU whose candidate is reset after its matrix. */
const gruLengths = (I: number, H: number) => ({
  ...weightLengths("rz", I, H),
  ...{ W_n: I * H, b_n: H, W_u: H * H, b_u: H },
});

/** Every number in a tree of arrays and records. */
function* numbers(tree: unknown): Generator<number> {
  if (typeof tree === "number") yield tree;
  else if (tree !== null && typeof tree === "object")
    for (const part of Object.values(tree)) yield* numbers(part);
}

describe.each([...byTorch, ...byOnnx])("golden file %#", (file) => {
  it("says what made it", () => {
    expect(file.torch).toBe("2.13.0+cpu");
    expect(file.python).toMatch(/^3\.\d+\.\d+$/);
    expect(file.seed).toBe(1997);
  });
  it("holds finite numbers only (JSON turns NaN into null)", () => {
    expect(JSON.stringify(file)).not.toContain("null");
    expect([...numbers(file)].every(Number.isFinite)).toBe(true);
  });
});

it.each(byOnnx)("golden file of ONNX %# says what made it", (file) => {
  expect([file.onnx, file.onnxruntime, file.opset]).toEqual(["1.23.2", "1.32.0", 22]);
});

const title = ({ T, B, I, H }: Sizes) => `T=${T} B=${B} I=${I} H=${H}`;
const named = <C extends Sizes>(cases: C[]) => cases.map((each) => [title(each), each] as const);

describe.each(named(torchRnn.cases))("golden RNN %s", (_, given) => {
  it("has arrays of the sizes it names", () => {
    const { T, B, I, H, weights, grad, loss: _, ...arrays } = given;
    const weightsAre = weightLengths("h", I, H);
    expect(new Set([T, B, I, H]).size).toBe(4);
    expect(lengths(weights)).toEqual(weightsAre);
    expect(lengths(grad)).toEqual({ x: T * B * I, h0: B * H, ...weightsAre });
    expect(lengths(arrays)).toEqual({ x: T * B * I, h0: B * H, dh: T * B * H, h: T * B * H });
  });
});

describe.each(named(torchLstm.cases))("golden LSTM %s", (_, given) => {
  it("has arrays of the sizes it names", () => {
    const { T, B, I, H, weights, grad, loss: _, ...arrays } = given;
    const weightsAre = weightLengths("figo", I, H);
    const [x, all, last] = [T * B * I, T * B * H, B * H];
    expect(new Set([T, B, I, H]).size).toBe(4);
    expect(lengths(weights)).toEqual(weightsAre);
    expect(lengths(grad)).toEqual({ x, h0: last, c0: last, ...weightsAre });
    const inputs = { x, h0: last, c0: last, dh: all, dc: last };
    const outputs = { h: all, cT: last, f: all, i: all, g: all, o: all, c: all };
    expect(lengths(arrays)).toEqual({ ...inputs, ...outputs });
  });
  it("ends in the same cell by nn.LSTM and by its gates", () => {
    expect(given.c.slice(-given.cT.length)).toEqual(given.cT);
  });
});

describe.each(named(torchGru.cases))("golden GRU %s", (_, given) => {
  const { T, B, I, H, weights, grad, loss: _loss, ...arrays } = given;
  it("has arrays of the sizes it names", () => {
    const [x, all, last] = [T * B * I, T * B * H, B * H];
    expect(new Set([T, B, I, H]).size).toBe(4);
    expect(lengths(weights)).toEqual(gruLengths(I, H));
    expect(lengths(grad)).toEqual({ x, h0: last, ...gruLengths(I, H) });
    expect(lengths(arrays)).toEqual({ x, h0: last, dh: all, h: all, r: all, z: all, n: all });
  });
  it("has z as the share that is new", () => {
    const old = [...given.h0, ...given.h];
    given.h.forEach((h, k) =>
      expect((1 - given.z[k]) * old[k] + given.z[k] * given.n[k]).toBeCloseTo(h, 7),
    );
  });
});

it.each([torchRnn, torchLstm, torchGru])("golden $cell: every size is 1 somewhere", ({ cases }) => {
  for (const size of ["T", "B", "I", "H"] as const)
    expect(cases.map((each) => each[size])).toContain(1);
});

/** The steps (B, N) of an array (T, B, N), one of each sequence. */
const at = (values: number[], N: number, steps: number[]) =>
  steps.flatMap((t, b) => values.slice((t * steps.length + b) * N, (t * steps.length + b + 1) * N));

/** The largest of an array (T, B, N) from each sequence's length on. */
const beyond = (values: number[], N: number, ends: number[]) =>
  values.reduce((most, v, k) => {
    const [t, b] = [Math.floor(k / (N * ends.length)), Math.floor(k / N) % ends.length];
    return t >= ends[b] ? Math.max(most, Math.abs(v)) : most;
  }, 0);

const layeredCases = layered.flatMap(({ cases }) => cases);
const layeredNamed = layeredCases.map(
  (c) => [`${c.cell} L=${c.L} D=${c.D} lengths=${c.lengths ?? "all"} ${title(c)}`, c] as const,
);

describe.each(layeredNamed)("golden layers %s", (_, given) => {
  const { cell, T, B, I, H, L, D, weights, initial, dfinal, final, grad } = given;
  const ends = given.lengths ?? Array.from({ length: B }, () => T);

  it("has arrays of the sizes it names", () => {
    expect(new Set([T, B, I, H, D > 1 ? H * D : 0, L > 1 ? L : -1]).size).toBe(6);
    const { x, dh, h } = given;
    const all = T * B * H * D;
    expect(lengths({ x, dh, h, ends })).toEqual({ x: T * B * I, dh: all, h: all, ends: B });
    const of = (lengthsOf: (input: number) => Record<string, number>) =>
      Object.fromEntries(
        layerNames(given).flatMap((prefix, k) =>
          Object.entries(lengthsOf(k < D ? I : H * D)).map(([k, n]) => [prefix + k, n]),
        ),
      );
    const weightsAre = of((input) =>
      cell === "gru"
        ? gruLengths(input, H)
        : weightLengths(cell === "rnn" ? "h" : "figo", input, H),
    );
    const states = (when: string) =>
      of(() =>
        Object.fromEntries((cell === "lstm" ? ["h", "c"] : ["h"]).map((k) => [k + when, B * H])),
      );
    expect(lengths(weights)).toEqual(weightsAre);
    expect(lengths(initial)).toEqual(states("0"));
    for (const each of [final, dfinal]) expect(lengths(each)).toEqual(states("T"));
    expect(lengths(grad)).toEqual({ x: T * B * I, ...states("0"), ...weightsAre });
  });
  it("ends forward at each sequence's last step, backward at its first", () => {
    const [first, last] = [ends.map(() => 0), ends.map((n) => n - 1)];
    for (const [d, prefix] of layerNames(given).slice(-D).entries()) {
      const both = at(given.h, H * D, d === 0 ? last : first);
      expect(final[`${prefix}hT`]).toEqual(both.filter((_, k) => Math.floor(k / H) % D === d));
    }
  });
  it("gives and uses nothing from a sequence's length on, where x and dh hold numbers", () => {
    expect(beyond(given.h, H * D, ends)).toBe(0);
    expect(beyond(grad.x, I, ends)).toBe(0);
    for (const [values, N] of [
      [given.x, I],
      [given.dh, H * D],
    ] as const)
      expect(beyond(values, N, ends) > 0).toBe(ends.some((n) => n < T));
  });
  it("has the loss of its h, its final states and their cotangents", () => {
    const dot = (a: number[], b: number[]) => a.reduce((sum, v, k) => sum + v * b[k], 0);
    const parts = Object.keys(final).map((k) => dot(final[k], dfinal[k]));
    expect(parts.reduce((a, b) => a + b, dot(given.h, given.dh))).toBeCloseTo(given.loss, 6);
  });
});

it.each([torchStacked, torchPacked])("golden layers %#: every size is 1 somewhere", ({ cases }) => {
  for (const size of ["T", "B", "I", "H"] as const)
    expect(cases.map((each) => each[size])).toContain(1);
});

describe.each(torchCtc.cases)("golden CTC T=$T B=$B K=$K S=$S", (given) => {
  const { T, B, K, S, inputLengths, targetLengths, targets, logits, loss, grad } = given;
  const target = (b: number) => targets.slice(b * S, b * S + targetLengths[b]);
  /** A step a label, and one between two equal labels. */
  const enough = inputLengths.map(
    (n, b) => n >= target(b).filter((k, s, all) => k === all[s - 1]).length + targetLengths[b],
  );

  it("has arrays of the sizes it names", () => {
    expect(new Set([T, B, K, S]).size).toBe(4);
    for (const perSequence of [inputLengths, targetLengths, loss])
      expect(perSequence.length).toBe(B);
    expect(targets.length).toBe(B * S);
    expect([logits.length, grad.logits.length]).toEqual([T * B * K, T * B * K]);
    expect(Math.max(...inputLengths)).toBeLessThanOrEqual(T);
    expect(Math.max(...targetLengths)).toBe(S);
    for (let b = 0; b < B; b++)
      for (const k of target(b)) expect(k > 0 && k < K, `label ${k}`).toBe(true);
  });
  it("has an infinite loss where the steps are too few, and no gradient there", () => {
    expect(loss.map(Number.isFinite)).toEqual(enough);
    expect(Math.min(...loss)).toBeGreaterThanOrEqual(0);
    const used = inputLengths.map((n, b) => (enough[b] ? n : 0));
    expect(beyond(grad.logits, K, used)).toBe(0);
  });
  it("has a gradient that leaves each step's softmax a softmax", () => {
    for (let k = 0; k < T * B; k++)
      expect(grad.logits.slice(k * K, (k + 1) * K).reduce((a, b) => a + b)).toBeCloseTo(0, 7);
  });
});

it("golden CTC has an empty target, one that does not fit, and every size 1 somewhere", () => {
  const all = torchCtc.cases.flatMap((c) => c.targetLengths);
  expect(all).toContain(0);
  expect(torchCtc.cases.flatMap((c) => c.loss)).toContain(Number.POSITIVE_INFINITY);
  for (const size of ["T", "B", "K", "S"] as const)
    expect(torchCtc.cases.map((each) => each[size])).toContain(1);
});

const onnxCases = [...onnxLstm.cases, ...onnxGru.cases];
const onnxNamed = onnxCases.map((each) => [`${each.kind} ${title(each)}`, each] as const);

describe.each(onnxNamed)("golden ONNX %s", (_, given) => {
  const { kind, T, B, I, H, weights, h } = given;
  const isLstm = "c0" in given;
  const ends = (isLstm && given.lengths) || Array.from({ length: B }, () => T);
  const weightsAre = {
    plain: weightLengths("figo", I, H),
    peephole: { ...weightLengths("figo", I, H), p_f: H, p_i: H, p_o: H },
    coupled: weightLengths("fgo", I, H),
    coupledPeephole: { ...weightLengths("fgo", I, H), p_f: H, p_o: H },
    resetBefore: weightLengths("rzn", I, H),
    resetAfter: gruLengths(I, H),
  };

  it("has arrays of the sizes it names", () => {
    expect(new Set([T, B, I, H]).size).toBe(4);
    expect(lengths(weights)).toEqual(weightsAre[kind]);
    expect([given.x.length, h.length]).toEqual([T * B * I, T * B * H]);
    const states = isLstm ? [given.h0, given.hT, given.c0, given.cT] : [given.h0, given.hT];
    for (const state of states) expect(state.length).toBe(B * H);
  });
  it("ends at each sequence's length", () => {
    const last = ends.map((n) => n - 1);
    expect(given.hT).toEqual(at(h, H, last));
    expect(beyond(h, H, ends)).toBe(0);
  });
});

it.each([...new Set(onnxCases.map(({ kind }) => kind))])(
  "golden ONNX %s: every size is 1 somewhere",
  (kind) => {
    const cases = onnxCases.filter((each) => each.kind === kind);
    for (const size of ["T", "B", "I", "H"] as const)
      expect(cases.map((each) => each[size])).toContain(1);
  },
);

describe("golden training", () => {
  const { T, B, V, H, steps, clip, ...run } = torchTrain;

  it("has arrays of the sizes it names", () => {
    const parameters = { ...weightLengths("figo", V, H), W_out: H * V, b_out: V };
    for (const set of [run.initial, run.final, ...run.clipped])
      expect(lengths(set)).toEqual(parameters);
    expect(run.inputs.length).toBe(steps * T * B);
    expect(run.targets.length).toBe(steps * T * B);
    for (const perStep of [run.loss, run.norm, run.clipped]) expect(perStep.length).toBe(steps);
    expect(Math.max(...run.inputs, ...run.targets)).toBeLessThan(V);
  });
  it("clips at some steps and not at others", () => {
    const after = run.clipped.map((set) => Math.hypot(...Object.values(set).flat()));
    after.forEach((norm, k) => expect(norm).toBeCloseTo(Math.min(run.norm[k], clip), 5));
    expect(run.norm.filter((norm) => norm > clip).length).toBeGreaterThan(0);
    expect(run.norm.filter((norm) => norm < clip).length).toBeGreaterThan(0);
  });
});
