import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { experiments, lesson, lstm1997, recurrent, type Figure } from "../../src/index.js";
import type { Stored } from "../../src/experiments/experiment.js";
import { relevant } from "../../src/lesson/battery-relevant.js";
import { written } from "../../src/lesson/battery-written.js";
import { BATTERY } from "../../src/lesson/words-battery.js";
import { describes, hasSameBlanks, plain } from "./shown.js";

const { battery } = lesson;
afterEach(() => lesson.language("en"));

/** Made up: the RNN meets nothing, LSTMs meet all, later by 1,600 sequences with each seed. */
const stored: Stored = {
  ...{ name: "battery", command: "", commit: "", date: "", seeds: [1, 2, 3, 4] },
  spec: experiments.battery.spec,
  runs: experiments.battery.cases.flatMap((of) =>
    [1, 2, 3, 4].map((seed) => ({
      case: of,
      seed,
      figures: {
        solved: of.model === "RNN" ? 0 : 1,
        ...{ sequences: 1600 * seed, wrong: seed, tested: of.task === "1" ? 512 : 2560 },
      },
    })),
  ),
};

describe("words", () => {
  test.each(Object.entries(BATTERY))(
    "%s is in both languages, with the same blanks",
    (_, entry) => {
      expect(entry.zh).toMatch(/\p{Script=Han}/u);
      hasSameBlanks(entry);
    },
  );

  test("the live line", () => {
    expect(battery.batteryWords(3200, 40000, false)).toBe("3,200 of at most 40,000 sequences");
    expect(battery.batteryWords(3200, 40000, true)).toBe("criterion met after 3,200 sequences");
  });
});

describe("what is stored", () => {
  test("the matrix: a share and a median for each task and network", () => {
    const draw = () => battery.matrixFigure(stored);
    describes(
      draw,
      "4 seeds",
      "RNN meets it in at least 9 of 10 seeds on 0 of 11 tasks",
      "LSTM 1997 meets it in at least 9 of 10 seeds on 11 of 11 tasks",
    );
    const [{ z, text }] = draw().data as unknown as [{ z: number[][]; text: string[][] }];
    expect(z).toHaveLength(11);
    expect(z[0]).toEqual([0, 100, 100, 100]);
    expect(text[0]).toEqual(["0", "4<br>4,000", "4<br>4,000", "4<br>4,000"]);
  });

  test("the tasks: a row for each", () => {
    describes(battery.tasksTable, "5 | random numbers, two marked | their product | within 0.04");
    expect(plain(battery.tasksTable()).split("\n")).toHaveLength(12);
  });

  test("beside the paper: its figures with their tables, ours with their sizes", () => {
    const draw = () => battery.besideTable(stored);
    describes(
      draw,
      "2a lag | p 100 · 100 % · after 5,040 · table 2 | p 20 | 0 of 4 | 4 of 4 · 4,000",
      "4 adding | T 100 · after 74,000 · 1 of 2,560 wrong · table 7 | T 100 |",
      "1 Reber | 100 % · after 21,730 · table 1 | – |",
      "– / 3 / 3 / 3 of 2,560",
    );
  });

  test("the paper's own rows, failures marked", () => {
    describes(
      () => battery.publishedTable("2a"),
      "2a | BPTT | p 100 | 0 % | > 5,000,000 | Hochreiter & Schmidhuber 1997, table 2",
    );
    lesson.language("en");
    expect(plain(battery.publishedTable("4"))).toContain("LSTM | T 100 | not stated | 74,000");
    expect(plain(battery.publishedTable("1"))).toContain("“some fraction” | 173,000");
  });

  test("the verdicts of this notebook alone, from its own runs", () => {
    const draw = () => lesson.ledgerTable(lesson.ledger({ battery: stored }), "05");
    describes(draw, "LSTM with forget gate can, RNN cannot: 11 of 11 tasks", "40 of 40 runs");
    const decided = lesson.ledger({ battery: stored }).filter(({ notebook }) => notebook === "05");
    expect(decided.map(({ claim }) => claim)).toEqual([7, 15]);
  });
});

