import type { Sizes } from "../golden/golden.js";
import { type Named, sigmoid, type Steps, throughTime, zeros } from "./through-time.js";

const gates = ["f", "i", "g", "o"] as const;

/**
 * An LSTM each of whose four pre-activations is normalised over its H units (after Ba, Kiros & Hinton 2016, equations
 * 3 and 4):
 *
 *     a = [h, x] W_k     n = (a - mean(a)) / sqrt(var(a) + 1e-5)     pre-activation = gain_k n + b_k
 *
 * with the mean of squares as var. Otherwise as lstm-by-hand.ts: the cell is shown as tanh(c), not normalised.
 */
export function layerNormLstmByHand(
  { T, B, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
) {
  const run = throughTime({ T, B }, { h: H, c: H }, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack, dW } = run;
  const { h, c } = s;
  const y: Record<string, Steps> = { f: [], i: [], g: [], o: [] };
  const normal: Record<string, Steps> = { f: [], i: [], g: [], o: [] };
  const deviation: Record<string, Steps> = { f: [], i: [], g: [], o: [] };
  for (let t = 0; t < T; t++) {
    for (const gate of gates) {
      const a = affine([h[t], x[t]], `W_${gate}`);
      const [n, deviations] = [zeros(B * H), zeros(B)];
      for (let b = 0; b < B; b++) {
        let [mean, square] = [0, 0];
        for (let j = 0; j < H; j++) mean += a[b * H + j] / H;
        for (let j = 0; j < H; j++) square += (a[b * H + j] - mean) ** 2 / H;
        deviations[b] = Math.sqrt(square + 1e-5);
        for (let j = 0; j < H; j++) n[b * H + j] = (a[b * H + j] - mean) / deviations[b];
      }
      const [gain, bias] = [weights[`gain_${gate}`], weights[`b_${gate}`]];
      const squash = gate === "g" ? Math.tanh : sigmoid;
      y[gate][t] = n.map((v, k) => squash(gain[k % H] * v + bias[k % H]));
      [normal[gate][t], deviation[gate][t]] = [n, deviations];
    }
    for (let k = 0; k < B * H; k++) {
      c[t + 1][k] = y.f[t][k] * c[t][k] + y.i[t][k] * y.g[t][k];
      h[t + 1][k] = y.o[t][k] * Math.tanh(c[t + 1][k]);
    }
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    const [dh, dc] = [d.h[t + 1], d.c[t + 1]];
    const dy = { f: zeros(B * H), i: zeros(B * H), g: zeros(B * H), o: zeros(B * H) };
    for (let k = 0; k < B * H; k++) {
      const [f, i, g, o] = [y.f[t][k], y.i[t][k], y.g[t][k], y.o[t][k]];
      const shown = Math.tanh(c[t + 1][k]);
      dc[k] += dh[k] * o * (1 - shown * shown);
      d.c[t][k] += dc[k] * f;
      dy.f[k] = dc[k] * c[t][k] * f * (1 - f);
      dy.i[k] = dc[k] * g * i * (1 - i);
      dy.g[k] = dc[k] * i * (1 - g * g);
      dy.o[k] = dh[k] * shown * o * (1 - o);
    }
    for (const gate of gates) {
      const n = normal[gate][t];
      const dn = dy[gate].map((v, k) => v * weights[`gain_${gate}`][k % H]);
      const da = zeros(B * H);
      for (let k = 0; k < B * H; k++) {
        dW[`gain_${gate}`][k % H] += dy[gate][k] * n[k];
        dW[`b_${gate}`][k % H] += dy[gate][k];
      }
      // n is a, less its part along (1, ..., 1), at a fixed length: da is dn less its parts along (1, ..., 1) and along n.
      for (let b = 0; b < B; b++) {
        let [mean, along] = [0, 0];
        for (let k = b * H; k < (b + 1) * H; k++) {
          mean += dn[k] / H;
          along += (dn[k] * n[k]) / H;
        }
        for (let k = b * H; k < (b + 1) * H; k++)
          da[k] = (dn[k] - mean - n[k] * along) / deviation[gate][t][b];
      }
      affineBack([h[t], x[t]], `W_${gate}`, undefined, da, [d.h[t], dx[t]]);
    }
  }
  return run.result(y);
}
