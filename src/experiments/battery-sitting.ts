import { random } from "../core/random.js";
import type { Lesson } from "../models/recurrent-types.js";
import type { Loss } from "../models/recurrent-graph.js";
import { exam, wrongOf, type Candidate } from "./battery-exam.js";
import { REBER, reberSets } from "./battery-reber.js";
import { TASK_NAMES, TASKS } from "./battery-tasks.js";

/** A task as one run meets it: what it learns from, what it is asked, and what counts. */
export interface Sitting {
  readonly input: number;
  readonly output: number;
  readonly budget: number;
  /** Whether each step has an answer. */
  readonly perStep: boolean;
  readonly loss: Loss;
  /** The next sequences to learn from. */
  readonly lesson: (batch: number) => Lesson;
  /** Whether the criterion is met, on sequences that nobody has seen (experiment 1: on all of its strings). */
  readonly passes: (net: Candidate) => boolean;
  /** How many of `tested` others are wrong; experiment 1 has its 512 strings and no others. */
  readonly test: (net: Candidate, count: number) => { wrong: number; tested: number };
}

/** Throws RangeError for a name that is none of the battery's. */
export function sitting(name: string, seed: number): Sitting {
  const dice = random(seed);
  const lessons = dice.fork("lessons");
  if (name === "1") {
    const sets = reberSets(dice.fork("strings"));
    const { input, output, budget, strings } = REBER;
    return {
      ...{ input, output, budget, perStep: true, loss: "crossEntropy" },
      lesson: (batch) => sets.draw(lessons, batch),
      passes: (net) => sets.wrong(net) === 0,
      test: (net) => ({ wrong: sets.wrong(net), tested: 2 * strings }),
    };
  }
  const task = TASKS[name];
  if (!task)
    throw new RangeError(`battery: there is no task "${name}"; there are ${TASK_NAMES.join(", ")}`);
  const { input, output, budget, answers = "end", draw } = task;
  const exams = dice.fork("exams");
  return {
    ...{ input, output, budget, perStep: answers !== "end" },
    loss: output === 1 ? "mse" : "crossEntropy",
    lesson: (batch) => draw(lessons, batch),
    passes: (net) => exam(net, task, exams).passed,
    test: (net, count) => ({
      wrong: wrongOf(net, task, dice.fork("test"), count),
      tested: count,
    }),
  };
}
