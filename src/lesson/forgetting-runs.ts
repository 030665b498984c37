import type { Figures, Stored } from "../experiments/experiment.js";
import type { ForgettingCase } from "../experiments/forgetting.js";

/** What came of one network's seeds, in their order. */
export const runsOf = ({ runs }: Stored, of: ForgettingCase): Figures[] =>
  runs
    .filter(
      (run) =>
        run.case["model"] === of.model &&
        run.case["task"] === of.task &&
        run.case["hidden"] === of.hidden,
    )
    .map(({ figures }) => figures);
