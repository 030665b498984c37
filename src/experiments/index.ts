import type { Experiment } from "./experiment.js";
import { forgetting } from "./forgetting.js";
import { gap } from "./gap.js";

export type { Case, Experiment, Figures, RunOptions, Stored, StoredRun } from "./experiment.js";
export { memoryUnit, type MemoryUnit, type Place } from "./memory-unit.js";
export { trainOnStreams, type StreamTraining } from "./stream-training.js";
export { forgetting, gap };
/** Every experiment whose runs are stored. */
export const all: readonly Experiment[] = [forgetting, gap];
