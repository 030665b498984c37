import type { Sizes } from "../golden/golden.js";
import { type Named, sigmoid, type Steps, throughTime, zeros } from "./through-time.js";

/**
 * The gated recurrent unit (Cho et al. 2014, arXiv 1406.1078, section 2.3), with z the part that is new, as in Chung
 * et al. 2014; Cho's equation 7 calls that part 1 - z:
 *
 *     z = sigmoid([h, x] W_z + b_z)     r = sigmoid([h, x] W_r + b_r)     n = tanh([r h, x] W_n + b_n)
 *     h' = (1 - z) h + z n
 *
 * resetAfter: the gate follows the product, n = tanh(x W_n + b_n + r (h W_u + b_u)), with W_n (I, H) and W_u (H, H).
 */
export function gruByHand(
  { T, B, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
  { resetAfter = false }: { resetAfter?: boolean } = {},
) {
  const run = throughTime({ T, B }, { h: H }, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack } = run;
  const { h } = s;
  const [z, r, n, u]: Steps[] = [[], [], [], []];
  /** The h that n reads through r: r h, or h W_u + b_u, which meets r later. */
  const kept = (t: number) => h[t].map((v, k) => r[t][k] * v);
  for (let t = 0; t < T; t++) {
    z[t] = affine([h[t], x[t]], "W_z", "b_z").map(sigmoid);
    r[t] = affine([h[t], x[t]], "W_r", "b_r").map(sigmoid);
    if (resetAfter) {
      u[t] = affine([h[t]], "W_u", "b_u");
      n[t] = affine([x[t]], "W_n", "b_n").map((a, k) => Math.tanh(a + r[t][k] * u[t][k]));
    } else n[t] = affine([kept(t), x[t]], "W_n", "b_n").map(Math.tanh);
    for (let k = 0; k < B * H; k++) h[t + 1][k] = (1 - z[t][k]) * h[t][k] + z[t][k] * n[t][k];
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    const dh = d.h[t + 1];
    const da_z = dh.map((v, k) => v * (n[t][k] - h[t][k]) * z[t][k] * (1 - z[t][k]));
    const da_n = dh.map((v, k) => v * z[t][k] * (1 - n[t][k] ** 2));
    const dr = zeros(B * H);
    if (resetAfter) {
      const du = da_n.map((v, k) => v * r[t][k]);
      for (let k = 0; k < B * H; k++) dr[k] = da_n[k] * u[t][k];
      affineBack([x[t]], "W_n", "b_n", da_n, [dx[t]]);
      affineBack([h[t]], "W_u", "b_u", du, [d.h[t]]);
    } else {
      const dkept = zeros(B * H);
      affineBack([kept(t), x[t]], "W_n", "b_n", da_n, [dkept, dx[t]]);
      for (let k = 0; k < B * H; k++) {
        dr[k] = dkept[k] * h[t][k];
        d.h[t][k] += dkept[k] * r[t][k];
      }
    }
    for (let k = 0; k < B * H; k++) d.h[t][k] += dh[k] * (1 - z[t][k]);
    const da_r = dr.map((v, k) => v * r[t][k] * (1 - r[t][k]));
    affineBack([h[t], x[t]], "W_z", "b_z", da_z, [d.h[t], dx[t]]);
    affineBack([h[t], x[t]], "W_r", "b_r", da_r, [d.h[t], dx[t]]);
  }
  return run.result({ z, r, n });
}
