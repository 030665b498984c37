import type { Case, Stored } from "../experiments/experiment.js";
import { PUBLISHED_STREAMS, type PublishedStreams } from "../experiments/published-2000.js";
import { table, type Shown } from "../plot/display.js";
import { say } from "./language.js";
import { perfectAt } from "./rules-forgetting.js";
import { median } from "./median.js";
import { thousands } from "./thousands.js";

type Row = { readonly model: string; readonly task: string; readonly hidden: number };

/** Our networks beside those of Gers, Schmidhuber & Cummins (2000, table 2). */
export function besideTable(stored: Stored): Shown {
  const cases = [
    ...new Map(stored.runs.map(({ case: of }) => [JSON.stringify(of), of as Case & Row])).values(),
  ];
  return table(
    (["model", "reads", "H", "perfect", "symbols", "paper", "rest"] as const).map((key) =>
      say(`forgetting.beside.${key}`),
    ),
    cases.map((of) => {
      const paper = of.hidden === 8 ? published(of) : undefined;
      const { count, of: seeds } = perfectAt(stored, of);
      return [
        of.model,
        say(of.task === "stream" ? "forgetting.reads.stream" : "forgetting.reads.strings"),
        of.hidden,
        say("forgetting.of", { count, of: seeds }),
        thousands(symbolsOf(stored, of)),
        paper ? `${paper.perfect} %` : "–",
        paper
          ? say("forgetting.beside.after", { percent: paper.rest[0], symbols: paper.rest[1] })
          : "–",
      ];
    }),
  );
}

const published = (of: Row): PublishedStreams | undefined =>
  PUBLISHED_STREAMS.find(({ model, task }) => model === of.model && task === of.task);

/** The median over seeds of the symbols until the first mistake, each a mean over ten streams. */
const symbolsOf = ({ runs }: Stored, of: Row): number =>
  median(
    runs
      .filter(({ case: found }) => JSON.stringify(found) === JSON.stringify(of))
      .map(({ figures }) => figures["errorFree"]),
  );
