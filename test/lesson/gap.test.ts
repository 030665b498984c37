import { expect, test } from "vitest";
import type { Stored } from "../../src/experiments/experiment.js";
import { random } from "../../src/core/random.js";
import { checkBias, checkHalf, checkSeeds } from "../../src/lesson/gap-checks.js";
import { cliffFigure } from "../../src/lesson/gap-cliff.js";
import { keptFigure } from "../../src/lesson/gap-kept.js";
import { failedTable, windowTable } from "../../src/lesson/gap-tables.js";
import { tellingFigure, tellingShares } from "../../src/lesson/gap-telling.js";
import { growingGap, noGapForLstm, smallGap, solvedAt } from "../../src/lesson/rules-gap.js";
import { naturalForLists, onlyWithLoop } from "../../src/lesson/rules-chain.js";
import { GAP } from "../../src/lesson/words-gap.js";
import { LEDGER } from "../../src/lesson/words-ledger.js";
import type { Figure } from "../../src/plot/figure.js";
import { cell, recurrent, rnn, tanh } from "../../src/index.js";
import { LANGUAGE_OF } from "../../src/tasks/countries.js";
import { GREW_UP_WORDS, grewUp } from "../../src/tasks/grew-up.js";
import { hasSameBlanks, plain } from "./shown.js";

const alt = (figure: Figure): string => (figure.layout["meta"] as { alt: string }).alt;
const [GAPS, SEEDS] = [
  [2, 10, 100],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
];

/** Runs of which so many seeds of each network solve each gap. */
function runsWith(solved: Readonly<Record<string, readonly number[]>>): Stored {
  const runs = Object.entries(solved).flatMap(([model, counts]) =>
    counts.flatMap((count, k) =>
      SEEDS.map((seed) => ({
        case: { model, gap: GAPS[k] },
        seed,
        figures: { right: seed <= count ? 0.9 : 0.89, loss: 1 },
      })),
    ),
  );
  return { name: "gap", command: "", commit: "", date: "", spec: {}, seeds: SEEDS, runs };
}
const ALL = [10, 10, 10];
const lstms = (zero: readonly number[], one = zero, two = zero) => ({
  "LSTM, b_f = 0": zero,
  "LSTM, b_f = 1": one,
  "LSTM, b_f = 2": two,
});

test("solved is 90 % right, and the interval is Wilson's", () => {
  const { share, low, high } = solvedAt(runsWith({ RNN: [10, 5, 0] }), "RNN", 2);
  // 10 of 10: from 72.2 % (Wilson 1927; Brown, Cai & DasGupta 2001).
  expect([share, Number(low.toFixed(3)), Number(high.toFixed(9))]).toEqual([1, 0.722, 1]);
  expect(() => solvedAt(runsWith({ RNN: ALL }), "GRU", 2)).toThrow("no runs of GRU at gap 2");
});

test("a small gap is learned by 9 of 10", () => {
  expect(smallGap.decide(runsWith({ RNN: [9, 0, 0] })).verdict).toBe("holds");
  expect(smallGap.decide(runsWith({ RNN: [8, 10, 10] })).verdict).toBe("not reproduced");
});

test("a growing gap: from all to none, and not back", () => {
  const verdict = (...RNN: number[]) => growingGap.decide(runsWith({ RNN })).verdict;
  expect([verdict(10, 5, 1), verdict(9, 1, 0), verdict(10, 0, 1)]).toEqual(Array(3).fill("holds"));
  expect([verdict(10, 5, 2), verdict(10, 0, 5), verdict(8, 0, 0), verdict(0, 0, 0)]).toEqual(
    Array(4).fill("not reproduced"),
  );
  expect(growingGap.decide(runsWith({ RNN: [10, 1, 0] })).figure.values).toEqual({
    ...{ model: "RNN", gap: 10, count: 1, of: 10 },
  });
});

test("LSTMs and the gap: all, some, none", () => {
  const decide = (lstm: ReturnType<typeof lstms>) =>
    noGapForLstm.decide(runsWith({ RNN: [10, 0, 0], ...lstm }));
  expect(decide(lstms(ALL)).verdict).toBe("holds");
  const some = decide(lstms([10, 2, 0], [10, 9, 8], [10, 10, 3]));
  expect(some.verdict).toBe("holds if");
  expect(some.condition!.values!["list"]).toBe(
    "LSTM, b_f = 0: 2; LSTM, b_f = 1: 10; LSTM, b_f = 2: 10",
  );
  expect(decide(lstms([10, 0, 0])).verdict).toBe("not reproduced");
});

