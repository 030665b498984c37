import type { AnyCell } from "../graph/cell.js";
import { recurrent } from "../models/recurrent.js";
import type { Recurrent } from "../models/recurrent-types.js";
import { adamState } from "../train/adam.js";
import { liveLine } from "../train/train.js";
import { MODELS } from "./battery-models.js";
import { REBER } from "./battery-reber.js";
import { sitting } from "./battery-sitting.js";
import { TASK_NAMES, TASKS } from "./battery-tasks.js";
import type { Experiment, RunOptions } from "./experiment.js";

/** A task and a network of the battery, by their names. */
export type BatteryCase = {
  /** "1", "2a" and so on, the paper's numbers. */
  readonly task: string;
  /** "RNN", "LSTM 1997" and so on. */
  readonly model: string;
};
/** How a run of the battery may be watched. */
export interface BatteryOptions extends RunOptions {
  /** The words of the live line: sequences seen so far, of at most how many; whether the criterion is met. */
  readonly words?: (seen: number, budget: number, solved: boolean) => string;
}
/** A network that the battery has trained, and what came of it. */
export interface Trained {
  /** With the weights of its last update. */
  readonly net: Recurrent<AnyCell>;
  /** Whether it met the criterion, 1 or 0. */
  readonly solved: number;
  /** How many sequences it had seen by then, or in all. */
  readonly sequences: number;
  /** How many it is wrong about in the end, of `tested` that it never saw (experiment 1: of all 512 strings). */
  readonly wrong: number;
  /** How many it was asked in the end. */
  readonly tested: number;
}

const sizes = {
  ...{ hidden: 8, batch: 16, clip: 1 },
  /** Updates from one exam to the next. */
  every: 100,
  /** Sequences of the last test. */
  tested: 2560,
} as const;

const spec = {
  ...sizes,
  optimiser: "Adam",
  /**
   * What was tried on a pilot seed, for each network alike. Kept was what met most criteria, of these what did so after
   * the fewest sequences in all; the RNN met none and keeps 0.01 and the library's start.
   */
  pilot: {
    seeds: [1001],
    tasks: ["6a", "4"],
    lr: [0.003, 0.01, 0.03],
    starts: "as the library has them, or: RNN orthogonal; input gates -1 to -4; forget gate 4",
  },
  tasks: {
    "1": REBER,
    ...Object.fromEntries(
      Object.entries(TASKS).map(([name, { size, input, output, budget, criterion, answers }]) => [
        name,
        { size, input, output, budget, criterion, ...(answers ? { answers } : {}) },
      ]),
    ),
  },
  models: Object.fromEntries(
    Object.entries(MODELS).map(([name, { starts, inputGates, lr }]) => [
      name,
      { starts, ...(inputGates ? { inputGates } : {}), lr },
    ]),
  ),
};

/** Trains one network of the battery on one task until it meets the criterion, or has seen the budget's sequences. */
export async function trainedOn(
  { task, model }: BatteryCase,
  seed: number,
  { signal, progress = liveLine, words = inEnglish }: BatteryOptions = {},
): Promise<Trained> {
  const chosen = MODELS[model];
  if (!chosen)
    throw new RangeError(
      `battery: there is no model "${model}"; there are ${Object.keys(MODELS).join(", ")}`,
    );
  const { cell, starts, inputGates, lr } = chosen;
  const { hidden, batch, clip, every, tested } = sizes;
  const { input, output, budget, perStep, loss, lesson, passes, test } = sitting(task, seed);
  const net = recurrent<AnyCell>(cell, {
    ...{ input, hidden, output, returnSequences: perStep, seed, tier: "simd" },
    ...starts,
  });
  if (inputGates) net.params.set({ b_i: [...inputGates] });
  const training = {
    ...{ loss, steps: every, lr, clip, state: adamState(net.params), progress: () => {} },
    ...(signal ? { signal } : {}),
  };
  let [sequences, solved] = [0, false];
  while (sequences < budget && !solved) {
    await net.train(() => lesson(batch), training);
    sequences += every * batch;
    solved = passes(net);
    progress(words(sequences, budget, solved), solved || sequences >= budget);
  }
  return { net, solved: solved ? 1 : 0, sequences, ...test(net, tested) };
}

const inEnglish = (seen: number, budget: number, solved: boolean): string =>
  solved ? `solved after ${seen} sequences` : `${seen} of at most ${budget} sequences`;

/**
 * The battery of 1997: experiments 1 to 6 of Hochreiter & Schmidhuber, with a plain RNN, their own LSTM, the same without
 * its truncated gradients, and an LSTM with a forget gate.
 */
export const battery: Experiment<BatteryCase> = {
  name: "battery",
  spec,
  cases: TASK_NAMES.flatMap((task) => Object.keys(MODELS).map((model) => ({ task, model }))),
  seeds: Array.from({ length: 10 }, (_, k) => k + 1),
  async run(of, seed, options) {
    const { net: _, ...figures } = await trainedOn(of, seed, options);
    return figures;
  },
};
