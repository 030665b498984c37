import type { Stored } from "../experiments/experiment.js";
import type { Proportion } from "../experiments/proportion.js";
import { say } from "./language.js";
import { median } from "./median.js";
import { metCriterion } from "./rules-battery.js";
import { thousands } from "./thousands.js";

/** What became of one network's seeds on one task. */
export interface Became extends Proportion {
  /** The median of the sequences until success, of the seeds that had some. */
  readonly sequences: number | undefined;
  /** The median of what these seeds are wrong about in the end, of `tested`. */
  readonly wrong: number | undefined;
  readonly tested: number;
}

export function became(stored: Stored, model: string, task: string): Became {
  const runs = stored.runs
    .filter(({ case: of }) => of["model"] === model && of["task"] === task)
    .map(({ figures }) => figures);
  const solved = runs.filter((run) => run["solved"] === 1);
  return {
    ...metCriterion(stored, model, task),
    sequences: solved.length ? median(solved.map((run) => run["sequences"])) : undefined,
    wrong: solved.length ? median(solved.map((run) => run["wrong"])) : undefined,
    tested: runs[0]["tested"],
  };
}

/** The networks in their order. */
export const modelsOf = ({ runs }: Stored): string[] => [
  ...new Set(runs.map((run) => String(run.case["model"]))),
];

/** In words: "9 of 10 · 4,800". */
export const briefly = ({ count, of, sequences }: Became): string =>
  say("count.of", { count, of }) + (sequences === undefined ? "" : ` · ${thousands(sequences)}`);
