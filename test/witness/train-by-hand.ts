import type { Training } from "../golden/golden.js";
import { lstmByHand } from "./lstm-by-hand.js";

type Parameters = Record<string, Float64Array>;

/**
 * Training by hand: one-hot characters -> LSTM -> [h W_out + b_out] -> mean cross-entropy, clipping by global norm, and
 * Adam (Kingma & Ba 2015, algorithm 1). The settings are those of make.py's torch-train.json.
 */
export function trainByHand(run: Omit<Training, "final" | "loss" | "norm" | "clipped">) {
  const { T, B, V, H, steps, lr, beta1, beta2, eps, clip } = run;
  const each = (of: (name: string) => Iterable<number>): Parameters =>
    Object.fromEntries(Object.keys(run.initial).map((name) => [name, Float64Array.from(of(name))]));
  const final = each((name) => run.initial[name]);
  const zeros = () => each((name) => new Float64Array(final[name].length));
  const [m, v] = [zeros(), zeros()];
  const [loss, norm, clipped]: [number[], number[], Parameters[]] = [[], [], []];

  for (let step = 0; step < steps; step++) {
    const batch = (of: number[]) => of.slice(step * T * B, (step + 1) * T * B);
    const now = lossAndGradient({ T, B, V, H }, final, batch(run.inputs), batch(run.targets));
    loss.push(now.loss);
    // Over the parameters only: now.grad also has the gradients of x, h0 and c0.
    norm.push(Math.sqrt(sum(Object.keys(final).map((k) => sum(now.grad[k].map((d) => d * d))))));
    // The 1e-6 is torch's guard against a norm of 0.
    const scale = Math.min(1, clip / (norm[step] + 1e-6));
    const grad = each((name) => now.grad[name].map((d) => d * scale));
    clipped.push(grad);
    for (const name of Object.keys(final))
      grad[name].forEach((d, k) => {
        m[name][k] = beta1 * m[name][k] + (1 - beta1) * d;
        v[name][k] = beta2 * v[name][k] + (1 - beta2) * d * d;
        const mean = m[name][k] / (1 - beta1 ** (step + 1));
        const square = v[name][k] / (1 - beta2 ** (step + 1));
        final[name][k] -= (lr * mean) / (Math.sqrt(square) + eps);
      });
  }
  return { loss, norm, clipped, final };
}

const sum = (of: Iterable<number>) => [...of].reduce((a, b) => a + b, 0);

/** The mean cross-entropy of T * B predictions, and its gradient: (softmax - one-hot) / (T B) enters the LSTM as dh. */
function lossAndGradient(
  { T, B, V, H }: { T: number; B: number; V: number; H: number },
  weights: Parameters,
  inputs: number[],
  targets: number[],
): { loss: number; grad: Parameters } {
  const { W_out, b_out } = weights;
  const x = inputs.flatMap((character) => Array.from({ length: V }, (_, k) => +(k === character)));
  const zero = new Float64Array(B * H);
  const lstm = (dh: Float64Array) =>
    lstmByHand({ T, B, I: V, H }, weights, x, { h0: zero, c0: zero }, { dh, dc: zero });

  const { h } = lstm(new Float64Array(T * B * H));
  const [dh, dW, db] = [new Float64Array(h.length), W_out.map(() => 0), b_out.map(() => 0)];
  let loss = 0;
  targets.forEach((target, n) => {
    const score = b_out.map((bias, k) => {
      let s = bias;
      for (let j = 0; j < H; j++) s += h[n * H + j] * W_out[j * V + k];
      return s;
    });
    const total = sum(score.map(Math.exp));
    loss += (Math.log(total) - score[target]) / (T * B);
    score.forEach((s, k) => {
      const ds = (Math.exp(s) / total - +(k === target)) / (T * B);
      db[k] += ds;
      for (let j = 0; j < H; j++) {
        dW[j * V + k] += h[n * H + j] * ds;
        dh[n * H + j] += W_out[j * V + k] * ds;
      }
    });
  });
  return { loss, grad: { ...lstm(dh).grad, W_out: dW, b_out: db } };
}
