import { lstm } from "../cells/lstm.js";
import { random } from "../core/random.js";
import { recurrent } from "../models/recurrent.js";
import { latching as task } from "../tasks/latching.js";
import type { Experiment } from "./experiment.js";
import { latchingSpec } from "./latching.js";

const spec = {
  ...latchingSpec,
  /** Steps of the sequences that it is trained on. */
  T: 40,
  /** Sequences over which it is watched, and their steps of noise; no half-life is longer than those. */
  watched: 16,
  limit: 1000,
} as const;

/**
 * How long does an LSTM keep what is in its cell state, by the bias at which its forget gate starts? Half-lives are the
 * first number of steps after which f_1 f_2 ... f_t is below 1/2, a mean over the sequences: `untrained`, and after it has
 * learnt to latch, `trained`, of the mean over the units; `longest`, then, of the unit that keeps longest.
 */
export const retention: Experiment<{
  /** At which the forget gate starts. */
  readonly bias: number;
}> = {
  name: "retention",
  spec,
  cases: [0, 1, 2, 3, 4, 6].map((bias) => ({ bias })),
  seeds: Array.from({ length: 10 }, (_, k) => k + 1),
  async run({ bias }, seed, options = {}) {
    const { informative, deviation, hidden, batch, unseen, steps, lr, clip, T, watched, limit } =
      spec;
    const sequences = (name: string, length: number) => {
      const dice = random(seed).fork(name);
      return (count: number) => task(dice, length, count, { informative, deviation });
    };
    const net = recurrent(lstm, {
      ...{ input: 1 + 2 * informative, hidden, output: 1, returnSequences: false },
      ...{ seed, tier: "simd", bias: { f: bias } },
    });
    const { x: noise } = sequences("watched", informative + limit)(watched);
    /** The half-life of the mean over the units, and of each. */
    const halfLives = () => {
      const [{ f }] = net.probe(noise);
      return halfLivesOf(f.data.subarray(informative * watched * hidden), watched, hidden);
    };
    const untrained = halfLives();
    const draw = sequences("lessons", T);
    await net.train(() => draw(batch), { ...{ loss: "mse", steps, lr, clip }, ...options });
    const { x, target } = sequences("unseen", T)(unseen);
    const { data } = net.run(x).output;
    const right = data.reduce((count, v, b) => count + Number(v * target.data[b] > 0), 0);
    const trained = halfLives();
    return {
      right: right / unseen,
      untrained: untrained.mean,
      trained: trained.mean,
      longest: Math.max(...trained.units),
    };
  },
};

/** Of gates f (T, B, H): after how many steps less than half is kept, T + 1 if it never is; of the units' mean, and of each. */
export function halfLivesOf(
  f: Float32Array,
  B: number,
  H: number,
): { readonly mean: number; readonly units: readonly number[] } {
  const T = f.length / B / H;
  const kept = new Float64Array(B * H).fill(1);
  const units = Array.from({ length: H }, () => T + 1);
  let mean = T + 1;
  for (let t = 1; t <= T; t++) {
    const shares = new Float64Array(H);
    for (let k = 0; k < B * H; k++) {
      kept[k] *= f[(t - 1) * B * H + k];
      shares[k % H] += kept[k] / B;
    }
    shares.forEach((share, unit) => {
      if (share < 0.5) units[unit] = Math.min(units[unit], t);
    });
    if (shares.reduce((a, b) => a + b) / H < 0.5) mean = Math.min(mean, t);
  }
  return { mean, units };
}
