import type { Key } from "./table.js";
import { say } from "./language.js";

const NAMES: Readonly<Record<string, Key>> = {
  "1": "battery.task.1",
  "2a": "battery.task.2a",
  "2b": "battery.task.2b",
  "2c": "battery.task.2c",
  "3a": "battery.task.3a",
  "3b": "battery.task.3b",
  "3c": "battery.task.3c",
  "4": "battery.task.4",
  "5": "battery.task.5",
  "6a": "battery.task.6a",
  "6b": "battery.task.6b",
};

/** A task's number and what it is, in the reader's language: "4 adding". */
export const taskName = (task: string): string => `${task} ${say(NAMES[task])}`;

/** A task's size by the paper's letters: "T 100, N 3"; a dash where there is none. */
export const sizeName = (size: Readonly<Record<string, number>> | undefined): string =>
  Object.entries(size ?? {})
    .map(([letter, value]) => `${letter} ${value}`)
    .join(", ") || "–";
