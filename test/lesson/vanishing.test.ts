import { afterEach, describe, expect, test } from "vitest";
import { lesson, network, rnn, type Shown } from "../../src/index.js";
import type { Stored } from "../../src/experiments/experiment.js";
import { TABLE, type Key } from "../../src/lesson/table.js";
import { VANISHING } from "../../src/lesson/words-vanishing.js";
import { describes as inBoth, hasSameBlanks, plain } from "./shown.js";

const { vanishing } = lesson;
afterEach(() => lesson.language("en"));

/** In both languages as it should be; no figure too large. */
function describes(draw: () => Shown, ...findings: string[]): void {
  inBoth(draw, ...findings);
  expect(JSON.stringify(draw()).length).toBeLessThan(200_000);
}

test.each(Object.entries(VANISHING))(
  "%s is in both languages, with the same blanks",
  (_, entry) => {
    expect(entry.en.trim()).not.toBe("");
    expect(entry.zh.trim()).not.toBe("");
    hasSameBlanks(entry);
  },
);

const seeds = Array.from({ length: 10 }, (_, k) => k + 1);
const head = { command: "", commit: "", date: "", seeds };
const latched: Stored = {
  ...{ ...head, name: "latching", spec: {} },
  runs: ["RNN", "LSTM, b_f = 4"].flatMap((model) =>
    [10, 20].flatMap((T) =>
      seeds.map((seed) => {
        const learns = model !== "RNN" || (T === 10 && seed < 8);
        return {
          ...{ case: { model, T }, seed },
          figures: { right: learns ? 1 : 0.5, before: learns ? -1 : -5, after: 0, loss: 0 },
        };
      }),
    ),
  ),
};
const kept: Stored = {
  ...{ ...head, name: "retention", spec: { T: 40 } },
  runs: [0, 1, 4].flatMap((bias) =>
    seeds.map((seed) => ({
      ...{ case: { bias }, seed },
      figures: { right: bias > 0 ? 1 : 0.5, untrained: 1 + 9 * bias, trained: 3, longest: 50 },
    })),
  ),
};

describe("figures and tables", () => {
  test("slopes: a row for each T", () => {
    const english = plain(vanishing.slopesTable([[2, 0.25, 0.25]], 0.9));
    expect(english).toContain("2 | 0.25000 | 0.25000 | 0.81000");
    describes(() => vanishing.slopesTable([[2, 0.25, 0.25]], 0.9));
  });
  test("spectrum: eigenvalues as points, and the farthest", () => {
    const values = [0.5, { re: 0.6, im: 0.8 }, { re: 0.6, im: -0.8 }];
    describes(
      () => vanishing.spectrumFigure(values),
      "3 eigenvalues",
      "1 pairs",
      "lies 1.00 from 0",
    );
    expect(vanishing.spectrumFigure(values).data[1]["y"]).toEqual([0, 0.8, -0.8]);
  });
  const few = { lag: 10, seeds: [1] };
  test("norms: each beside its bound, and louder inputs", () => {
    const draw = () => vanishing.normsFigure([0.5, 2], few);
    describes(draw, "medians of 1 seeds", "After 10 steps: ρ = 0.5 → 0.003");
    const [norms, , bound] = draw().data.map((trace) => trace["y"] as number[]);
    expect(norms).toHaveLength(11);
    expect(norms.every((v, lag) => v <= bound[lag] * (1 + 1e-5))).toBe(true);
    describes(() => vanishing.saturationFigure(1.25, [0.3, 3], few), "inputs ±3");
  });
  test("starts and belts", () => {
    describes(() => vanishing.startsFigure(few), "ReLU, identity → 1");
    describes(() => vanishing.beltFigure([4], few), "b_f = 4: belt only → 0.8");
  });
  test("wall: the whole step leaves the map, the clipped one does not", () => {
    const walk = { w: 1.15, b: 0.0001, lr: 0.1, limit: 1 };
    describes(() => vanishing.wallFigure(walk), "the gradient is 890 long", "b = 89");
    describes(() => vanishing.wallTable(walk), "clipped step | 1 | 1.15 | 0.1 |");
  });
  test("latch by hand, and live", () => {
    const unit = network(rnn, { input: 7, hidden: 1 });
    unit.params.set({ W_h: [[3], [1], [2], [0], [0], [-2], [0], [0]] });
    describes(() => vanishing.latchTable(unit, [20, 200]), "200 | 20 of 20", "below 1e-40");
    const figures = { right: 0.512, before: -1.51 };
    describes(
      () => vanishing.liveTable([{ model: "RNN", T: 20, figures }]),
      "RNN | 20 | 10^−1.5 | 51 %",
    );
  });
  test("stored: the matrix, who learns, the half-lives", () => {
    describes(() => vanishing.successFigure(latched), "RNN: 7, 0; LSTM, b_f = 4: 10, 10");
    describes(() => vanishing.tellsFigure(latched), "40 networks", "in 100 % of pairs");
    describes(
      () => vanishing.tellsTable(latched),
      "all | 151 | 100 % (100 to 100)",
      "of one kind of network | 21 | 100 %",
    );
    describes(() => vanishing.offTable(48_888, 0.3, 0, 0.51), "5e+4", "30 %", "51 %");
    describes(
      () => vanishing.retentionFigure(kept),
      "Bias 0: untrained 1, trained –, longest unit – (0 learnt). Bias 1: untrained 10, trained 3, longest unit 50 (10 learnt).",
    );
  });
});

