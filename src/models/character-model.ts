import { random } from "../core/random.js";
import { defaultTier, type Tier } from "../core/tier.js";
import type { AnyCell } from "../graph/cell.js";
import { model, type Plan } from "../graph/model.js";
import { crossEntropy, mean } from "../graph/functions.js";
import { onehot } from "../graph/ops.js";
import type { Params } from "../graph/params.js";
import { size, type Sym } from "../graph/sym.js";
import type { Starts } from "../graph/weights.js";
import type { Vocabulary } from "./vocabulary.js";
import { train, type History, type TrainOptions } from "../train/train.js";
import { network, type Run } from "./network.js";
import { withWeights } from "./with-weights.js";

/** The sizes of a character model, and where its weights start. */
export interface CharacterModelOptions extends Starts {
  /** The characters that it knows; V of them. */
  readonly vocabulary: Vocabulary;
  /** H: numbers in each state. */
  readonly hidden: number;
  /** Of the weights' start. Default 0. */
  readonly seed?: number;
  /** How it is worked out, as in a plan. */
  readonly tier?: Tier;
}
/** How a character model is trained on a text. */
export interface TextTraining extends Omit<TrainOptions, "batch"> {
  /** Characters an update looks back over; the state is carried on from one update to the next. Default 50. */
  readonly length?: number;
  /** Places of the text that are read side by side. Default 16. */
  readonly streams?: number;
}
/** How a character model writes. */
export interface SampleOptions {
  /** What the network reads first. Default: the vocabulary's first character. */
  readonly start?: string;
  /** 1 takes the network at its word, lower is more cautious; 0 always takes the likeliest. Default 1. */
  readonly temperature?: number;
  /** Of the draws: the same seed gives the same text. Default 0. */
  readonly seed?: number;
}

/** A network that reads a text character by character and guesses, at each, the next. */
export interface CharacterModel<C extends AnyCell> {
  /** The characters that it knows. */
  readonly vocabulary: Vocabulary;
  /** The weights, those of the output being W_out (H, V) and b_out (V). */
  readonly params: Params;
  /** Its step as a graph, in text, and its vocabulary: what a checkpoint holds besides the weights. */
  readonly definition: Readonly<Record<string, string>>;
  /** Trains it by Adam; the history's loss is in nats a character. Throws RangeError for a text that is too short. */
  train(text: string, options: TextTraining): Promise<History>;
  /** Mean loss in nats a character of a text it is only shown. */
  loss(text: string): number;
  /** `length` characters of its own, after `start`. */
  sample(length: number, options?: SampleOptions): string;
  /** All states and gates while it reads: (T, 1, H). */
  read(text: string): Run<C>;
}

interface Sizes {
  readonly T: number;
  readonly B: number;
}

/**
 * A network that reads a text character by character and guesses the next: cell, dense layer, softmax over the
 * vocabulary (the set-up of Graves 2013 and of Karpathy's 2015 essay).
 *
 * @example
 * ```ts
 * import { characterModel, gru, vocabulary } from "unrolled";
 *
 * const text = "she sells sea shells ".repeat(20);
 * const model = characterModel(gru, { vocabulary: vocabulary(text), hidden: 16, seed: 1 });
 * await model.train(text, { steps: 20, lr: 0.01, length: 20, streams: 4, progress: () => {} });
 * console.log(model.sample(8, { start: "sh" }).length); //=> 10
 * console.log(model.read("shells").h.shape); //=> [ 6, 1, 16 ]
 * ```
 */
