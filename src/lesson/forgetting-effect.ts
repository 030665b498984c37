import type { Stored } from "../experiments/experiment.js";
import { runsOf } from "./forgetting-runs.js";

/** How much more the memory unit keeps within a string than across its end, over the seeds of a network. */
export interface GateEffect {
  /** Means of what four steps keep of c. */
  readonly within: number;
  readonly across: number;
  /** The mean of their differences, seed by seed, over the differences' standard deviation (n - 1). */
  readonly size: number;
  /** Seeds whose unit keeps more within than across. */
  readonly count: number;
  readonly of: number;
}

/**
 * What a trained forget gate does at the end of a string. Fixed before the seeds were run: it has learnt to forget there if
 * at least 9 of 10 seeds keep more within than across and the effect's size is 0.8 or more, what Cohen (1988) calls large.
 * Throws RangeError where there are not two runs of the network on streams.
 */
export function gateEffect(stored: Stored, model: string, hidden = 8): GateEffect {
  const kept = runsOf(stored, { model, task: "stream", hidden }).map(
    (run) => [run["keptWithin"], run["keptAcross"]] as const,
  );
  if (kept.length < 2)
    throw new RangeError(`forgetting: ${model} has ${kept.length} runs on streams; want two`);
  const mean = (values: readonly number[]): number =>
    values.reduce((a, b) => a + b, 0) / values.length;
  const differences = kept.map(([within, across]) => within - across);
  const middle = mean(differences);
  const spread = Math.sqrt(
    differences.reduce((sum, d) => sum + (d - middle) ** 2, 0) / (differences.length - 1),
  );
  return {
    within: mean(kept.map(([within]) => within)),
    across: mean(kept.map(([, across]) => across)),
    size: middle / spread,
    count: differences.filter((d) => d > 0).length,
    of: kept.length,
  };
}

/** Whether a trained gate forgets at the end of a string, by the rule above. */
export const forgetsAtEnds = ({ count, of, size }: GateEffect): boolean =>
  count >= 0.9 * of && size >= 0.8;