test("the loop and the chain are judged by both sides", () => {
  const stored = (name: string, value: [string, string], figures: readonly object[]): Stored => ({
    ...{ name, command: "", commit: "", date: "", spec: {}, seeds: SEEDS },
    runs: value.flatMap((of, k) =>
      SEEDS.map((seed) => ({
        case: { [name === "light" ? "model" : "reader"]: of },
        seed,
        figures: figures[k] as Record<string, number>,
      })),
    ),
  });
  const light = (looped: number, without: number) =>
    onlyWithLoop.decide(
      stored("light", ["RNN", "no loop"], [{ later: looped }, { later: without }]),
    ).verdict;
  expect([light(0.95, 0.55), light(0.94, 0.5), light(1, 0.56)]).toEqual([
    "holds",
    "not reproduced",
    "not reproduced",
  ]);
  const chain = (here: number, there: number, other: number) =>
    naturalForLists.decide(
      stored(
        "window",
        ["RNN", "window"],
        [
          { practised: here, unpractised: there },
          { practised: 1, unpractised: other },
        ],
      ),
    ).verdict;
  expect([chain(0.9, 0.9, 0.89), chain(0.8, 1, 0), chain(1, 0.8, 0), chain(1, 1, 0.9)]).toEqual([
    "holds",
    ...Array(3).fill("not reproduced"),
  ]);
});

test("one word alone: the country tells, no other does", () => {
  const [seen, fresh] = [grewUp(random(1), 6, 20_000), grewUp(random(2), 6, 4000)];
  const shares = tellingShares(seen, fresh);
  expect(shares).toHaveLength(11);
  expect(shares[6]).toBe(1);
  // 4,000 sentences: a standard deviation is 0.33 %.
  for (const [k, share] of shares.entries()) if (k !== 6) expect(share).toBeCloseTo(1 / 22, 1);
  expect(alt(tellingFigure(seen, fresh))).toContain("From the word 7 back, the country: 100 %");
});

test("the cliff: a row a network, a column a gap, the seeds counted", () => {
  const figure = cliffFigure(runsWith({ RNN: [10, 5, 0], GRU: [10, 10, 7] }));
  expect(figure.data[0]!["z"]).toEqual([
    [10, 5, 0],
    [10, 10, 7],
  ]);
  expect(alt(figure)).toContain("RNN: 10, 5, 0 at gaps 2, 10, 100; GRU: 10, 10, 7 at gaps");
});

test("of the runs that failed: who was lost, and who on the way", () => {
  const stored = runsWith({ RNN: [10, 9, 8], GRU: [10, 10, 10] });
  const right = [0.0999, 0.1, 0.55].values();
  const runs = stored.runs.map((run) =>
    run.figures["right"] < 0.9 ? { ...run, figures: { right: right.next().value! } } : run,
  );
  expect(
    plain(failedTable({ ...stored, runs }))
      .split("\n")
      .slice(1),
  ).toEqual([
    "RNN | 3 | 1 | 10, 55 at 100 words",
    "GRU | 0 | 0 | –",
    "all | 3 | 1 | 10, 55 at 100 words",
  ]);
});

test("the sizes that notebook 02 names", () => {
  expect(GREW_UP_WORDS).toHaveLength(74);
  expect(GREW_UP_WORDS.filter((word) => word in LANGUAGE_OF)).toHaveLength(34);
  const output = GREW_UP_WORDS.length;
  const chain = recurrent(rnn, { input: output, hidden: 32, output });
  const loopless = cell("loopless", { h: "time" }, ({ x, affine }) => ({
    h: tanh(affine("h", x)),
  }));
  const window = recurrent(loopless, { input: 16 * output, hidden: 5, output });
  expect([chain, window].map(({ params }) => params.flat.length)).toEqual([5866, 6369]);
});

test("what a gate keeps is its share to the power of the words", () => {
  const [zero, two] = keptFigure([0, 2], 3).data.map((trace) => trace["y"] as number[]);
  expect(zero).toEqual([1, 0.5, 0.25, 0.125]);
  expect(two[3]).toBeCloseTo(0.8808 ** 3, 3);
});

test("the contest of chain and window shows mean, least and largest", () => {
  const runs = ["RNN", "window"].flatMap((reader) =>
    [1, 2].map((seed) => ({
      ...{ case: { reader }, seed },
      figures: { practised: 1, unpractised: reader === "RNN" ? 0.9 + seed / 100 : 0.05 },
    })),
  );
  expect(plain(windowTable({ ...runsWith({}), runs }))).toContain(
    "RNN | 100.0 (100.0 to 100.0) | 91.5 (91.0 to 92.0)",
  );
});

test.each([
  [checkHalf, Math.log(11) / 2, [Math.log(11), Math.log(22) / 2, Math.log10(11) / 2, 6 / 11, 2]],
  [checkBias, 4.05, [0.983, 0, -4.05, 3]],
  [checkSeeds, 0.7 ** 10, [0.7, 1 - 0.7 ** 10, 0.5]],
])("exercise %#: the right number, and each mistake by its name", (check, wanted, mistakes) => {
  expect(check(wanted).right).toBe(true);
  const messages = mistakes.map((value) => {
    expect(check(value).right).toBe(false);
    return check(value).message;
  });
  expect(new Set(messages).size).toBe(mistakes.length);
  expect(check("many").right).toBe(false);
  expect(check(undefined).message).toContain("No answer yet");
});

test.each(Object.entries({ ...GAP, ...LEDGER }))(
  "%s is in both languages, with the same blanks",
  (_, entry) => {
    hasSameBlanks(entry);
    expect(entry.zh).not.toBe("");
  },
);
