import { rnn } from "../cells/rnn.js";
import { random } from "../core/random.js";
import { cell } from "../graph/cell.js";
import { tanh } from "../graph/ops.js";
import { recurrent } from "../models/recurrent.js";
import type { Tensor } from "../models/tensor.js";
import { GREW_UP_WORDS, grewUp } from "../tasks/grew-up.js";
import type { Experiment } from "./experiment.js";
import { rightWords } from "./right-words.js";

const spec = {
  task: "grewUp",
  practised: [2, 3, 4, 5, 6, 7, 8],
  unpractised: [9, 10, 11],
  /** It learns 5,866 numbers. */
  rnn: { hidden: 32 },
  /** The last 16 words side by side, so that all gaps are in sight; it learns 6,369 numbers. */
  window: { words: 16, hidden: 5 },
  ...{ batch: 32, steps: 3000, lr: 0.005, clip: 1, unseen: 500 },
} as const;

const V = GREW_UP_WORDS.length;
const feedForward = cell("feed-forward", { h: "time" }, ({ x, affine }) => ({
  h: tanh(affine("h", x)),
}));

/** The last `words` words of each sentence (T, B, V) side by side, (1, B, words V); where a sentence is shorter, zeros. */
export function sideBySide({ shape, data }: Tensor, words: number): Tensor {
  const [T, B] = shape;
  const width = words * V;
  const y = new Float32Array(B * width);
  for (let k = 1; k <= Math.min(words, T); k++)
    for (let b = 0; b < B; b++) {
      const from = ((T - k) * B + b) * V;
      y.set(data.subarray(from, from + V), b * width + (words - k) * V);
    }
  return { shape: [1, B, width], data: y };
}

/**
 * Is a chain the natural network for a list? A plain RNN and a feed-forward network that sees the last 16 words side by
 * side, with about as many weights, learn from sentences of gaps 2 to 8; then both read gaps 9 to 11.
 */
export const window: Experiment<{
  /** What reads the sentences. */
  readonly reader: "RNN" | "window";
}> = {
  name: "window",
  spec,
  cases: [{ reader: "RNN" }, { reader: "window" }],
  seeds: Array.from({ length: 10 }, (_, k) => k + 1),
  async run({ reader }, seed, options = {}) {
    const { batch, steps, lr, clip, practised, unpractised, unseen } = spec;
    const { words, hidden } = spec.window;
    const common = { output: V, returnSequences: false, seed, tier: "simd" } as const;
    const net =
      reader === "RNN"
        ? recurrent(rnn, { ...common, input: V, ...spec.rnn })
        : recurrent(feedForward, { ...common, input: words * V, hidden });
    const dice = random(seed).fork("sentences");
    const draw = (gap: number, count: number) => {
      const { x, target } = grewUp(dice, gap, count);
      if (reader === "window") return { x: sideBySide(x, words), target };
      const data = new Float32Array(words * count * V); // all of one length: what is past the end is not read
      data.set(x.data);
      return {
        ...{ x: { shape: [words, count, V], data }, target },
        lengths: new Int32Array(count).fill(5 + gap),
      };
    };
    await net.train(() => draw(practised[dice.below(practised.length)], batch), {
      ...{ loss: "crossEntropy", steps, lr, clip },
      ...options,
    });
    const mean = (gaps: readonly number[]): number =>
      gaps.reduce((sum, gap) => sum + rightWords(net, draw(gap, unseen)), 0) / gaps.length;
    return { practised: mean(practised), unpractised: mean(unpractised) };
  },
};
