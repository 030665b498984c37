import type { Stored, StoredRun } from "../experiments/experiment.js";
import { proportion, type Proportion } from "../experiments/proportion.js";
import type { Measured, Rule } from "./ledger-rule.js";

/** A network has solved its gap if it is right about so many of the last words. */
const SOLVED = 0.9;
/** A kind of network can do what so many of its seeds can, and cannot do what only so few can. */
const [CAN, CANNOT] = [0.9, 0.1];

const FORGET = ["LSTM, b_f = 0", "LSTM, b_f = 1", "LSTM, b_f = 2"];

/** How many seeds of a network solved a gap. */
export function solvedAt(stored: Stored, model: string, gap: number): Proportion {
  const runs = stored.runs.filter((run) => run.case["model"] === model && run.case["gap"] === gap);
  if (runs.length === 0) throw new RangeError(`gap: there are no runs of ${model} at gap ${gap}`);
  return proportion(runs.filter(isSolved).length, runs.length);
}
/** Whether a run learned its gap. */
export const isSolved = ({ figures }: StoredRun): boolean => figures["right"] >= SOLVED;

/** The gaps that were tried, the smallest first. */
export const gapsOf = ({ runs }: Stored): number[] =>
  [...new Set(runs.map((run) => Number(run.case["gap"])))].sort((a, b) => a - b);

/** The kinds of network that were tried. */
export const modelsOf = ({ runs }: Stored): string[] => [
  ...new Set(runs.map((run) => String(run.case["model"]))),
];

/** The largest gap up to which a network can do all; 0 if none. */
function reach(stored: Stored, model: string): number {
  let last = 0;
  for (const gap of gapsOf(stored)) {
    if (solvedAt(stored, model, gap).share < CAN) break;
    last = gap;
  }
  return last;
}

const shown = (
  model: string,
  gap: number,
  { count, of, share, low, high }: Proportion,
): Measured => ({
  words: "ledger.gap.solved",
  values: { model, gap, count, of },
  ...{ value: share, low, high },
});

/** "When the gap is small, an RNN learns to use the past." */
export const smallGap: Rule = {
  experiment: "gap",
  words: "ledger.gap.small",
  decide(stored) {
    const [least] = gapsOf(stored);
    const found = solvedAt(stored, "RNN", least);
    return {
      verdict: found.share >= CAN ? "holds" : "not reproduced",
      figure: shown("RNN", least, found),
      n: found.of,
    };
  },
};

/** "As the gap grows, RNNs become unable to learn to connect the information." */
export const growingGap: Rule = {
  experiment: "gap",
  words: "ledger.gap.growing",
  decide(stored) {
    const gaps = gapsOf(stored);
    const solved = gaps.map((gap) => solvedAt(stored, "RNN", gap));
    const first = solved.findIndex(({ share }) => share <= CANNOT);
    const falls = first > 0 && solved[0].share >= CAN;
    const stays = solved.slice(first).every(({ share }) => share <= CANNOT);
    const at = first < 0 ? gaps.length - 1 : first;
    return {
      verdict: falls && stays ? "holds" : "not reproduced",
      figure: shown("RNN", gaps[at], solved[at]),
      n: solved.reduce((sum, { of }) => sum + of, 0),
    };
  },
};

/** "LSTMs don't have this problem." */
export const noGapForLstm: Rule = {
  experiment: "gap",
  words: "ledger.gap.lstm",
  decide(stored) {
    const gaps = gapsOf(stored);
    const last = gaps.at(-1)!;
    const reaches = FORGET.map((model) => reach(stored, model));
    const best = reaches.indexOf(Math.max(...reaches));
    const further = reaches[best] > reach(stored, "RNN");
    const verdict = reaches.every((gap) => gap === last)
      ? "holds"
      : further
        ? "holds if"
        : "not reproduced";
    const found = solvedAt(stored, FORGET[best], last);
    return {
      verdict,
      figure: shown(FORGET[best], last, found),
      ...(verdict === "holds if"
        ? {
            condition: {
              words: "ledger.gap.reaches" as const,
              values: { list: FORGET.map((model, k) => `${model}: ${reaches[k]}`).join("; ") },
            },
          }
        : {}),
      n: FORGET.length * gaps.length * found.of,
    };
  },
};
