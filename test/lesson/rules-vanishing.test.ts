import { expect, test } from "vitest";
import type { Stored, StoredRun } from "../../src/experiments/experiment.js";
import { jackknife } from "../../src/lesson/jackknife.js";
import * as rules from "../../src/lesson/rules-vanishing.js";
import { VANISHING_LEDGER } from "../../src/lesson/words-vanishing-ledger.js";

const seeds = Array.from({ length: 10 }, (_, k) => k + 1);
const stored = (name: string, runs: StoredRun[], spec = {}): Stored => ({
  name,
  command: "",
  commit: "",
  date: "",
  spec,
  seeds,
  runs,
});
/** Runs in which so many of ten seeds learn, by model and T; those that do have the larger gradient, or not. */
const latches = (table: Record<string, number[]>, gradient = (learnt: boolean) => Number(learnt)) =>
  stored(
    "latching",
    Object.entries(table).flatMap(([model, counts]) =>
      counts.flatMap((count, k) =>
        seeds.map((seed) => ({
          case: { model, T: 10 * 2 ** k },
          seed,
          figures: { right: seed <= count ? 1 : 0.5, before: gradient(seed <= count) },
        })),
      ),
    ),
  );

test.each([
  [{ RNN: [10, 9, 1, 0], IRNN: [9, 0, 0, 0], "LSTM, b_f = 1": [10, 10, 10, 10] }, "holds"],
  [{ RNN: [10, 9, 1, 0], IRNN: [10, 10, 10, 2] }, "holds if"],
  [{ RNN: [10, 0, 2, 2] }, "not reproduced"], // comes back
  [{ RNN: [8, 0, 0, 0] }, "not reproduced"], //  cannot even do the shortest
])("claim 12: %o %s", (table, verdict) => {
  const decision = rules.notLearnt.decide(latches(table as Record<string, number[]>));
  expect(decision.verdict).toBe(verdict);
  expect(decision.condition !== undefined).toBe(verdict === "holds if");
});

test("claim 12: the figure is the first plain network's where it first fails", () => {
  const { figure, n } = rules.notLearnt.decide(latches({ RNN: [10, 5, 1, 0] }));
  expect(figure).toMatchObject({ value: 0.1, values: { model: "RNN", T: 40, count: 1, of: 10 } });
  expect(n).toBe(40);
});

test("claim 13: pairs at one length are compared, and no others", () => {
  const half = { RNN: [10, 5, 0] };
  expect(rules.gradientTells(latches(half).runs)).toBe(1);
  expect(rules.gradientTells(latches(half, () => 0.3).runs)).toBe(0.5);
  expect(rules.gradientDecides.decide(latches(half)).verdict).toBe("holds");
  expect(rules.gradientDecides.decide(latches(half, () => 0.3)).verdict).toBe("not reproduced");
  expect(rules.gradientTells(latches({ RNN: [10, 0] }).runs)).toBe(0.5); // no pair at any length
});

test("claim 13: more often than not is a reason among others", () => {
  const runs = latches({ RNN: [5, 5], IRNN: [5, 5] }).runs.map((run) =>
    run.case["model"] === "IRNN" ? { ...run, figures: { ...run.figures, before: 0.5 } } : run,
  );
  const { verdict, figure } = rules.gradientDecides.decide(stored("latching", runs));
  expect(verdict).toBe("holds if");
  expect(figure.value).toBe(0.875); // of four kinds of pairs three are won and one is a tie
});

const kept = (table: Record<string, [untrained: number, longest: number, learnt?: number]>) =>
  stored(
    "retention",
    Object.entries(table).flatMap(([bias, [untrained, longest, learnt = 10]]) =>
      seeds.map((seed) => ({
        case: { bias: Number(bias) },
        seed,
        figures: { right: seed <= learnt ? 1 : 0.5, untrained, trained: 0, longest },
      })),
    ),
    { T: 40 },
  );

test.each<[Parameters<typeof kept>[0], string, string]>([
  [{ 0: [11, 40], 1: [12, 40], 4: [30, 90] }, "holds", "holds"],
  [{ 0: [1, 3], 1: [3, 6], 4: [30, 90] }, "holds if", "holds if"],
  [{ 0: [1, 3], 1: [10, 39] }, "not reproduced", "not reproduced"],
  [{ 0: [1, 99, 0], 1: [1, 99, 0] }, "not reproduced", "not reproduced"], // none has learnt
  [{ 0: [1, 3, 0], 1: [3, 40] }, "not reproduced", "holds"], // who did not learn is not judged
])("claim 16: %o", (table, untrained, trained) => {
  expect(rules.keepsUntrained.decide(kept(table)).verdict).toBe(untrained);
  expect(rules.keepsTrained.decide(kept(table)).verdict).toBe(trained);
});

test("claim 16: from which bias on it holds", () => {
  const { condition } = rules.keepsUntrained.decide(kept({ 0: [1, 1], 1: [3, 3], 4: [30, 30] }));
  expect(condition?.values).toEqual({ least: 4, list: "0: 1; 1: 3; 4: 30" });
});

test("runs that are missing are reported, not passed over", () => {
  const { runs } = latches({ RNN: [10, 0], IRNN: [10, 0] });
  const holed = runs.filter(({ case: c }) => !(c["model"] === "IRNN" && c["T"] === 20));
  expect(() => rules.notLearnt.decide(stored("latching", holed))).toThrow(
    "no runs of IRNN at T = 20",
  );
  for (const rule of Object.values(rules).filter((it) => typeof it === "object"))
    expect(() => rule.decide(stored(rule.experiment, []))).toThrow(RangeError);
  expect(() => rules.keepsUntrained.decide(kept({ 0: [1, 1] }))).toThrow("no runs of bias 1");
});

test("the jackknife of a mean is Student's interval", () => {
  const x = [3, 5, 4, 8, 2, 6, 7, 5, 1, 9];
  const mean = (kept: readonly number[]) =>
    kept.reduce((sum, s) => sum + x[s - 1], 0) / kept.length;
  const deviation = Math.sqrt(x.reduce((sum, v) => sum + (v - 5) ** 2, 0) / 9);
  const { value, low, high } = jackknife(seeds, mean);
  expect(value).toBe(5);
  expect(high - value).toBeCloseTo((2.262 * deviation) / Math.sqrt(10), 9);
  expect(value - low).toBeCloseTo(high - value, 9);
  expect(() => jackknife([1], mean)).toThrow("got 1 seeds");
});

test("each string is there in both languages, with the same places to fill", () => {
  const places = (s: string) => [...s.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [key, { en, zh }] of Object.entries(VANISHING_LEDGER)) {
    expect(zh, key).toMatch(/\p{Script=Han}/u);
    expect(places(zh), key).toEqual(places(en));
  }
});
