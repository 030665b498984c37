import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { all } from "../../src/experiments/index.js";
import type { Stored } from "../../src/experiments/experiment.js";
import { CLAIMS } from "../../src/lesson/ledger-claims.js";
import { ledger } from "../../src/lesson/ledger.js";
import { key, results, stored, wanted } from "./store.mjs";

const repo = join(results, "..", "..");
const STORED: Readonly<Record<string, Stored>> = Object.fromEntries(
  all.map(({ name }) => [name, stored(name)]),
);

test("every claim of the essay has its row, in order", () => {
  const numbers = CLAIMS.map(({ claim }) => claim);
  expect([...new Set(numbers)]).toEqual(Array.from({ length: 46 }, (_, k) => k + 1));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

test("the ledger is what the stored results say", () => {
  const written: unknown = JSON.parse(readFileSync(join(results, "ledger.json"), "utf8"));
  expect(written).toEqual(JSON.parse(JSON.stringify(ledger(STORED))));
});

test.each(all)(
  "$name: stored are all cases and seeds, of the spec that the code has",
  (experiment) => {
    const { spec, seeds, runs, commit } = STORED[experiment.name];
    expect({ spec, seeds }).toEqual({ spec: experiment.spec, seeds: experiment.seeds });
    expect(runs.map(key)).toEqual(wanted(experiment).map(key));
    expect(seeds.length).toBeGreaterThanOrEqual(10);
    expect(commit).toMatch(/^[0-9a-f]{12}$/);
  },
);

test("nothing else is stored", () => {
  const files = readdirSync(results).filter((file) => file.endsWith(".json"));
  expect(files.sort()).toEqual([...all.map(({ name }) => `${name}.json`), "ledger.json"].sort());
});

test.each(CLAIMS.filter(({ basis }) => basis.kind === "definition"))(
  "claim $claim: the test that holds it is there",
  ({ basis }) => {
    if (basis.kind !== "definition") throw new TypeError("not a definition");
    const file = join(repo, basis.test);
    expect(existsSync(file)).toBe(true);
    expect(readFileSync(file, "utf8")).toContain(JSON.stringify(basis.title).slice(1, -1));
  },
);

/** The runs with other figures: every number set to one value in the cases that `of` chooses. */
const altered = (from: Stored, value: number, of: (text: string) => boolean): Stored => ({
  ...from,
  runs: from.runs.map((run) =>
    of(JSON.stringify(run.case))
      ? { ...run, figures: Object.fromEntries(Object.keys(run.figures).map((f) => [f, value])) }
      : run,
  ),
});

test.each(
  CLAIMS.flatMap(({ claim, basis }) =>
    basis.kind === "measured" ? [{ claim, rule: basis.rule }] : [],
  ),
)("claim $claim ($rule.experiment): other results, another verdict", ({ rule }) => {
  const from = STORED[rule.experiment];
  const { verdict } = rule.decide(from);
  const cases = [...new Set(from.runs.map((run) => JSON.stringify(run.case)))];
  const choices = [() => true, ...cases.map((one) => (text: string) => text === one)];
  const verdicts = choices.flatMap((of) =>
    [0, 1, 1e6].map((value) => rule.decide(altered(from, value, of)).verdict),
  );
  expect(verdicts.some((other) => other !== verdict)).toBe(true);
  // Without its runs it says nothing.
  expect(() => rule.decide({ ...from, runs: [] })).toThrow();
});
