import { describe, expect, test } from "vitest";
import { experiments, lstm, lstm1997, random, recurrent } from "../../src/index.js";
import { exam, wrongOf, type Candidate } from "../../src/experiments/battery-exam.js";
import { MODELS } from "../../src/experiments/battery-models.js";
import { reberSets } from "../../src/experiments/battery-reber.js";
import { sitting } from "../../src/experiments/battery-sitting.js";
import { TASK_NAMES, TASKS } from "../../src/experiments/battery-tasks.js";
import { PUBLISHED } from "../../src/experiments/published-1997.js";

const { battery, trainedOn } = experiments;
type Numbers = { shape: readonly number[]; data: ArrayLike<number> };
/** Somebody who answers each sequence by looking at its rows, (B, O) or (T, B, O). */
const answering = (answer: (rows: number[][], b: number) => number[] | number[][]): Candidate =>
  ({
    run(x: Numbers, { lengths }: { lengths?: ArrayLike<number> } = {}) {
      const [T, B, I] = x.shape as [number, number, number];
      const all = Array.from({ length: B }, (_, b) =>
        answer(
          Array.from({ length: lengths?.[b] ?? T }, (__, t) =>
            Array.from({ length: I }, (___, k) => x.data[(t * B + b) * I + k]!),
          ),
          b,
        ),
      );
      if (!Array.isArray(all[0]![0])) {
        const width = all[0]!.length;
        return { output: { shape: [B, width], data: Float32Array.from(all.flat() as number[]) } };
      }
      const width = (all[0] as number[][])[0]!.length;
      const data = new Float32Array(T * B * width);
      all.forEach((rows, b) =>
        (rows as number[][]).forEach((row, t) => data.set(row, (t * B + b) * width)),
      );
      return { output: { shape: [T, B, width], data } };
    },
  }) as unknown as Candidate;

const marked = (rows: number[][]) => rows.filter(([, mark]) => mark === 1).map(([v]) => v!);
// The first pair may have been marked; its -1 hides that, and its number is neutral.
const sum = (rows: number[][]) => 0.5 + marked(rows).reduce((a, b) => a + b, 0) / 4;
const product = (rows: number[][]) => marked(rows).reduce((a, b) => a * b, 1);
const sure = (width: number, k: number) =>
  Array.from({ length: width }, (_, j) => (j === k ? 50 : 0));
const order = (rows: number[][]) =>
  rows.filter((row) => row[4] === 1 || row[5] === 1).reduce((at, row) => 2 * at + row[5]!, 0);

/** Who knows the answer to each task, from the paper's description of it. */
const KNOWS: Record<string, Candidate> = {
  "2a": answering((rows) => rows.map((_, t) => sure(21, t < 19 ? t : rows[0]!.indexOf(1)))),
  "2b": answering((rows) => rows.map((_, t) => sure(21, t < 19 ? 3 : rows[0]!.indexOf(1)))),
  "2c": answering((rows) => sure(2, rows[1]!.indexOf(1) - 52)),
  "3a": answering((rows) => [rows[1]![0]! > 0 ? 1 : 0]),
  "3b": answering((rows) => [rows[0]![0]! + rows[1]![0]! + rows[2]![0]! > 0 ? 1 : 0]),
  "3c": answering((rows) => [rows[1]![0]! > 0 ? 0.2 : 0.8]),
  "4": answering((rows) => [sum(rows)]),
  "5": answering((rows) => [product(rows)]),
  "6a": answering((rows) => sure(4, order(rows))),
  "6b": answering((rows) => sure(8, order(rows))),
};

