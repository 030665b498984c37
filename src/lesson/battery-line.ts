import { say } from "./language.js";
import { thousands } from "./thousands.js";

/** The words of the line that a run of the battery shows, in the reader's language. */
export const batteryWords = (seen: number, budget: number, solved: boolean): string =>
  say(solved ? "battery.line.solved" : "battery.line.seen", {
    seen: thousands(seen),
    budget: thousands(budget),
  });
