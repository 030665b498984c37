import type { Stored } from "../experiments/experiment.js";
import type { ForgettingCase } from "../experiments/forgetting.js";
import { proportion, type Proportion } from "../experiments/proportion.js";
import { runsOf } from "./forgetting-runs.js";
import type { Rule } from "./ledger-rule.js";

/** The same LSTM without and with its forget gate. */
const [WITHOUT, WITH] = ["no forget gate", "LSTM, b_f = 1"];

/** How many seeds of a network went through the whole test without a mistake. */
export function perfectAt(stored: Stored, of: ForgettingCase): Proportion {
  const found = runsOf(stored, of);
  if (found.length === 0)
    throw new RangeError(
      `forgetting: there are no runs of ${of.model}, ${of.task}, H = ${of.hidden}`,
    );
  return proportion(found.filter((run) => run["perfect"] === 1).length, found.length);
}

/** One share is above another beyond doubt if their 95 % intervals lie apart. */
const clearlyMore = (more: Proportion, less: Proportion): boolean => more.low > less.high;

/** "Later refined by many": streams that never end need the forget gate of 2000. */
export const streamsNeedForgetting: Rule = {
  experiment: "forgetting",
  words: "ledger.forgetting.rule",
  decide(stored) {
    const sizes = [
      ...new Set(
        stored.runs
          .filter(({ case: of }) => of["task"] === "stream" && of["model"] === WITHOUT)
          .map(({ case: of }) => Number(of["hidden"])),
      ),
    ].sort((a, b) => a - b);
    if (sizes.length === 0)
      throw new RangeError(`forgetting: there are no runs of ${WITHOUT} on streams`);
    const at = sizes.map((hidden) => ({
      hidden,
      without: perfectAt(stored, { model: WITHOUT, task: "stream", hidden }),
      with: perfectAt(stored, { model: WITH, task: "stream", hidden }),
    }));
    // Set back by hand the same network must do better, or it is not the stream that it cannot bear.
    const byHand = perfectAt(stored, { model: WITHOUT, task: "strings", hidden: sizes[0] });
    const bears = clearlyMore(byHand, at[0].without);
    const needed = at.filter((size) => bears && clearlyMore(size.with, size.without));
    const verdict =
      needed.length === at.length ? "holds" : needed.length > 0 ? "holds if" : "not reproduced";
    const [{ hidden, without, with: gated }] = needed.length > 0 ? needed : at;
    return {
      verdict,
      figure: {
        words: "ledger.forgetting.perfect",
        values: {
          hidden,
          with: gated.count,
          without: without.count,
          of: without.of,
        },
        ...{ value: without.share, low: without.low, high: without.high },
      },
      ...(verdict === "holds if"
        ? {
            condition: {
              words: "ledger.forgetting.sizes" as const,
              values: {
                list: at
                  .map((size) => `H = ${size.hidden}: ${size.with.count} / ${size.without.count}`)
                  .join("; "),
              },
            },
          }
        : {}),
      n: at.reduce((sum, size) => sum + size.with.of + size.without.of, byHand.of),
    };
  },
};
