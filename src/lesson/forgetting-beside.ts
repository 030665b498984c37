import type { Stored } from "../experiments/experiment.js";
import { forgetting, type ForgettingCase } from "../experiments/forgetting.js";
import { PUBLISHED_STREAMS, type PublishedStreams } from "../experiments/published-2000.js";
import { table, type Shown } from "../plot/display.js";
import { runsOf } from "./forgetting-runs.js";
import { say } from "./language.js";
import { perfectAt } from "./rules-forgetting.js";
import { median } from "./median.js";
import { thousands } from "./thousands.js";

/**
 * Our networks beside those of Gers, Schmidhuber & Cummins (2000, table 2). Symbols until the first mistake are means over
 * ten streams, of which the median over the seeds is shown.
 */
export function besideTable(stored: Stored): Shown {
  return table(
    (["model", "reads", "H", "perfect", "symbols", "paper", "rest"] as const).map((key) =>
      say(`forgetting.beside.${key}`),
    ),
    forgetting.cases.map((of) => {
      const paper = of.hidden === 8 ? published(of) : undefined;
      const { count, of: seeds } = perfectAt(stored, of);
      return [
        of.model,
        say(of.task === "stream" ? "forgetting.reads.stream" : "forgetting.reads.strings"),
        of.hidden,
        say("count.of", { count, of: seeds }),
        thousands(median(runsOf(stored, of).map((run) => run["errorFree"]))),
        paper ? `${paper.perfect} %` : "–",
        paper
          ? say("forgetting.beside.after", { percent: paper.rest[0], symbols: paper.rest[1] })
          : "–",
      ];
    }),
  );
}

const published = (of: ForgettingCase): PublishedStreams | undefined =>
  PUBLISHED_STREAMS.find(({ model, task }) => model === of.model && task === of.task);
