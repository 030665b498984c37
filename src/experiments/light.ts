import { rnn } from "../cells/rnn.js";
import { random } from "../core/random.js";
import { cell } from "../graph/cell.js";
import { tanh } from "../graph/ops.js";
import { classifier } from "../models/classifier.js";
import { lightSwitch } from "../tasks/light-switch.js";
import type { Experiment } from "./experiment.js";

const spec = {
  task: "lightSwitch",
  ...{ hidden: 8, steps: 1500, lr: 0.02 },
  practised: { steps: 8, batch: 32 },
  asked: { steps: 24, batch: 400 },
} as const;

const noLoop = cell("no loop", { h: "time" }, ({ x, affine }) => ({ h: tanh(affine("h", x)) }));
const MODELS = { RNN: rnn, "no loop": noLoop };

/** Is the light on? The same network with and without its loop, as in notebook 01. */
export const light: Experiment<{ readonly model: keyof typeof MODELS }> = {
  name: "light",
  spec,
  cases: [{ model: "RNN" }, { model: "no loop" }],
  seeds: Array.from({ length: 10 }, (_, k) => k + 1),
  async run({ model }, seed, options = {}) {
    const { hidden, steps, lr, practised, asked } = spec;
    const net = classifier(MODELS[model], { input: 1, hidden, classes: 2, seed, tier: "simd" });
    const dice = random(seed);
    const draw = () => lightSwitch(dice, practised.steps, practised.batch);
    await net.train(draw, { steps, lr, ...options });
    const [first, ...later] = net.accuracy(lightSwitch(dice, asked.steps, asked.batch));
    return { first, later: later.reduce((a, b) => a + b) / later.length };
  },
};
