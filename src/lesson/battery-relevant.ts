import { random } from "../core/random.js";
import { TASKS } from "../experiments/battery-tasks.js";
import type { Task } from "../tasks/task.js";
import { TEMPORAL_ORDER_SYMBOLS } from "../tasks/temporal-order.js";

/** Sequences of a task, and which of their steps must be remembered. */
export interface Relevant {
  readonly task: Task;
  /** Step t of sequence b: what must be remembered there, as it is shown; undefined where nothing must. */
  readonly at: (t: number, b: number) => string | undefined;
}

/** Fresh sequences of adding, multiplication or temporal order. Throws RangeError for another task. */
export function relevant(name: string, seed: number, batch: number): Relevant {
  const isPairs = name === "4" || name === "5";
  if (!isPairs && name !== "6a" && name !== "6b")
    throw new RangeError(`task is "${name}"; want "4", "5", "6a" or "6b"`);
  const task = TASKS[name].draw(random(seed).fork("looked at"), batch);
  const { shape, data } = task.x as { shape: readonly number[]; data: ArrayLike<number> };
  const [, B, I] = shape;
  const row = (t: number, b: number) => (t * B + b) * I;
  return {
    task,
    at: isPairs
      ? (t, b) =>
          data[row(t, b) + 1] === 1 ? data[row(t, b)].toFixed(2).replace("-", "−") : undefined
      : (t, b) =>
          ["X", "Y"].find(
            (letter) => data[row(t, b) + TEMPORAL_ORDER_SYMBOLS.indexOf(letter)] === 1,
          ),
  };
}
