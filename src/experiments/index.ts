import { battery } from "./battery.js";
import type { Experiment } from "./experiment.js";
import { gap } from "./gap.js";

export { trainedOn, type BatteryCase, type BatteryOptions, type Trained } from "./battery.js";
export type { Case, Experiment, Figures, RunOptions, Stored, StoredRun } from "./experiment.js";
export { battery, gap };
/** Every experiment whose runs are stored. */
export const all: readonly Experiment[] = [gap, battery as Experiment];
