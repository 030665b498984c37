import { TASK_NAMES } from "../experiments/battery-tasks.js";
import type { Stored } from "../experiments/experiment.js";
import { proportion, type Proportion } from "../experiments/proportion.js";
import type { Rule } from "./ledger-rule.js";

/** A kind of network can do what so many of its seeds can, and cannot do what only so few can. */
const [CAN, CANNOT] = [0.9, 0.1];
const RNN = "RNN";
/** The essay's own LSTM. */
const FORGET = "LSTM with forget gate";
const LSTMS = ["LSTM 1997", "LSTM 1997, full BPTT", FORGET];
/** The embedded Reber grammar is no long time lag problem, the paper says. */
const SHORT = "1";

/** In how many seeds a network met a task's criterion. */
export function metCriterion(stored: Stored, model: string, task: string): Proportion {
  const runs = stored.runs.filter(({ case: of }) => of["model"] === model && of["task"] === task);
  if (runs.length === 0) throw new RangeError(`battery: there are no runs of ${model} on ${task}`);
  return proportion(runs.filter(({ figures }) => figures["solved"] === 1).length, runs.length);
}

/** All seeds of all these tasks together. */
function overall(stored: Stored, model: string, tasks: readonly string[]): Proportion {
  const all = tasks.map((task) => metCriterion(stored, model, task));
  return proportion(
    all.reduce((sum, { count }) => sum + count, 0),
    all.reduce((sum, { of }) => sum + of, 0),
  );
}
const most = (part: readonly unknown[], all: readonly unknown[]): boolean =>
  part.length > all.length / 2;

/** LSTMs can learn long-term dependencies. */
export const longTerm: Rule = {
  experiment: "battery",
  words: "ledger.battery.long",
  decide(stored) {
    const tasks = TASK_NAMES.filter((task) => task !== SHORT);
    const can = LSTMS.map((model) =>
      tasks.filter((task) => metCriterion(stored, model, task).share >= CAN),
    );
    const best = can.reduce((a, b, k) => (b.length > can[a].length ? k : a), 0);
    const verdict = can.every((done) => done.length === tasks.length)
      ? "holds"
      : most(can[best], tasks)
        ? "holds if"
        : "not reproduced";
    const { count, of, share, low, high } = overall(stored, LSTMS[best], tasks);
    const list = LSTMS.map((model, k) => `${model}: ${can[k].join(" ") || "–"}`).join("; ");
    return {
      verdict,
      figure: {
        words: "ledger.battery.met",
        values: { model: LSTMS[best], tasks: tasks.length, count, of },
        ...{ value: share, low, high },
      },
      ...(verdict === "holds if"
        ? { condition: { words: "ledger.battery.among" as const, values: { list } } }
        : {}),
      n: LSTMS.length * of,
    };
  },
};

/** The LSTM works much better than the plain RNN on most tasks: on those of the battery. */
export const betterThanRnn: Rule = {
  experiment: "battery",
  words: "ledger.battery.better",
  decide(stored) {
    const tasks = TASK_NAMES;
    const wins = (model: string): string[] =>
      tasks.filter(
        (task) =>
          metCriterion(stored, model, task).share >= CAN &&
          metCriterion(stored, RNN, task).share <= CANNOT,
      );
    const others = LSTMS.filter((model) => model !== FORGET && most(wins(model), tasks));
    const verdict = most(wins(FORGET), tasks)
      ? "holds"
      : others.length > 0
        ? "holds if"
        : "not reproduced";
    const { count, of, share, low, high } = proportion(wins(FORGET).length, tasks.length);
    return {
      verdict,
      figure: {
        words: "ledger.battery.wins",
        values: { count, of },
        ...{ value: share, low, high },
      },
      ...(verdict === "holds if"
        ? {
            condition: {
              words: "ledger.battery.other" as const,
              values: { list: others.join("; ") },
            },
          }
        : {}),
      n: 2 * overall(stored, RNN, tasks).of,
    };
  },
};
