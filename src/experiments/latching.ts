import { lstm } from "../cells/lstm.js";
import { irnn, rnn } from "../cells/rnn.js";
import { random } from "../core/random.js";
import type { AnyCell } from "../graph/cell.js";
import type { Starts } from "../graph/weights.js";
import { recurrent } from "../models/recurrent.js";
import { latching as task } from "../tasks/latching.js";
import type { Experiment } from "./experiment.js";
import { reach } from "./reach.js";

/** How the problem is set, and the network; "retention" trains on the same. */
export const latchingSpec = {
  task: "latching",
  ...{ informative: 3, deviation: Math.sqrt(0.2) },
  ...{ hidden: 8, batch: 32, steps: 1000, lr: 0.005, clip: 1 },
  /** Sequences never seen, of which the class is told by the sign of the output. */
  unseen: 500,
  /** Sequences of which the gradient is followed back. */
  followed: 16,
} as const;
const spec = latchingSpec;

const tanhs = (first: "orthogonal" | "identity"): [AnyCell, Starts] => [
  rnn,
  { weight: { h: [first, "glorot"] } },
];
const biased = (forget: number): [AnyCell, Starts] => [lstm, { bias: { f: forget } }];
const MODELS: Readonly<Record<string, readonly [AnyCell, Starts]>> = {
  RNN: [rnn, {}],
  "RNN, orthogonal": tanhs("orthogonal"),
  "RNN, identity": tanhs("identity"),
  IRNN: [irnn, {}],
  "LSTM, b_f = 0": biased(0),
  "LSTM, b_f = 1": biased(1),
  "LSTM, b_f = 2": biased(2),
  "LSTM, b_f = 4": biased(4),
};
const STEPS = [10, 20, 40, 80, 160];

/**
 * Which networks learn to latch one bit for T steps (after Bengio, Simard & Frasconi 1994)? Each run trains a network of its
 * own and says how many unseen sequences it is `right` about, and how much of the gradient reaches the steps that tell the
 * class, `before` and `after` the training (log10, beside the last step).
 */
export const latching: Experiment<{
  /** Which network, and how it starts. */
  readonly model: string;
  /** Steps of a sequence. */
  readonly T: number;
}> = {
  name: "latching",
  spec,
  cases: Object.keys(MODELS).flatMap((model) => STEPS.map((T) => ({ model, T }))),
  seeds: Array.from({ length: 10 }, (_, k) => k + 1),
  async run({ model, T }, seed, options = {}) {
    const [cell, starts] = MODELS[model];
    const { informative, deviation, hidden, batch, unseen, followed, steps, lr, clip } = spec;
    const sequences = (name: string) => {
      const dice = random(seed).fork(name);
      return (count: number) => task(dice, T, count, { informative, deviation });
    };
    const net = recurrent(cell, {
      ...{ input: 1 + 2 * informative, hidden, output: 1, returnSequences: false },
      ...{ seed, tier: "simd" },
      ...starts,
    });
    const { x: path } = sequences("followed")(followed);
    const before = reach(cell, net.params, hidden, path, informative);
    const draw = sequences("lessons");
    const { loss } = await net.train(() => draw(batch), {
      ...{ loss: "mse", steps, lr, clip },
      ...options,
    });
    const { x, target } = sequences("unseen")(unseen);
    const { data } = net.run(x).output;
    const right = data.reduce((count, v, b) => count + Number(v * target.data[b] > 0), 0);
    return {
      right: right / unseen,
      loss: loss.at(-1)!,
      before,
      after: reach(cell, net.params, hidden, path, informative),
    };
  },
};
