import { gru } from "../cells/gru.js";
import { lstm } from "../cells/lstm.js";
import { rnn } from "../cells/rnn.js";
import { random } from "../core/random.js";
import type { AnyCell } from "../graph/cell.js";
import type { Starts } from "../graph/weights.js";
import { recurrent } from "../models/recurrent.js";
import { GREW_UP_WORDS, grewUp } from "../tasks/grew-up.js";
import type { Experiment } from "./experiment.js";
import { rightWords } from "./right-words.js";

const spec = {
  task: "grewUp",
  ...{ hidden: 32, batch: 32, steps: 2000, lr: 0.005, clip: 1 },
  /** Sentences never seen, of which the last word is guessed. */
  unseen: 500,
} as const;

const biased = (forget: number): [AnyCell, Starts] => [lstm, { bias: { f: forget } }];
const MODELS: Readonly<Record<string, readonly [AnyCell, Starts]>> = {
  RNN: [rnn, {}],
  GRU: [gru, {}],
  "LSTM, b_f = 0": biased(0),
  "LSTM, b_f = 1": biased(1),
  "LSTM, b_f = 2": biased(2),
};
const GAPS = [2, 5, 10, 20, 40, 100];

/**
 * Which networks learn to connect a country with a language, how many words apart? Each run trains a network of its own
 * on sentences of one gap and asks it for the last words of others.
 */
export const gap: Experiment<{ readonly model: string; readonly gap: number }> = {
  name: "gap",
  spec,
  cases: Object.keys(MODELS).flatMap((model) => GAPS.map((words) => ({ model, gap: words }))),
  seeds: Array.from({ length: 10 }, (_, k) => k + 1),
  async run({ model, gap: words }, seed, options = {}) {
    const [cell, starts] = MODELS[model];
    const { hidden, batch, unseen, steps, lr, clip } = spec;
    const V = GREW_UP_WORDS.length;
    const net = recurrent(cell, {
      ...{ input: V, hidden, output: V, returnSequences: false, seed, tier: "simd" },
      ...starts,
    });
    const dice = random(seed).fork("sentences");
    const { loss } = await net.train(() => grewUp(dice, words, batch), {
      ...{ loss: "crossEntropy", steps, lr, clip },
      ...options,
    });
    const right = rightWords(net, grewUp(random(seed).fork("unseen"), words, unseen));
    return { right, loss: loss.at(-1)! };
  },
};
