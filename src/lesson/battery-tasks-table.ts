import { TASK_NAMES } from "../experiments/battery-tasks.js";
import { table, type Shown } from "../plot/display.js";
import { say } from "./language.js";

const COLUMNS = ["seen", "asked", "right"] as const;

/** The experiments of 1997: what goes by, what is asked and what counts as right. */
export const tasksTable = (): Shown =>
  table(
    ["", ...COLUMNS.map((column) => say(`battery.tasks.${column}`))],
    TASK_NAMES.map((task) => [
      task,
      ...COLUMNS.map((column) => say(`battery.tasks.${task}.${column}`)),
    ]),
  );