export function characterModel<C extends AnyCell>(
  cell: C,
  { vocabulary, hidden, seed = 0, tier = defaultTier(), ...starts }: CharacterModelOptions,
): CharacterModel<C> {
  const V = vocabulary.size;
  const states = cell.states(hidden);
  const definition = model(`${cell.name} over characters`, (m, { T, B }: Sizes) => {
    const layer = m.layer<AnyCell>("", cell, { hidden, ...starts });
    const initial = Object.fromEntries(
      states.map((s) => [s.name, m.input(s.name, [B, ...s.shape])]),
    );
    const out = m.scan(
      layer,
      { x: onehot(m.index("text", [T, B], V), V) },
      { initial },
    ) as unknown as { h: Sym; final: Record<string, Sym> };
    const logits = m.dense("out", V, out.h);
    const loss = mean(crossEntropy(logits, m.index("next", [T, B], V)));
    return { loss, logits, ...out.final };
  });
  const reader = network(cell, { input: V, hidden, tier, ...starts });
  const one = definition.plan({ T: 1, B: 1 }, { seed, tier, gradients: false });
  const { params } = one;
  const rest = (B: number) =>
    Object.fromEntries(states.map((s) => [s.name, new Float32Array(B * size(s.shape))]));
  const carried = (plan: Plan<string>) =>
    Object.fromEntries(states.map((s) => [s.name, plan.outputs[s.name]]));

  return {
    vocabulary,
    params,
    get definition() {
      return { ...reader.definition, vocabulary: vocabulary.characters.join("") };
    },

    async train(text, { length = 50, streams = 16, ...options }) {
      const numbers = vocabulary.encode(text);
      const span = Math.floor((numbers.length - 1) / streams);
      if (span < length)
        throw new RangeError(
          `train: the text has ${numbers.length} characters; ${streams} streams of ${length} need ${streams * length + 1}`,
        );
      const plan = definition.plan({ T: length, B: streams }, { tier });
      const windows = Math.floor(span / length);
      const column = (from: number) =>
        Int32Array.from(
          { length: length * streams },
          (_, k) => numbers[Math.floor(k / streams) + from + (k % streams) * span],
        );
      const batch = (step: number) => {
        const from = (step % windows) * length;
        const state = step % windows === 0 ? rest(streams) : carried(plan);
        return { text: column(from), next: column(from + 1), ...state };
      };
      return train(withWeights(plan, params), { ...options, batch });
    },

    loss(text) {
      const numbers = vocabulary.encode(text);
      if (numbers.length < 2)
        throw new RangeError(`loss: the text has ${numbers.length} characters; want two or more`);
      const plan = definition.plan({ T: numbers.length - 1, B: 1 }, { tier, gradients: false });
      plan.params.copyFrom(params);
      return plan.forward({ text: numbers.subarray(0, -1), next: numbers.subarray(1), ...rest(1) })
        .loss[0];
    },

    sample(length, { start = vocabulary.characters[0], temperature = 1, seed: dice = 0 } = {}) {
      if (!(temperature >= 0))
        throw new RangeError(`sample: temperature is ${temperature}; want 0 or more`);
      if (start.length === 0)
        throw new RangeError("sample: start is empty; want at least one character to read");
      const source = random(dice);
      const read = [...vocabulary.encode(start)];
      let state: Readonly<Record<string, ArrayLike<number>>> = rest(1);
      for (let k = 0; k + 1 < [...start].length + length; k++) {
        const { logits } = one.forward({ text: [read[k]], next: [0], ...state });
        state = carried(one);
        if (k + 1 >= read.length) read.push(draw(logits, temperature, source.uniform()));
      }
      return vocabulary.decode(read);
    },

    read(text) {
      reader.params.copyFrom(params);
      const numbers = vocabulary.encode(text);
      const x = new Float32Array(numbers.length * V);
      numbers.forEach((n, t) => (x[t * V + n] = 1));
      return reader.run({ shape: [numbers.length, 1, V], data: x });
    },
  };
}

/** The place in 0 .. n - 1 where a uniform number falls among the probabilities softmax(logits / temperature). */
function draw(logits: ArrayLike<number>, temperature: number, uniform: number): number {
  const list = Array.from(logits);
  const top = Math.max(...list);
  if (temperature === 0) return list.indexOf(top);
  const odds = list.map((v) => Math.exp((v - top) / temperature));
  let left = uniform * odds.reduce((a, b) => a + b, 0);
  const place = odds.findIndex((p) => (left -= p) < 0);
  return place < 0 ? list.length - 1 : place;
}
