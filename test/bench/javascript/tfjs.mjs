import { dirname, sep } from "node:path";
import { sequence, weight } from "../same-numbers.mjs";
import { installed, load } from "./installed.mjs";

/**
 * A training step of tf.layers.lstm: mean of h, gradients, Adam, all in one call. The weights are ours, gates in the
 * order i, f, g, o.
 * @param {{ T: number, B: number, I: number, H: number, form: "wasm" | "cpu" }} given
 */
export async function tfjs({ T, B, I, H, form }) {
  const tf = load("@tensorflow/tfjs-core");
  const layers = load("@tensorflow/tfjs-layers");
  const backend = load(`@tensorflow/tfjs-backend-${form}`);
  if (form === "wasm") {
    backend.setWasmPaths(dirname(installed("@tensorflow/tfjs-backend-wasm")) + sep);
    backend.setThreadsCount(1);
  }
  if (!(await tf.setBackend(form))) throw new Error(`tfjs has no backend "${form}" here`);

  const layer = layers.layers.lstm({
    units: H,
    returnSequences: true,
    recurrentActivation: "sigmoid",
    recurrentInitializer: "glorotUniform", // the default one, orthogonal, takes minutes; ours replace it anyway
  });
  const x = tf.transpose(tf.tensor3d(sequence("x", [T, B, I]), [T, B, I]), [1, 0, 2]);
  layer.apply(x);
  const gates = [..."ifgo"].map((k) => tf.tensor2d(weight(`W_${k}`, [H + I, H]), [H + I, H]));
  const biases = [..."ifgo"].map((k) => tf.tensor1d(weight(`b_${k}`, [H])));
  const part = (/** @type {number} */ row, /** @type {number} */ rows) =>
    tf.concat(
      gates.map((w) => tf.slice(w, [row, 0], [rows, H])),
      1,
    );
  layer.setWeights([part(H, I), part(0, H), tf.concat(biases)]);

  const adam = tf.train.adam(1e-7);
  let loss = 0;
  return {
    async once() {
      const began = performance.now();
      const cost = adam.minimize(() => tf.mean(layer.apply(x)), true);
      [loss] = await cost.data();
      cost.dispose();
      return { "and Adam": performance.now() - began };
    },
    check: () => ({ loss }),
  };
}
