import { expect, test } from "vitest";
import type { Stored } from "../../src/experiments/experiment.js";
import { betterThanRnn, longTerm } from "../../src/lesson/rules-battery.js";

const TASKS = ["1", "2a", "2b", "2c", "3a", "3b", "3c", "4", "5", "6a", "6b"];
const MODELS = ["RNN", "LSTM 1997", "LSTM 1997, full BPTT", "LSTM with forget gate"];

/** Ten seeds a case, of which so many met the criterion. */
const results = (met: (model: string, task: string) => number): Stored => ({
  ...{ name: "battery", command: "", commit: "", date: "", spec: {}, seeds: [] },
  runs: TASKS.flatMap((task) =>
    MODELS.flatMap((model) =>
      Array.from({ length: 10 }, (_, k) => ({
        case: { task, model },
        seed: k + 1,
        figures: { solved: k < met(model, task) ? 1 : 0, sequences: 1600, wrong: 0, tested: 2560 },
      })),
    ),
  ),
});
const lstmsOnly = (model: string): number => (model === "RNN" ? 0 : 10);

test("claim 15 holds if every LSTM does every task with a long lag; experiment 1 has none", () => {
  const decision = longTerm.decide(results((m, task) => (task === "1" ? 0 : lstmsOnly(m))));
  expect(decision).toMatchObject({ verdict: "holds", n: 300 });
  expect(decision.figure).toMatchObject({ value: 1, values: { tasks: 10, count: 100, of: 100 } });
  expect(decision.condition).toBeUndefined();
  // Nine of ten are enough, eight are not.
  expect(longTerm.decide(results((m) => (lstmsOnly(m) ? 9 : 0))).verdict).toBe("holds");
  const eight = longTerm.decide(results((m, task) => (task === "5" ? 8 : lstmsOnly(m))));
  expect(eight.verdict).toBe("holds if");
});

test("claim 15 holds if the task is among those that some LSTM does, and names them", () => {
  const decision = longTerm.decide(
    results((model, task) => (model === "LSTM 1997" && "2b 2c 3a 4 6a 6b".includes(task) ? 10 : 0)),
  );
  expect(decision.verdict).toBe("holds if");
  expect(decision.figure.values).toEqual({ model: "LSTM 1997", tasks: 10, count: 60, of: 100 });
  expect(decision.condition!.values!["list"]).toBe(
    "LSTM 1997: 2b 2c 3a 4 6a 6b; LSTM 1997, full BPTT: –; LSTM with forget gate: –",
  );
});

test("claim 15 is not reproduced where no LSTM does more than half", () => {
  const half = results((_, task) => ("2b 2c 3a 4 6a".includes(task) ? 10 : 0));
  expect(longTerm.decide(half).verdict).toBe("not reproduced");
});

test("claim 7 holds if the LSTM with a forget gate can what the RNN cannot, on most tasks", () => {
  const six = results((model, task) =>
    model === "LSTM with forget gate" && TASKS.indexOf(task) < 6 ? 9 : model === "RNN" ? 1 : 0,
  );
  expect(betterThanRnn.decide(six)).toMatchObject({
    ...{ verdict: "holds", n: 220 },
    figure: { values: { count: 6, of: 11 } },
  });
  const five = results((model, task) =>
    model === "LSTM with forget gate" && TASKS.indexOf(task) < 5 ? 10 : 0,
  );
  expect(betterThanRnn.decide(five).verdict).toBe("not reproduced");
});

test("claim 7: a task that the RNN can do as well is no win, and another LSTM's win is a condition", () => {
  expect(betterThanRnn.decide(results(() => 10)).verdict).toBe("not reproduced");
  expect(betterThanRnn.decide(results((m) => (m === "RNN" ? 2 : 10))).verdict).toBe(
    "not reproduced",
  );
  const decision = betterThanRnn.decide(results((m) => (m === "LSTM 1997" ? 10 : 0)));
  expect(decision.verdict).toBe("holds if");
  expect(decision.condition!.values).toEqual({ list: "LSTM 1997" });
});

test("missing runs are an error, not a verdict", () => {
  const { runs, ...rest } = results(lstmsOnly);
  const stored = { ...rest, runs: runs.filter((run) => run.case["model"] !== "RNN") };
  expect(() => betterThanRnn.decide(stored)).toThrow("no runs of RNN on 1");
  for (const rule of [betterThanRnn, longTerm])
    expect(() => rule.decide({ ...rest, runs: [] })).toThrow(RangeError);
});
