import type { Random } from "../core/random.js";
import type { Recurrent } from "../models/recurrent-types.js";
import type { Tensor } from "../models/tensor.js";
import type { AnyCell } from "../graph/cell.js";
import { absoluteErrors, type Task } from "../tasks/task.js";
import type { BatteryTask } from "./battery-tasks.js";

/** A network that sits an exam. */
export type Candidate = Pick<Recurrent<AnyCell>, "run">;
/** What came of an exam, up to where it ended. */
export interface Outcome {
  readonly passed: boolean;
  readonly wrong: number;
  readonly of: number;
}

const MOST = 256;

/**
 * Asks a network about fresh sequences, one lot after another, until too many are wrong or all have been asked: most
 * exams of a network that has learnt nothing end with the first lot.
 */
export function exam(net: Candidate, task: BatteryTask, dice: Random): Outcome {
  const { of, wrong: most = 0, mean = Infinity } = task.criterion;
  let [asked, wrong, sum] = [0, 0, 0];
  while (asked < of && wrong <= most) {
    const lot = Math.min(MOST, of - asked);
    const errors = errorsOn(net, task, dice, lot);
    wrong += errors.wrong;
    sum += errors.sum;
    asked += lot;
  }
  return { passed: wrong <= most && sum / asked < mean, wrong, of: asked };
}

/** How many of `count` fresh sequences a network is wrong about. */
export function wrongOf(net: Candidate, task: BatteryTask, dice: Random, count: number): number {
  let wrong = 0;
  for (let asked = 0; asked < count; asked += MOST)
    wrong += errorsOn(net, task, dice, Math.min(MOST, count - asked)).wrong;
  return wrong;
}

function errorsOn(net: Candidate, { draw, answers }: BatteryTask, dice: Random, lot: number) {
  const task = draw(dice, lot);
  const { output } = net.run(task.x, task);
  const errors = answers === "steps" ? worstOfSteps(task, output) : absoluteErrors(task, output);
  // What is no number is wrong.
  const wrong = errors.filter((error) => !(error < task.tolerance)).length;
  return { wrong, sum: errors.reduce((a, b) => a + b) };
}

/** Each sequence's largest error over all its steps. */
function worstOfSteps(task: Task, output: Tensor): number[] {
  const [T, B] = task.x.shape;
  const upTo = (steps: number): Task => ({ ...task, lengths: new Int32Array(B).fill(steps) });
  return Array.from({ length: T }, (_, t) => absoluteErrors(upTo(t + 1), output)).reduce((a, b) =>
    a.map((error, k) => Math.max(error, b[k])),
  );
}
