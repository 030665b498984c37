import { lstm1997 } from "../cells/lstm-1997.js";
import { lstm } from "../cells/lstm.js";
import { random, type Random } from "../core/random.js";
import { cell, type AnyCell } from "../graph/cell.js";
import { add, mul, sigmoid, tanh } from "../graph/ops.js";
import type { Starts } from "../graph/weights.js";
import { recurrent } from "../models/recurrent.js";
import type { Recurrent } from "../models/recurrent-types.js";
import { errorFree, nextSymbol } from "../tasks/next-symbol.js";
import { embeddedReber } from "../tasks/reber.js";
import type { Experiment, Figures } from "./experiment.js";
import { memoryUnit } from "./memory-unit.js";
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
  /** The test, as in the paper: so many streams, of so many symbols. */
  ...{ unseen: 10, symbols: 100_000 },
  /** Symbols of each from which gates are read, and after which c is measured first. */
  opened: 1000,
} as const;
const WIDTH = 7;

/** The essay's LSTM with its forget gate replaced by a number: 1 keeps all for ever. */
const keeping = (name: string, share: number) =>
  cell(name, { h: "time", c: "time" }, ({ x, h, c, affine }) => {
    const i = sigmoid(affine("i", h, x));
    const g = tanh(affine("g", h, x));
    const cNext = add(share === 1 ? c : mul(share, c), mul(i, g));
    const o = sigmoid(affine("o", h, x));
    return { h: mul(o, tanh(cNext)), c: cNext, i, g, o };
  });

const biased = (forget: number): [AnyCell, Starts] => [lstm, { bias: { f: forget } }];
const MODELS: Readonly<Record<string, readonly [AnyCell, Starts]>> = {
  "no forget gate": [keeping("No forget gate", 1), {}],
  "LSTM 1997": [lstm1997(), {}],
  "decay 0.9": [keeping("Decay", 0.9), {}],
  "LSTM, b_f = -1": biased(-1),
  "LSTM, b_f = 0": biased(0),
  "LSTM, b_f = 1": biased(1),
  "LSTM, b_f = 2": biased(2),
};
/** A network, what it reads ("stream": string after string, never set back; "strings": set back before each), and its H. */
type ForgettingCase = {
  readonly model: string;
  readonly task: "stream" | "strings";
  readonly hidden: number;
};

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
  async run({ model, task, hidden }, seed, options = {}) {
    const [kind, starts] = MODELS[model];
    const net = recurrent(kind, {
      ...{ input: WIDTH, hidden, output: WIDTH, seed, tier: "simd" },
      ...starts,
    });
    const { streams, window, windows, steps, settle, lr, clip } = spec;
    const how = { steps, settle, lr, clip, ...options };
    if (task === "stream") {
      const { loss } = await trainOnStreams(net, { ...{ streams, window, windows, seed }, ...how });
      return { ...onStreams(net, seed), loss: last(loss) };
    }
    const dice = random(seed).fork("strings");
    const lesson = () => nextSymbol(embeddedReber, short(dice), spec.longest - 1);
    const { loss } = await inTwoParts(net.params, how, (part) =>
      net.train(lesson, { loss: "crossEntropy", ...part }),
    );
    return { ...onStrings(net, seed), loss: last(loss) };
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

const judged = (lengths: readonly number[]): Figures => ({
  perfect: lengths.every((length) => length >= spec.symbols) ? 1 : 0,
  errorFree: lengths.reduce((a, b) => a + b, 0) / lengths.length,
  least: Math.min(...lengths),
});

/** How long a network goes on without a mistake, how large its c has grown, and what its forget gate does. */
function onStreams(net: Recurrent<AnyCell>, seed: number): Figures {
  const { unseen, symbols, opened } = spec;
  const dice = random(seed).fork("unseen");
  const texts = Array.from({ length: unseen }, () => embeddedReber.stream(dice, symbols + 1));
  const exam = nextSymbol(embeddedReber, texts);
  const part = (t: number) => ({
    shape: [opened, unseen, WIDTH],
    data: exam.x.data.subarray(t * unseen * WIDTH, (t + opened) * unseen * WIDTH),
  });
  const output = new Float32Array(exam.legal.data.length);
  const grown: number[] = [];
  let initial: ReturnType<typeof net.run>["final"] = [];
  for (let t = 0; t < symbols; t += opened) {
    const read = net.run(part(t), { initial });
    output.set(read.output.data, t * unseen * WIDTH);
    initial = read.final;
    const [{ c }] = initial as unknown as [Record<"c", { readonly data: Float32Array }>];
    grown.push(Math.max(...c.data.map(Math.abs)));
  }
  const lengths = errorFree(exam, { shape: exam.legal.shape, data: output });
  const figures = { ...judged(lengths), cFirst: grown[0], cLast: grown.at(-1)! };
  const [probed] = net.probe(part(0)) as unknown as [Parameters<typeof memoryUnit>[1]];
  if (!("f" in probed)) return figures;
  const { apart, keptWithin, keptAcross, forget } = memoryUnit(texts, probed);
  return { ...figures, apart, keptWithin, keptAcross, ...forget };
}

/** The same for strings, one after another, with the state set back before each. */
function onStrings(net: Recurrent<AnyCell>, seed: number): Figures {
  const { unseen, symbols } = spec;
  const dice = random(seed).fork("unseen");
  return judged(Array.from({ length: unseen }, () => untilWrong(net, dice, symbols)));
}
const [AT_ONCE, ROOM] = [500, 100];

function untilWrong(net: Recurrent<AnyCell>, dice: Random, symbols: number): number {
  let read = 0;
  while (read < symbols) {
    const strings = embeddedReber.strings(dice, AT_ONCE);
    const exam = nextSymbol(embeddedReber, strings, ROOM);
    const right = errorFree(exam, net.run(exam.x, exam).output);
    for (const [b, length] of right.entries()) {
      read += length;
      if (length < exam.lengths[b]) return Math.min(read, symbols - 1);
    }
  }
  return symbols;
}
