import type { Sizes } from "../golden/golden.js";
import { type Named, sigmoid, type Steps, throughTime, zeros } from "./through-time.js";

/**
 * The LSTM that takes in just what it forgets (Olah's "Understanding LSTM Networks" 2015; without peepholes and with f
 * for 1 - i, the CIFG of Greff et al. 2015):
 *
 *     f, o = sigmoid([h, x] W + b)     g = tanh([h, x] W_g + b_g)     i = 1 - f     c' = f c + i g     h' = o tanh(c')
 */
export function coupledByHand({ T, B, H }: Sizes, weights: Named, given: Named, cotangents: Named) {
  const run = throughTime({ T, B }, { h: H, c: H }, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack } = run;
  const { h, c } = s;
  const [f, i, g, o]: Steps[] = [[], [], [], []];
  for (let t = 0; t < T; t++) {
    f[t] = affine([h[t], x[t]], "W_f", "b_f").map(sigmoid);
    g[t] = affine([h[t], x[t]], "W_g", "b_g").map(Math.tanh);
    o[t] = affine([h[t], x[t]], "W_o", "b_o").map(sigmoid);
    i[t] = f[t].map((v) => 1 - v);
    for (let k = 0; k < B * H; k++) {
      c[t + 1][k] = f[t][k] * c[t][k] + i[t][k] * g[t][k];
      h[t + 1][k] = o[t][k] * Math.tanh(c[t + 1][k]);
    }
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    const [dh, dc] = [d.h[t + 1], d.c[t + 1]];
    const [da_f, da_g, da_o] = [zeros(B * H), zeros(B * H), zeros(B * H)];
    for (let k = 0; k < B * H; k++) {
      const [fk, ik, gk, ok, shown] = [f[t][k], i[t][k], g[t][k], o[t][k], Math.tanh(c[t + 1][k])];
      dc[k] += dh[k] * ok * (1 - shown * shown);
      d.c[t][k] += dc[k] * fk;
      da_f[k] = dc[k] * (c[t][k] - gk) * fk * (1 - fk);
      da_g[k] = dc[k] * ik * (1 - gk * gk);
      da_o[k] = dh[k] * shown * ok * (1 - ok);
    }
    affineBack([h[t], x[t]], "W_f", "b_f", da_f, [d.h[t], dx[t]]);
    affineBack([h[t], x[t]], "W_g", "b_g", da_g, [d.h[t], dx[t]]);
    affineBack([h[t], x[t]], "W_o", "b_o", da_o, [d.h[t], dx[t]]);
  }
  return run.result({ f, i, g, o });
}
