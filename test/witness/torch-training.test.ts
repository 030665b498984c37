import { lstm } from "../../src/cells/lstm.js";
import { crossEntropy, mean } from "../../src/graph/functions.js";
import { model } from "../../src/graph/model.js";
import { onehot } from "../../src/graph/ops.js";
import { adam } from "../../src/train/adam.js";
import { clipByGlobalNorm } from "../../src/train/clip.js";
import { torchTrain } from "../golden/golden.js";
import { comparison } from "./comparison.js";
import { relativeError } from "./error.js";

/** Cross-entropy, gradients, clipping and Adam, one step after the other: losses, norms and the last weights. */
function training(): number {
  const { T, B, V, H, steps, inputs, targets, initial, final, loss, norm, clip } = torchTrain;
  const plan = model("trained", (m) => {
    const layer = m.layer("", lstm, { hidden: H });
    const { h } = m.scan(layer, { x: onehot(m.index("text", [T, B], V), V) });
    return { loss: mean(crossEntropy(m.dense("out", V, h), m.index("next", [T, B], V))) };
  }).plan({}, { dtype: "float64" });
  plan.params.set(initial);
  const update = adam(plan.params, torchTrain);
  const [losses, norms]: number[][] = [[], []];
  for (let step = 0; step < steps; step++) {
    const window = (all: number[]) => all.slice(step * T * B, (step + 1) * T * B);
    losses.push(plan.forward({ text: window(inputs), next: window(targets) }).loss[0]);
    norms.push(clipByGlobalNorm(plan.backward(), clip));
    update(plan.grads);
  }
  return Math.max(
    relativeError(losses, loss),
    relativeError(norms, norm),
    ...plan.params.names.map((name) => relativeError(plan.params.get(name), final[name])),
  );
}

// PyTorch divides by the norm + 1e-6, we by the norm: at these norms that is 3e-6 of a step.
comparison(
  { name: lstm.name, form: "5 steps of training", witness: "PyTorch", limit: 1e-6 },
  () => ({
    cases: 1,
    worst: training(),
  }),
);
