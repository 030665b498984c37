import type { Random } from "../core/random.js";
import { adding } from "../tasks/adding.js";
import { noiseFreeLag, noisyLag } from "../tasks/long-time-lag.js";
import { multiplication } from "../tasks/multiplication.js";
import type { Task } from "../tasks/task.js";
import { temporalOrder } from "../tasks/temporal-order.js";
import { twoSequence } from "../tasks/two-sequence.js";
import { veryLongLag } from "../tasks/very-long-lag.js";

/** When a run has met the criterion: of so many sequences that it never saw, not too many are wrong. */
export interface Criterion {
  /** Fresh sequences in an exam. */
  readonly of: number;
  /** How many of them may be wrong. Default 0. */
  readonly wrong?: number;
  /** What the mean of their absolute errors must be below. Default: anything. */
  readonly mean?: number;
}
/** A task of the battery whose sequences are drawn afresh at each update. */
export interface BatteryTask {
  /** By the paper's letters; `task` has the same. */
  readonly size: Readonly<Record<string, number>>;
  readonly input: number;
  readonly output: number;
  /** Sequences after which a run ends that has not met the criterion. */
  readonly budget: number;
  readonly criterion: Criterion;
  /** What has an answer: the end alone, each step of which the last is judged (2b), or each step (2a). Default "end". */
  readonly answers?: "end" | "steps, judged at the end" | "steps";
  readonly draw: (dice: Random, batch: number) => Task;
}

/** The battery's tasks in the paper's order; a record would give "4" and "5" before "2a". */
export const TASK_NAMES = ["1", "2a", "2b", "2c", "3a", "3b", "3c", "4", "5", "6a", "6b"] as const;

/** Experiments 2 to 6 of Hochreiter & Schmidhuber (1997), by their numbers there. */
export const TASKS: Readonly<Record<string, BatteryTask>> = {
  "2a": {
    size: { p: 20 },
    ...{ input: 21, output: 21, budget: 32_000 },
    criterion: { of: 64 }, // there are two different ones
    answers: "steps",
    draw: (dice, batch) => noiseFreeLag(dice, 20, batch),
  },
  "2b": {
    size: { p: 20 },
    ...{ input: 21, output: 21, budget: 32_000 },
    criterion: { of: 2560 },
    answers: "steps, judged at the end",
    draw: (dice, batch) => noisyLag(dice, 20, batch),
  },
  "2c": {
    size: { q: 50, p: 50 },
    ...{ input: 54, output: 2, budget: 8_000 },
    criterion: { of: 10_000 },
    draw: (dice, batch) => veryLongLag(dice, 50, batch),
  },
  "3a": {
    size: { T: 100, N: 3 },
    ...{ input: 1, output: 1, budget: 40_000 },
    criterion: { of: 256 },
    draw: (dice, batch) => twoSequence(dice, 100, batch),
  },
  "3b": {
    size: { T: 100, N: 3 },
    ...{ input: 1, output: 1, budget: 40_000 },
    criterion: { of: 256, wrong: 5 },
    draw: (dice, batch) => twoSequence(dice, 100, batch, { variant: "3b" }),
  },
  "3c": {
    size: { T: 100, N: 3 },
    ...{ input: 1, output: 1, budget: 40_000 },
    criterion: { of: 256, mean: 0.015 },
    draw: (dice, batch) => twoSequence(dice, 100, batch, { variant: "3c" }),
  },
  "4": {
    size: { T: 100 },
    ...{ input: 2, output: 1, budget: 96_000 },
    criterion: { of: 2000, mean: 0.01 },
    draw: (dice, batch) => adding(dice, 100, batch),
  },
  "5": {
    size: { T: 100 },
    ...{ input: 2, output: 1, budget: 96_000 },
    criterion: { of: 2000, wrong: 139 },
    draw: (dice, batch) => multiplication(dice, 100, batch),
  },
  "6a": {
    size: { T: 100 },
    ...{ input: 8, output: 4, budget: 32_000 },
    criterion: { of: 2000, mean: 0.1 },
    draw: (dice, batch) => temporalOrder(dice, 100, batch),
  },
  "6b": {
    size: { T: 100 },
    ...{ input: 8, output: 8, budget: 32_000 },
    criterion: { of: 2000, mean: 0.1 },
    draw: (dice, batch) => temporalOrder(dice, 100, batch, 3),
  },
};
