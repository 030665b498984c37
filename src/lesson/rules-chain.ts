import type { Stored } from "../experiments/experiment.js";
import { proportion } from "../experiments/proportion.js";
import type { Rule } from "./ledger-rule.js";

/** What counts as right nearly always, and what as no better than a coin. */
const [ALWAYS, COIN] = [0.95, 0.55];
/** What counts as solved; and so many of the seeds must agree. */
const [SOLVED, SEEDS] = [0.9, 0.9];

/** One of the figures of all runs with this value in their case. */
function figuresOf(stored: Stored, name: string, value: string, figure: string): number[] {
  const found = stored.runs.filter((run) => run.case[name] === value);
  if (found.length === 0) throw new RangeError(`${stored.name}: there are no runs of ${value}`);
  return found.map(({ figures }) => figures[figure]);
}

/** "Traditional networks can't do this": without the loop the light is a coin. */
export const onlyWithLoop: Rule = {
  experiment: "light",
  words: "ledger.light.rule",
  decide(stored) {
    const [looped, without] = ["RNN", "no loop"].map((m) => figuresOf(stored, "model", m, "later"));
    const solved = proportion(looped.filter((right) => right >= ALWAYS).length, looped.length);
    const holds = solved.share >= SEEDS && without.every((right) => right <= COIN);
    return {
      verdict: holds ? "holds" : "not reproduced",
      figure: {
        words: "ledger.light.figure",
        values: {
          count: solved.count,
          of: solved.of,
          most: Math.round(100 * Math.max(...without)),
        },
        ...{ value: solved.share, low: solved.low, high: solved.high },
      },
      n: looped.length + without.length,
    };
  },
};

/** "The natural architecture of network to use for such data": what was learnt at one place is known at all. */
export const naturalForLists: Rule = {
  experiment: "window",
  words: "ledger.window.rule",
  decide(stored) {
    const at = (reader: string, figure: string) => figuresOf(stored, "reader", reader, figure);
    const isSolved = (right: number) => right >= SOLVED;
    const here = at("RNN", "practised").filter(isSolved).length;
    const both = at("RNN", "unpractised");
    const chain = proportion(both.filter(isSolved).length, both.length);
    const other = at("window", "unpractised").filter(isSolved).length;
    const better = chain.share >= SEEDS && here >= SEEDS * chain.of;
    return {
      verdict: better && other <= (1 - SEEDS) * chain.of ? "holds" : "not reproduced",
      figure: {
        words: "ledger.window.figure",
        values: { count: chain.count, of: chain.of, other },
        ...{ value: chain.share, low: chain.low, high: chain.high },
      },
      n: 2 * chain.of,
    };
  },
};