describe("the exam", () => {
  test.each(Object.keys(TASKS))("%s: who knows the answers passes, who does not fails", (name) => {
    const { criterion, ...rest } = TASKS[name]!;
    const task = { ...rest, criterion: { ...criterion, of: Math.min(criterion.of, 300) } };
    const passed = exam(KNOWS[name]!, task, random(1));
    expect(passed).toMatchObject({ passed: true, of: task.criterion.of });
    const net = recurrent(lstm, {
      ...{ input: task.input, hidden: 2, output: task.output },
      returnSequences: task.answers !== undefined,
    });
    expect(exam(net, task, random(1)).passed).toBe(false);
  });

  test("2a judges every step, 2b the last one alone", () => {
    const late = answering((rows) =>
      rows.map((_, t) => sure(21, t < 19 ? 3 : rows[0]!.indexOf(1))),
    );
    expect(exam(late, TASKS["2a"]!, random(1)).passed).toBe(false);
    expect(exam(late, TASKS["2b"]!, random(1)).passed).toBe(true);
  });

  test("adding: 0.05 beside the sum is wrong, and the first lot of 256 says so", () => {
    const beside = answering((rows) => [sum(rows) + 0.05]);
    expect(exam(beside, TASKS["4"]!, random(1))).toEqual({ passed: false, wrong: 256, of: 256 });
    expect(wrongOf(beside, TASKS["4"]!, random(1), 2560)).toBe(2560);
    expect(wrongOf(KNOWS["4"]!, TASKS["4"]!, random(1), 300)).toBe(0);
    // 0.03 is no longer wrong, but too much as a mean.
    const near = answering((rows) => [sum(rows) + 0.03]);
    expect(exam(near, TASKS["4"]!, random(1))).toEqual({ passed: false, wrong: 0, of: 2000 });
  });

  test("multiplying: 139 of 2,000 may be wrong, 140 not", () => {
    for (const [allowed, passed] of [
      [139, true],
      [140, false],
    ] as const) {
      let asked = 0;
      const some = answering((rows) => [product(rows) + (asked++ < allowed ? 1 : 0)]);
      expect(exam(some, TASKS["5"]!, random(1))).toMatchObject({ passed, wrong: allowed });
    }
  });

  test("what is no number is wrong", () => {
    expect(
      exam(
        answering(() => [NaN]),
        TASKS["3b"]!,
        random(1),
      ).passed,
    ).toBe(false);
  });
});

describe("experiment 1", () => {
  test("256 strings to learn from and 256 others; one who guesses fails all", () => {
    const sets = reberSets(random(1));
    const blind = answering((rows) => rows.map(() => sure(7, 0)));
    expect(sets.wrong(blind)).toBe(512);
    const { x, target } = sets.draw(random(2), 16);
    expect(x.shape.slice(1)).toEqual([16, 7]);
    expect(target.length).toBe(x.shape[0]! * 16);
  });
});

describe("a run", () => {
  test("ends at success, comes again from its seed, and no other", async () => {
    const lines: string[] = [];
    const progress = (line: string) => lines.push(line);
    const of = { task: "3a", model: "LSTM with forget gate" };
    const [one, same, other] = [
      await battery.run(of, 1000, { progress }),
      await battery.run(of, 1000, { progress: () => {} }),
      await trainedOn(of, 1001, { progress: () => {} }),
    ];
    expect(one).toEqual(same);
    expect(one["solved"]).toBe(1);
    expect(one["tested"]).toBe(2560);
    expect(lines.at(-1)).toBe(`solved after ${one["sequences"]} sequences`);
    expect(one["sequences"]! % 1600).toBe(0);
    expect(other.net.params.flat).not.toEqual(
      (await trainedOn(of, 1000, { progress: () => {} })).net.params.flat,
    );
  });

  test("names that are none are refused", async () => {
    await expect(trainedOn({ task: "7", model: "RNN" }, 1)).rejects.toThrow('no task "7"');
    await expect(trainedOn({ task: "4", model: "GRU" }, 1)).rejects.toThrow('no model "GRU"');
  });
});

test("every case is there, and the paper says something of each task", () => {
  expect(battery.cases).toHaveLength(11 * 4);
  expect(battery.seeds).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(Object.keys(TASKS)).toHaveLength(TASK_NAMES.length - 1);
  for (const name of TASK_NAMES) {
    expect(PUBLISHED.some(({ task }) => task === name)).toBe(true);
    expect(sitting(name, 1).budget).toBeGreaterThan(0);
  }
});

test("the spec holds all that a run depends on, as JSON", () => {
  const spec = JSON.parse(JSON.stringify(battery.spec));
  expect(battery.spec).toEqual(spec);
  expect(Object.keys(spec.tasks)).toHaveLength(11);
  expect(Object.keys(spec.models)).toEqual(Object.keys(MODELS));
  expect(spec.tasks["5"].criterion).toEqual({ of: 2000, wrong: 139 });
  expect(spec.models["LSTM 1997"].inputGates).toEqual([-1, -2, -3, -4]);
});

test("the two LSTMs of 1997 differ in their gradients alone", () => {
  const [a, b] = [true, false].map((truncated) =>
    recurrent(lstm1997({ block: 2, truncated }), { input: 2, hidden: 8, seed: 3 }),
  );
  expect(a!.params.flat).toEqual(b!.params.flat);
  const x = Array.from({ length: 6 }, (_, t) => [Math.sin(t), Math.cos(t)]);
  expect(a!.run(x).output.data).toEqual(b!.run(x).output.data);
});
