import { expect, test } from "vitest";
import { scoreOf, wilson } from "./score.mjs";

test.each([
  [0, 10],
  [10, 10],
  [85, 100],
  [251, 300],
])("the interval of %i in %i ends where what was seen is 1.96 standard deviations off", (k, n) => {
  const { share, from, to } = wilson(k, n);
  expect(share).toBe(k / n);
  for (const p of [from, to]) {
    expect(Math.abs(share - p)).toBeCloseTo(1.959964 * Math.sqrt(Math.max(0, p * (1 - p)) / n), 7);
    expect(p).toBeGreaterThan(-1e-9);
    expect(p).toBeLessThan(1 + 1e-9);
  }
  expect(to - from).toBeGreaterThan(0.01);
});

test("what no test runs counts as not found, and what does not end as found", () => {
  const mutant = { file: "", mutator: "", line: 1, start: 0, end: 0, text: "", was: "" };
  const at = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  const verdicts = ["killed", "timeout", "survived", "unexecuted", "unexecuted"] as const;
  const judged = verdicts.map((verdict) => ({ ...mutant, at, verdict }));
  expect(scoreOf(judged)).toMatchObject({ found: 2, all: 5, share: 0.4 });
});
