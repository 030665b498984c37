import { expect, test } from "vitest";
import {
  absoluteErrors,
  adding,
  continualReber,
  embeddedReber,
  errorFree,
  latching,
  lstm,
  multiplication,
  nextSymbol,
  noiseFreeLag,
  noisyLag,
  processedCorrectly,
  random,
  recurrent,
  temporalOrder,
  twoSequence,
  veryLongLag,
  type NextSymbol,
  type Task,
} from "../../src/index.js";

const B = 6;
const strings = embeddedReber.strings(random(1), B);
type Row = [name: string, task: () => Task | NextSymbol, output: number, end: boolean];
const dice = random(2);
const rows: Row[] = [
  ["nextSymbol", () => nextSymbol(embeddedReber, strings, 40), 7, false],
  ["continualReber", () => continualReber(dice, 20, B), 7, false],
  ["noiseFreeLag", () => noiseFreeLag(dice, 4, B), 5, false],
  ["noisyLag", () => noisyLag(dice, 4, B), 5, false],
  ["veryLongLag", () => veryLongLag(dice, 5, B), 2, true],
  ["twoSequence", () => twoSequence(dice, 20, B, { variant: "3c" }), 1, true],
  ["adding", () => adding(dice, 20, B), 1, true],
  ["multiplication", () => multiplication(dice, 20, B), 1, true],
  ["temporalOrder", () => temporalOrder(dice, 20, B, 3), 8, true],
  ["latching", () => latching(dice, 20, B), 1, true],
];

test.each(rows)(
  "a network learns from %s, and its output is judged",
  async (_, make, output, end) => {
    const task = make();
    const [, , input] = task.x.shape;
    const net = recurrent(lstm, { input, hidden: 3, output, returnSequences: !end });
    const loss = task.target instanceof Int32Array ? "crossEntropy" : "mse";
    const history = await net.train(make, { steps: 3, loss, progress: () => {} });
    expect(history.loss.every(Number.isFinite)).toBe(true);
    const said = net.run(task.x, task).output;
    if ("tolerance" in task) {
      const errors = absoluteErrors(task, said);
      expect(errors).toHaveLength(B);
      expect(processedCorrectly(task, said)).toEqual(errors.map((it) => it < task.tolerance));
    } else expect(errorFree(task, said)).toHaveLength(B);
  },
);

const x = { shape: [3, 2, 1], data: new Float32Array(6) };

test("numbers: the error is the distance from the target, or from what it would be without noise", () => {
  const target = { shape: [2, 2], data: Float32Array.of(1, 0, 2, -1) };
  const task = { x, target, tolerance: 0.5 };
  const output = { shape: [2, 2], data: Float32Array.of(1.25, -0.125, 2, 0) };
  expect(absoluteErrors(task, output)).toEqual([0.25, 1]);
  expect(processedCorrectly(task, output)).toEqual([true, false]);
  const expected = { shape: [2, 2], data: Float32Array.of(1, 0.5, 2, -0.5) };
  expect(absoluteErrors({ ...task, expected }, output)).toEqual([0.625, 0.5]);
  expect(processedCorrectly({ ...task, expected }, output)).toEqual([false, false]); // below, not at
  expect(processedCorrectly(task, { ...output, data: output.data.fill(NaN) })).toEqual([
    false,
    false,
  ]);
});

test("classes: the error is that of the worst of all probabilities", () => {
  const task = { x, target: Int32Array.of(0, 2), tolerance: 0.3 };
  const p = [0.75, 0.125, 0.125, 0.125, 0.5, 0.375];
  const output = { shape: [2, 3], data: Float64Array.from(p, (v) => Math.log(v) + 800) };
  const [first, second] = absoluteErrors(task, output);
  expect(first).toBeCloseTo(0.25, 12);
  expect(second).toBeCloseTo(0.625, 12);
  expect(processedCorrectly(task, output)).toEqual([true, false]);
});

test("with an output for each step the one at the sequence's end is judged", () => {
  const target = Int32Array.of(0, 1, 1, 1, 0, -100); // (T, B) = (3, 2)
  const lengths = Int32Array.of(3, 2);
  const sure = 50;
  // Right at each sequence's end, wrong everywhere else.
  const data = Float32Array.of(0, sure, sure, 0, sure, 0, 0, sure, sure, 0, sure, 0);
  const output = { shape: [3, 2, 2], data };
  expect(processedCorrectly({ x, target, lengths, tolerance: 0.1 }, output)).toEqual([true, true]);
  const other = { ...output, data: data.map((v) => sure - v) };
  expect(processedCorrectly({ x, target, lengths, tolerance: 0.1 }, other)).toEqual([false, false]);
});

test("an output of another shape is refused", () => {
  const task = { x, target: Int32Array.of(0, 2), tolerance: 0.3 };
  for (const shape of [[3, 3], [2, 2, 3], [6], [3, 2, 3, 1]])
    expect(() => absoluteErrors(task, { shape, data: new Float32Array(9) })).toThrow(
      new RangeError(`absoluteErrors: output is (${shape.join(", ")}); want (2, O) or (3, 2, O)`),
    );
});