/** What a check says in each language must be the entry of the table. */
function says(check: () => { right: boolean; message: string }, key: Key): void {
  for (const language of ["en", "zh"] as const) {
    lesson.language(language);
    const { right, message } = check();
    const [before] = TABLE[key][language].split("{");
    expect(message).toContain(before);
    expect(message).not.toMatch(/\{\w+\}/);
    expect(right).toBe(key.endsWith(".right"));
  }
}

type Case = [name: string, answer: unknown, key: Key];
test("nothing answered yet is no mistake", () => {
  const { checkShrink, checkSure, checkRest, checkClip, checkBoth } = vanishing;
  for (const check of [checkShrink, checkSure, checkRest, checkClip, checkBoth])
    expect(check(undefined).message).toMatch(/No answer yet/);
});
test.each<Case>([
  ["right", 0.9 ** 20, "vanishing.shrink.right"],
  ["three digits", 0.122, "vanishing.shrink.right"],
  ["one step", 0.9, "vanishing.shrink.one"],
  ["a sum", 18, "vanishing.shrink.sum"],
  ["miscounted", 0.9 ** 19, "vanishing.shrink.count"],
  ["what is lost", 1 - 0.9 ** 20, "vanishing.shrink.lost"],
  ["text", "0.12", "check.kind"],
  ["other", 3, "check.other"],
])("exercise 1: %s", (_, answer, key) => says(() => vanishing.checkShrink(answer), key));
test.each<Case>([
  ["right", 20, "vanishing.sure.right"],
  ["one too few", 19, "vanishing.sure.almost"],
  ["a fraction", 6 / Math.log10(2), "vanishing.sure.whole"],
  ["tens", 6, "vanishing.sure.tens"],
])("exercise 2: %s", (_, answer, key) => says(() => vanishing.checkSure(answer), key));
test.each<Case>([
  ["right", 0.166, "vanishing.rest.right"],
  ["the state", 0.9575, "vanishing.rest.state"],
  ["without w", 0.0832, "vanishing.rest.noWeight"],
  ["at 0", 2, "vanishing.rest.noSlope"],
  ["without the square", 0.085, "vanishing.rest.noSquare"],
])("exercise 3: %s", (_, answer, key) => says(() => vanishing.checkRest(answer), key));
test.each<Case>([
  ["right", { w: 0.94, b: -0.08 }, "vanishing.clip.right"],
  ["whole", { w: 0.7, b: -0.4 }, "vanishing.clip.whole"],
  ["each for itself", { w: 0.9, b: -0.1 }, "vanishing.clip.each"],
  ["uphill", { w: 1.06, b: 0.08 }, "vanishing.clip.uphill"],
  ["other", { w: 1, b: 0 }, "vanishing.clip.other"],
  ["a list", [1, 2], "vanishing.clip.kind"],
])("exercise 4: %s", (_, answer, key) => says(() => vanishing.checkClip(answer), key));
test.each<Case>([
  ["right", { w: 1.2, u: 0 }, "vanishing.both.right"],
  ["fades", { w: 0.9, u: 0 }, "vanishing.both.fades"],
  ["too firm", { w: 3, u: 1 }, "vanishing.both.slope"],
  ["too loud", { w: 1.2, u: 1 }, "vanishing.both.noise"],
  ["a number", 3, "vanishing.both.kind"],
])("exercise 5: %s", (_, answer, key) => says(() => vanishing.checkBoth(answer), key));
