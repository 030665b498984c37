import { countWakes } from "./wakes.mjs";

const [T, B, I, H] = [20, 16, 4, 64]; // as small as is still worth a second thread
const ROUNDS = 3;
const STEPS = 30;
const PAUSE = 400; // milliseconds, in which a worker starts

/**
 * Trains a small LSTM to tell, at each step, the sign of the first number that it read. It is given the package, since
 * what differs between the programs beside it is how they come by that.
 * @param {Pick<typeof import("unrolled"), "crossEntropy" | "lstm" | "mean" | "model" | "random" | "train">} unrolled
 * @param {number} [threads]
 */
export async function learn({ crossEntropy, lstm, mean, model, random, train }, threads = 1) {
  const wakes = countWakes();
  const plan = model("the first sign", (m) => {
    const { h } = m.scan(m.layer("", lstm, { hidden: H }), { x: m.input("x", [T, B, I]) });
    const signs = m.index("signs", [T, B], 2);
    return { loss: mean(crossEntropy(m.dense("out", 2, h), signs)) };
  }).plan({}, { seed: 1, tier: "simd", threads });
  const { normal } = random(1);
  const batch = () => {
    const x = Float32Array.from({ length: T * B * I }, normal);
    const signs = Int32Array.from({ length: T * B }, (_, k) => Number(x[(k % B) * I] > 0));
    return { x, signs };
  };
  /** @type {number[]} */
  const losses = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { loss } = await train(plan, { steps: STEPS, lr: 0.01, batch, progress: () => {} });
    losses.push(...loss);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return {
    ...{ tier: plan.tier, threads: plan.threads, wakes: wakes(), first: losses[0] },
    ...{ last: average(losses.slice(-10)), bits: hash([...losses, ...plan.params.flat]) },
  };
}

/** @param {number[]} numbers */
const average = (numbers) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** FNV-1a of the numbers' bytes. @param {number[]} numbers */
function hash(numbers) {
  const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
  return bytes.reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}
