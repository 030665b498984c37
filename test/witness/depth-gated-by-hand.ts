import type { Sizes } from "../golden/golden.js";
import { type Named, sigmoid, type Steps, throughTime, zeros } from "./through-time.js";

/**
 * The depth-gated LSTM (Yao et al. 2015, arXiv 1508.03790): layers of LSTMs with peepholes, each of which also takes
 * in the cells just made by the layer below, by way of a gate d. Layer l reads the h of the layer below as its x:
 *
 *     f = sigmoid([h, x] W_f + b_f + p_f c)     i = sigmoid([h, x] W_i + b_i + p_i c)     g = tanh([h, x] W_g + b_g)
 *     d = sigmoid(x W_d + b_d + w_c c + w_l below)     c' = d below + f c + i g
 *     o = sigmoid([h, x] W_o + b_o + p_o c')     h' = o tanh(c')
 *
 * The first layer has nothing below it: "plain", it has no d; "observed", as the paper allows and its authors' code
 * does, what is below it is x W_x, which d does not read: d = sigmoid(x W_d + b_d + w_c c).
 */
export function depthGatedByHand(
  { T, B, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
  { layers, first = "plain" }: { layers: number; first?: "plain" | "observed" },
) {
  const depth = Array.from({ length: layers }, (_, l) => l);
  const widths = Object.fromEntries(
    depth.flatMap((l) => [
      [`h.${l}`, H],
      [`c.${l}`, H],
    ]),
  );
  const run = throughTime({ T, B }, widths, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack, dW } = run;
  const probe: Record<string, Steps> = {};
  for (const l of depth) for (const k of "figod") probe[`${k}.${l}`] = [];
  const gated = (l: number) => l > 0 || first === "observed";

  const layer = (l: number) => {
    const W = (name: string) => `layers.${l}.${name}`;
    const w = (name: string, k: number) => weights[W(name)][k % H];
    const [h, c, dh, dc] = [s[`h.${l}`], s[`c.${l}`], d[`h.${l}`], d[`c.${l}`]];
    const [f, i, g, o, d_] = [..."figod"].map((k) => probe[`${k}.${l}`]);
    const under = (t: number) => (l > 0 ? s[`h.${l - 1}`][t + 1] : x[t]);
    const dunder = (t: number) => (l > 0 ? d[`h.${l - 1}`][t + 1] : dx[t]);
    const below = (t: number) => (l > 0 ? s[`c.${l - 1}`][t + 1] : affine([x[t]], W("W_x")));
    return { W, w, h, c, dh, dc, f, i, g, o, d: d_, under, dunder, below };
  };

  for (let t = 0; t < T; t++)
    for (const l of depth) {
      const { W, w, h, c, f, i, g, o, d: gate, under, below } = layer(l);
      const reads = [h[t], under(t)];
      f[t] = affine(reads, W("W_f"), W("b_f")).map((a, k) => sigmoid(a + w("p_f", k) * c[t][k]));
      i[t] = affine(reads, W("W_i"), W("b_i")).map((a, k) => sigmoid(a + w("p_i", k) * c[t][k]));
      g[t] = affine(reads, W("W_g"), W("b_g")).map(Math.tanh);
      for (let k = 0; k < B * H; k++) c[t + 1][k] = f[t][k] * c[t][k] + i[t][k] * g[t][k];
      if (gated(l)) {
        const from = below(t);
        gate[t] = affine([under(t)], W("W_d"), W("b_d")).map((a, k) =>
          sigmoid(a + w("w_c", k) * c[t][k] + (l > 0 ? w("w_l", k) * from[k] : 0)),
        );
        for (let k = 0; k < B * H; k++) c[t + 1][k] += gate[t][k] * from[k];
      }
      o[t] = affine(reads, W("W_o"), W("b_o")).map((a, k) =>
        sigmoid(a + w("p_o", k) * c[t + 1][k]),
      );
      for (let k = 0; k < B * H; k++) h[t + 1][k] = o[t][k] * Math.tanh(c[t + 1][k]);
    }
  run.endForward();

  for (let t = T - 1; t >= 0; t--)
    for (const l of [...depth].reverse()) {
      const { W, w, h, c, dh, dc, f, i, g, o, d: gate, under, dunder, below } = layer(l);
      const da = { f: zeros(B * H), i: zeros(B * H), g: zeros(B * H), o: zeros(B * H) };
      const [da_d, dbelow] = [zeros(B * H), zeros(B * H)];
      const from = gated(l) ? below(t) : zeros(B * H);
      const dnew = dc[t + 1];
      for (let k = 0; k < B * H; k++) {
        const [fk, ik, gk, ok] = [f[t][k], i[t][k], g[t][k], o[t][k]];
        const shown = Math.tanh(c[t + 1][k]);
        da.o[k] = dh[t + 1][k] * shown * ok * (1 - ok);
        dnew[k] += dh[t + 1][k] * ok * (1 - shown * shown) + da.o[k] * w("p_o", k);
        da.f[k] = dnew[k] * c[t][k] * fk * (1 - fk);
        da.i[k] = dnew[k] * gk * ik * (1 - ik);
        da.g[k] = dnew[k] * ik * (1 - gk * gk);
        dc[t][k] += dnew[k] * fk + da.f[k] * w("p_f", k) + da.i[k] * w("p_i", k);
        dW[W("p_f")][k % H] += da.f[k] * c[t][k];
        dW[W("p_i")][k % H] += da.i[k] * c[t][k];
        dW[W("p_o")][k % H] += da.o[k] * c[t + 1][k];
        if (!gated(l)) continue;
        const dk = gate[t][k];
        da_d[k] = dnew[k] * from[k] * dk * (1 - dk);
        dbelow[k] = dnew[k] * dk;
        dc[t][k] += da_d[k] * w("w_c", k);
        dW[W("w_c")][k % H] += da_d[k] * c[t][k];
        if (l === 0) continue;
        dbelow[k] += da_d[k] * w("w_l", k);
        dW[W("w_l")][k % H] += da_d[k] * from[k];
        d[`c.${l - 1}`][t + 1][k] += dbelow[k];
      }
      for (const k of ["f", "i", "g", "o"] as const)
        affineBack([h[t], under(t)], W(`W_${k}`), W(`b_${k}`), da[k], [dh[t], dunder(t)]);
      if (gated(l)) affineBack([under(t)], W("W_d"), W("b_d"), da_d, [dunder(t)]);
      if (gated(l) && l === 0) affineBack([x[t]], W("W_x"), undefined, dbelow, [dx[t]]);
    }
  if (first === "plain") delete probe["d.0"];
  return run.result(probe);
}
