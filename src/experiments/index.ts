import { battery } from "./battery.js";
import type { Experiment } from "./experiment.js";
import { forgetting } from "./forgetting.js";
import { gap } from "./gap.js";
import { latching } from "./latching.js";
import { light } from "./light.js";
import { retention } from "./retention.js";
import { window } from "./window.js";

export { trainedOn, type BatteryCase, type BatteryOptions, type Trained } from "./battery.js";
export {
  streamReader,
  type ForgettingCase,
  type ForgettingOptions,
  type StreamReader,
} from "./forgetting.js";
export type { Case, Experiment, Figures, RunOptions, Stored, StoredRun } from "./experiment.js";
export { memoryUnit, type MemoryUnit, type Place } from "./memory-unit.js";
export { trainOnStreams, type StreamTraining } from "./stream-training.js";
export { rightWords } from "./right-words.js";
export { battery, forgetting, gap, latching, light, retention, window };
/** Every experiment of the workbook. */
export const all: readonly Experiment[] = [
  light,
  gap,
  window,
  latching,
  retention,
  battery,
  forgetting,
];
