import { afterEach, describe, expect, test } from "vitest";
import { lesson, network, rnn } from "../../src/index.js";
import { LOOP } from "../../src/lesson/words-loop.js";

const { loop } = lesson;
const { tanh } = Math;
afterEach(() => lesson.language("en"));

/** What a check says in each language must be the entry of the table, with nothing left to fill in. */
function says(check: () => { right: boolean; message: string }, key: keyof typeof LOOP): void {
  for (const language of ["en", "zh"] as const) {
    lesson.language(language);
    const { right, message } = check();
    const [before] = LOOP[key][language].split("{");
    expect(message).toContain(before);
    expect(message).not.toMatch(/\{\w+\}/);
    expect(right).toBe(key.endsWith(".right"));
  }
}

test("nothing answered yet is no mistake", () => {
  for (const check of [loop.checkSecondState, loop.checkLatch, loop.checkGradient])
    expect(check(undefined).message).toMatch(/No answer yet/);
});

describe("exercise 1, the second state", () => {
  test.each<[string, unknown, keyof typeof LOOP]>([
    ["right", tanh(2 * tanh(1)), "loop.second.right"],
    ["right to three digits", 0.909, "loop.second.right"],
    ["not a number", "0.909", "loop.check.kind"],
    ["the first state", tanh(1), "loop.second.first"],
    ["without the loop", 0, "loop.second.noLoop"],
    ["without the bias", tanh(2 * tanh(2) + 1), "loop.second.noBias"],
    ["without any tanh", 2, "loop.second.range"],
    ["without the first tanh", tanh(2), "loop.second.noTanh"],
    ["the input passed on", tanh(4), "loop.second.input"],
    ["anything else", 0.123, "loop.check.other"],
    ["no number at all", NaN, "loop.check.other"],
  ])("%s", (_, answer, key) => says(() => loop.checkSecondState(answer), key));
});

describe("exercise 2, the count", () => {
  const [V, H] = [76, 128];
  test.each<[string, unknown, keyof typeof LOOP]>([
    ["right", 36044, "loop.count.right"],
    ["no biases", 36044 - H - V, "loop.count.noBias"],
    ["one bias", 36044 - V, "loop.count.oneBias"],
    ["the layer only", (H + V) * H + H, "loop.count.noOut"],
    ["no loop", 36044 - H * H, "loop.count.noLoop"],
    ["no input", 36044 - V * H, "loop.count.noInput"],
    ["every copy", 50 * 36044, "loop.count.times"],
    ["one too many", 36045, "loop.check.other"],
  ])("%s", (_, answer, key) => says(() => loop.checkParameters(answer, V, H), key));
});

describe("exercise 3, the latch", () => {
  test.each<[string, unknown, keyof typeof LOOP]>([
    ["right", { w: 2, u: 1, b: 0 }, "loop.latch.right"],
    ["not an object", 3, "loop.latch.kind"],
    ["null", null, "loop.latch.kind"],
    ["deaf", { w: 2, u: 0, b: 0 }, "loop.latch.deaf"],
    ["flips", { w: -2, u: 1, b: 0 }, "loop.latch.flips"],
    ["always on", { w: 2, u: 1, b: 3 }, "loop.latch.start"],
    ["fades", { w: 0.9, u: 1, b: 0 }, "loop.latch.fades"],
    ["too loud", { w: 1.2, u: 3, b: 0 }, "loop.latch.noise"],
  ])("%s", (_, answer, key) => says(() => loop.checkLatch(answer), key));
});

describe("exercise 4, the gradient", () => {
  const h2 = tanh(0.5 * tanh(2));
  const [s2, s3] = [1 - h2 ** 2, 1 - tanh(0.5 * h2) ** 2];
  const unit = network(rnn, { input: 1, hidden: 1 });
  unit.params.set({ W_h: [[0.5], [1]], b_h: [0] });
  const byLibrary = unit.sensitivity([2, 0, 0], "h", "h").data[0];
  test.each<[string, unknown, keyof typeof LOOP]>([
    ["right", 0.25 * s2 * s3, "loop.gradient.right"],
    ["the library's", byLibrary, "loop.gradient.right"],
    ["no slopes", 0.25, "loop.gradient.noSlope"],
    ["one step", 0.5 * s3, "loop.gradient.oneStep"],
    ["a sum", 0.5 * (s2 + s3), "loop.gradient.sum"],
    ["no weights", s2 * s3, "loop.gradient.noWeight"],
    ["anything else", 5, "loop.check.other"],
  ])("%s", (_, answer, key) => says(() => loop.checkGradient(answer), key));
});