describe("the memory", () => {
  // Set by hand: the input gate opens at a mark of 1 and nowhere else, so that C is the sum, scaled.
  const net = recurrent(lstm1997({ block: 2 }), {
    input: 2,
    hidden: 2,
    output: 1,
    returnSequences: false,
  });
  beforeAll(() => {
    net.params.flat.fill(0);
    net.params.set({ W_i: [[0], [0], [0], [40]], b_i: [-20] });
    net.params.set({
      W_g: [
        [0, 0],
        [0, 0],
        [1, -1],
        [0, 0],
      ],
    });
  });
  const trained = { net: net as unknown as experiments.Trained["net"] };

  test("the heat map marks the steps that count, and says where the state moved", () => {
    const { task, at } = relevant("4", 5, 1);
    const marks = Array.from({ length: task.lengths![0]! }, (_, t) => t + 1).filter((t) =>
      at(t - 1, 0),
    );
    expect(marks).toHaveLength(2);
    describes(() => battery.memoryFigure(trained, "4"), `moves most at steps ${marks.join(", ")}.`);
    const figure: Figure = battery.memoryFigure(trained, "4");
    expect(figure.data.map((trace) => (trace["z"] as number[][]).length)).toEqual([2, 1]);
    expect(JSON.stringify(figure).length).toBeLessThan(200_000);
  });

  test("what is written is written at the marks", () => {
    const found = written(trained, "4", 50);
    expect(found.relevant).toBeGreaterThan(0.3);
    expect(found.others).toBeLessThan(1e-6);
    describes(() => battery.writtenTable({ net: trained }, "4"), "0.000");
    lesson.language("en");
    expect(plain(battery.writtenTable({ net: trained }, "4"))).toMatch(/^ \| steps to remember/);
  });

  test("temporal order: X and Y are what counts; other tasks have no marks", () => {
    const { task, at } = relevant("6a", 1, 8);
    for (let b = 0; b < 8; b++) {
      const found = Array.from({ length: task.lengths![b]! }, (_, t) => at(t, b)).filter(Boolean);
      const says = (task.target as Int32Array)[b]!;
      expect(found.join("")).toBe(["XX", "XY", "YX", "YY"][says]);
    }
    expect(() => relevant("3a", 1, 1)).toThrow('task is "3a"');
  });
});

describe("exercises", () => {
  const sizes = { input: 2, hidden: 8, block: 2 };
  test("nothing is asked twice: an empty answer is asked for, a wrong kind named", () => {
    for (const check of [battery.checkBlind, battery.checkGate, battery.checkLeak]) {
      expect(check(undefined).message).toContain("No answer yet");
      expect(check("15").right).toBe(false);
    }
    expect(battery.checkParameters(undefined, sizes).right).toBe(false);
  });

  test.each([
    [15.4, true, "always saying the same"],
    [15, true, ""],
    [0.154, false, "as a share"],
    [16, false, "one number"],
    [8, false, "equally likely"],
    [4, false, "a sum of 0.16"],
    [50, false, "another number"],
  ])("the blind: %s", (answer, right, why) => {
    expect(battery.checkBlind(answer)).toMatchObject({ right });
    expect(battery.checkBlind(answer).message).toContain(why);
  });

  test("parameters: as many as the network has", () => {
    const net = recurrent(lstm1997({ block: 2 }), { input: 2, hidden: 8, output: 1 });
    expect(battery.checkParameters(net.params.flat.length, sizes).right).toBe(true);
    for (const [answer, why] of [
      [3 * 88 + 9, "block"],
      [net.params.flat.length - 9, "output is missing"],
      [net.params.flat.length - 1, "bias too"],
    ] as const)
      expect(battery.checkParameters(answer, sizes).message).toContain(why);
  });

  test.each([
    [{ w: 40, b: -20 }, true, "256 sums"],
    [{ w: 2, b: -20 }, false, "at a mark of 1"],
    [{ w: 8, b: -4 }, false, "at unmarked steps"],
    [{ w: 0, b: 9 }, false, "at a mark of −1"],
    [{ w: 1 }, false, "two numbers"],
  ])("the gate: %o", (answer, right, why) => {
    expect(battery.checkGate(answer)).toMatchObject({ right });
    expect(battery.checkGate(answer).message).toContain(why);
  });

  test.each([
    [16, true],
    [0.163, false],
    [98.2, false],
    [83.7, false],
    [100, false],
  ])("the leak: %s", (answer, right) => {
    expect(battery.checkLeak(answer)).toMatchObject({ right });
    expect(battery.checkLeak(answer).message).not.toMatch(/another number|\{/);
  });
});
