import type { Sizes } from "../golden/golden.js";
import {
  type Named,
  type Numbers,
  sigmoid,
  split,
  type Steps,
  throughTime,
  zeros,
} from "./through-time.js";

/**
 * Long short-term memory as first published (Hochreiter & Schmidhuber 1997, Neural Computation 9(8), section 4 and
 * appendix A.1): no forget gate, and blocks of S cells that share their two gates, G = H / S blocks:
 *
 *     i, o = sigmoid([h, x] W + b)  (B, G)     g = 4 sigmoid([h, x] W_g + b_g) - 2  (B, H)
 *     c' = c + rep(i) g     h' = rep(o) (2 sigmoid(c') - 1)        rep: each gate for its S cells, which are neighbours
 *
 * truncated: the backward pass of the paper, in which the three products learn but send no error to the h they read.
 * That is the full gradient of another loss, in which they read `frozen`, (T, B, H), a copy of h before each step.
 */
export function lstm1997ByHand(
  { T, B, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
  {
    block: S = 1,
    truncated = false,
    frozen,
  }: { block?: number; truncated?: boolean; frozen?: Numbers } = {},
) {
  const run = throughTime({ T, B }, { h: H, c: H }, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack } = run;
  const { h, c } = s;
  const [i, o, g]: Steps[] = [[], [], []];
  const seen = frozen ? split(frozen, T) : h;
  const at = (k: number) => Math.floor(k / S);
  for (let t = 0; t < T; t++) {
    i[t] = affine([seen[t], x[t]], "W_i", "b_i").map(sigmoid);
    o[t] = affine([seen[t], x[t]], "W_o", "b_o").map(sigmoid);
    g[t] = affine([seen[t], x[t]], "W_g", "b_g").map((a) => 4 * sigmoid(a) - 2);
    for (let k = 0; k < B * H; k++) {
      c[t + 1][k] = c[t][k] + i[t][at(k)] * g[t][k];
      h[t + 1][k] = o[t][at(k)] * (2 * sigmoid(c[t + 1][k]) - 1);
    }
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    const [dh, dc] = [d.h[t + 1], d.c[t + 1]];
    const [da_i, da_o, da_g] = [zeros((B * H) / S), zeros((B * H) / S), zeros(B * H)];
    for (let k = 0; k < B * H; k++) {
      const [ik, ok, gk] = [i[t][at(k)], o[t][at(k)], g[t][k]];
      const shown = 2 * sigmoid(c[t + 1][k]) - 1;
      dc[k] += (dh[k] * ok * (1 - shown * shown)) / 2;
      d.c[t][k] += dc[k];
      da_i[at(k)] += dc[k] * gk * ik * (1 - ik);
      da_o[at(k)] += dh[k] * shown * ok * (1 - ok);
      da_g[k] = dc[k] * ik * (1 - (gk * gk) / 4);
    }
    const into = [truncated || frozen ? null : d.h[t], dx[t]];
    affineBack([seen[t], x[t]], "W_i", "b_i", da_i, into);
    affineBack([seen[t], x[t]], "W_o", "b_o", da_o, into);
    affineBack([seen[t], x[t]], "W_g", "b_g", da_g, into);
  }
  return run.result({ i, o, g });
}
