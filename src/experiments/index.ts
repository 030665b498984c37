import type { Experiment } from "./experiment.js";
import { gap } from "./gap.js";

export type { Case, Experiment, Figures, RunOptions, Stored, StoredRun } from "./experiment.js";
export { gap };
/** Every experiment whose runs are stored. */
export const all: readonly Experiment[] = [gap];
