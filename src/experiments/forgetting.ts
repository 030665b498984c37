import { random, type Random } from "../core/random.js";
import type { AnyCell } from "../graph/cell.js";
import { recurrent } from "../models/recurrent.js";
import type { Recurrent } from "../models/recurrent-types.js";
import { nextSymbol } from "../tasks/next-symbol.js";
import { embeddedReber, REBER_SYMBOLS } from "../tasks/reber.js";
import type { Experiment, RunOptions } from "./experiment.js";
import { exam, onStreams, onStrings, OPENED } from "./forgetting-exam.js";
import { MODELS } from "./forgetting-models.js";
import { trainOnStreams } from "./stream-training.js";
import { inTwoParts } from "./two-parts.js";

const spec = {
  task: "embeddedReber",
  /** Updates, and further ones at a fifth of the rate. */
  ...{ steps: 3000, settle: 1500, lr: 0.01, clip: 1 },
  /** On streams each update reads so many streams side by side, a window of each; a stream has so many windows. */
  ...{ streams: 16, window: 50, windows: 20 },
  /** Where the state is set back each update reads so many strings; longer ones, 7 in 100,000, are left out. */
  ...{ strings: 32, longest: 41 },
  ...exam,
  opened: OPENED,
} as const;
const WIDTH = REBER_SYMBOLS.length;

/** A network, what it reads and its size. */
export type ForgettingCase = {
  /** "no forget gate", "LSTM 1997", "decay 0.9" or "LSTM, b_f = 1" and so on. */
  readonly model: string;
  /** "stream": string after string, never set back; "strings": set back before each. */
  readonly task: "stream" | "strings";
  /** H. */
  readonly hidden: number;
};
/** How a training of the experiment may be watched. */
export interface ForgettingOptions extends RunOptions {
  /** The words of the live line, as in a training. */
  readonly words?: (step: number, steps: number, loss: number) => string;
}
/** A network that has learnt from streams or strings. */
export interface StreamReader {
  /** 7 inputs, 7 outputs, a logit a symbol. */
  readonly net: Recurrent<AnyCell>;
  /** The mean of the last hundred updates, in nats a symbol. */
  readonly loss: number;
}

/**
 * Trains one network of the experiment `forgetting`, as it does; the same case and seed give the same network everywhere.
 * Throws RangeError for a model that is not there.
 */
export async function streamReader(
  { model, task, hidden }: ForgettingCase,
  seed: number,
  options: ForgettingOptions = {},
): Promise<StreamReader> {
  const chosen = MODELS[model];
  if (!chosen)
    throw new RangeError(
      `forgetting: there is no model "${model}"; there are ${Object.keys(MODELS).join(" · ")}`,
    );
  const [kind, starts] = chosen;
  const net = recurrent(kind, {
    ...{ input: WIDTH, hidden, output: WIDTH, seed, tier: "simd" },
    ...starts,
  });
  const { streams, window, windows, steps, settle, lr, clip } = spec;
  const how = { steps, settle, lr, clip, ...options };
  if (task === "stream") {
    const { loss } = await trainOnStreams(net, { ...{ streams, window, windows, seed }, ...how });
    return { net, loss: last(loss) };
  }
  const dice = random(seed).fork("strings");
  const lesson = () => nextSymbol(embeddedReber, short(dice), spec.longest - 1);
  const { loss } = await inTwoParts(net.params, how, (part) =>
    net.train(lesson, { loss: "crossEntropy", ...part }),
  );
  return { net, loss: last(loss) };
}

/**
 * Gers, Schmidhuber & Cummins (2000, table 2) at the sizes of their network, 8 cells, trained by Adam and without
 * truncation in place of their own way: which networks go on predicting a stream that never ends?
 */
export const forgetting: Experiment<ForgettingCase> = {
  name: "forgetting",
  spec,
  cases: [
    ...Object.keys(MODELS).map((model) => ({ model, task: "stream" as const, hidden: 8 })),
    ...["no forget gate", "LSTM 1997"].map((model) => ({
      ...{ model, task: "strings" as const, hidden: 8 },
    })),
    ...["no forget gate", "LSTM, b_f = 1"].map((model) => ({
      ...{ model, task: "stream" as const, hidden: 16 },
    })),
  ],
  seeds: Array.from({ length: 10 }, (_, k) => k + 1),
  async run(of, seed, options) {
    const { net, loss } = await streamReader(of, seed, options);
    const figures = of.task === "stream" ? onStreams(net, seed) : onStrings(net, seed);
    return { ...figures, loss };
  },
};

/** Strings of an update. */
function short(dice: Random): string[] {
  const found: string[] = [];
  while (found.length < spec.strings)
    found.push(
      ...embeddedReber
        .strings(dice, spec.strings - found.length)
        .filter(({ length }) => length <= spec.longest),
    );
  return found;
}

/** The mean of the last hundred steps. */
const last = (loss: Float64Array): number =>
  loss.subarray(-100).reduce((a, b) => a + b, 0) / Math.min(100, loss.length);
