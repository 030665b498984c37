import { describe, expect, it } from "vitest";
import { type Arrays, type Sizes, torchLstm, torchRnn, torchTrain } from "./golden.js";

const lengths = (arrays: Arrays) =>
  Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, values.length]));

const weightLengths = (gates: string, I: number, H: number) =>
  Object.fromEntries(
    [...gates].flatMap((k) => [
      [`W_${k}`, (H + I) * H],
      [`b_${k}`, H],
    ]),
  );

/** Every number in a tree of arrays and records. */
function* numbers(tree: unknown): Generator<number> {
  if (typeof tree === "number") yield tree;
  else if (tree !== null && typeof tree === "object")
    for (const part of Object.values(tree)) yield* numbers(part);
}

describe.each([torchRnn, torchLstm, torchTrain])("golden file %#", (file) => {
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

it.each([torchRnn, torchLstm])("golden $cell: every size is 1 somewhere", ({ cases }) => {
  for (const size of ["T", "B", "I", "H"] as const)
    expect(cases.map((each) => each[size])).toContain(1);
});

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
