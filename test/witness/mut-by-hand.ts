import type { Sizes } from "../golden/golden.js";
import { type Named, sigmoid, type Steps, throughTime, zeros } from "./through-time.js";

/**
 * The three mutants that a search through recurrent cells ended with (Jozefowicz, Zaremba & Sutskever 2015, section 4):
 *
 *     MUT1: z = sigmoid(x W_z + b_z)             r = sigmoid([h, x] W_r + b_r)     n = tanh((r h) W_h + b_h + tanh(x))
 *     MUT2: z = sigmoid([h, x] W_z + b_z)        r = sigmoid(h W_r + b_r + x)      n = tanh([r h, x] W_h + b_h)
 *     MUT3: z = sigmoid([tanh(h), x] W_z + b_z)  r = sigmoid([h, x] W_r + b_r)     n = tanh([r h, x] W_h + b_h)
 *     h' = n z + h (1 - z)
 *
 * An x that stands alone must be as wide as h: where it is not, it is x U_x.
 */
export function mutByHand(
  { T, B, I, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
  { variant }: { variant: 1 | 2 | 3 },
) {
  const run = throughTime({ T, B }, { h: H }, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack } = run;
  const { h } = s;
  const [z, r, n]: Steps[] = [[], [], []];
  const alone = (t: number) => (I === H ? x[t] : affine([x[t]], "U_x"));
  const reset = (t: number) => h[t].map((v, k) => r[t][k] * v);
  const curved = (t: number) => h[t].map(Math.tanh);
  for (let t = 0; t < T; t++) {
    const lone = variant === 3 ? zeros(B * H) : alone(t);
    if (variant === 1) z[t] = affine([x[t]], "W_z", "b_z").map(sigmoid);
    else z[t] = affine([variant === 2 ? h[t] : curved(t), x[t]], "W_z", "b_z").map(sigmoid);
    if (variant === 2) r[t] = affine([h[t]], "W_r", "b_r").map((a, k) => sigmoid(a + lone[k]));
    else r[t] = affine([h[t], x[t]], "W_r", "b_r").map(sigmoid);
    if (variant === 1)
      n[t] = affine([reset(t)], "W_h", "b_h").map((a, k) => Math.tanh(a + Math.tanh(lone[k])));
    else n[t] = affine([reset(t), x[t]], "W_h", "b_h").map(Math.tanh);
    for (let k = 0; k < B * H; k++) h[t + 1][k] = n[t][k] * z[t][k] + h[t][k] * (1 - z[t][k]);
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    const dh = d.h[t + 1];
    const da_n = dh.map((v, k) => v * z[t][k] * (1 - n[t][k] ** 2));
    const da_z = dh.map((v, k) => v * (n[t][k] - h[t][k]) * z[t][k] * (1 - z[t][k]));
    for (let k = 0; k < B * H; k++) d.h[t][k] += dh[k] * (1 - z[t][k]);

    const [dreset, dcurved, dlone] = [zeros(B * H), zeros(B * H), zeros(B * H)];
    if (variant === 1) affineBack([reset(t)], "W_h", "b_h", da_n, [dreset]);
    else affineBack([reset(t), x[t]], "W_h", "b_h", da_n, [dreset, dx[t]]);
    const da_r = dreset.map((v, k) => v * h[t][k] * r[t][k] * (1 - r[t][k]));
    for (let k = 0; k < B * H; k++) d.h[t][k] += dreset[k] * r[t][k];

    if (variant === 1) affineBack([x[t]], "W_z", "b_z", da_z, [dx[t]]);
    if (variant === 2) affineBack([h[t], x[t]], "W_z", "b_z", da_z, [d.h[t], dx[t]]);
    if (variant === 3) affineBack([curved(t), x[t]], "W_z", "b_z", da_z, [dcurved, dx[t]]);
    for (let k = 0; k < B * H; k++) d.h[t][k] += dcurved[k] * (1 - Math.tanh(h[t][k]) ** 2);

    if (variant === 2) affineBack([h[t]], "W_r", "b_r", da_r, [d.h[t]]);
    else affineBack([h[t], x[t]], "W_r", "b_r", da_r, [d.h[t], dx[t]]);

    if (variant === 3) continue;
    if (variant === 2) dlone.set(da_r);
    else alone(t).forEach((v, k) => (dlone[k] = da_n[k] * (1 - Math.tanh(v) ** 2)));
    if (I === H) dlone.forEach((v, k) => (dx[t][k] += v));
    else affineBack([x[t]], "U_x", undefined, dlone, [dx[t]]);
  }
  return run.result({ z, r, n });
}
