import type { Experiment } from "./experiment.js";
import { gap } from "./gap.js";
import { latching } from "./latching.js";
import { light } from "./light.js";
import { retention } from "./retention.js";
import { window } from "./window.js";

export type { Case, Experiment, Figures, RunOptions, Stored, StoredRun } from "./experiment.js";
export { rightWords } from "./right-words.js";
export { gap, latching, light, retention, window };
/** Every experiment whose runs are stored. */
export const all: readonly Experiment[] = [light, gap, window, latching, retention];
