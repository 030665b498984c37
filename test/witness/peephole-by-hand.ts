import type { Sizes } from "../golden/golden.js";
import { type Named, sigmoid, type Steps, throughTime, zeros } from "./through-time.js";

/**
 * The LSTM with peepholes (Gers & Schmidhuber 2000, "Recurrent nets that time and count"; Gers, Schraudolph &
 * Schmidhuber 2002), one weight a cell, p_k (H), for each gate named in `gates`:
 *
 *     f = sigmoid([h, x] W_f + b_f + p_f c)     i = sigmoid([h, x] W_i + b_i + p_i c)     g = tanh([h, x] W_g + b_g)
 *     c' = f c + i g     o = sigmoid([h, x] W_o + b_o + p_o c')     h' = o tanh(c')
 */
export function peepholeByHand(
  { T, B, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
  { gates = ["f", "i", "o"] }: { gates?: ("f" | "i" | "o")[] } = {},
) {
  const run = throughTime({ T, B }, { h: H, c: H }, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack, dW } = run;
  const { h, c } = s;
  const [f, i, g, o]: Steps[] = [[], [], [], []];
  const p = (gate: "f" | "i" | "o", k: number) =>
    gates.includes(gate) ? weights[`p_${gate}`][k % H] : 0;
  for (let t = 0; t < T; t++) {
    const reads = [h[t], x[t]];
    f[t] = affine(reads, "W_f", "b_f").map((a, k) => sigmoid(a + p("f", k) * c[t][k]));
    i[t] = affine(reads, "W_i", "b_i").map((a, k) => sigmoid(a + p("i", k) * c[t][k]));
    g[t] = affine(reads, "W_g", "b_g").map(Math.tanh);
    for (let k = 0; k < B * H; k++) c[t + 1][k] = f[t][k] * c[t][k] + i[t][k] * g[t][k];
    o[t] = affine(reads, "W_o", "b_o").map((a, k) => sigmoid(a + p("o", k) * c[t + 1][k]));
    for (let k = 0; k < B * H; k++) h[t + 1][k] = o[t][k] * Math.tanh(c[t + 1][k]);
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    const [dh, dc] = [d.h[t + 1], d.c[t + 1]];
    const da = { f: zeros(B * H), i: zeros(B * H), g: zeros(B * H), o: zeros(B * H) };
    for (let k = 0; k < B * H; k++) {
      const [fk, ik, gk, ok, shown] = [f[t][k], i[t][k], g[t][k], o[t][k], Math.tanh(c[t + 1][k])];
      da.o[k] = dh[k] * shown * ok * (1 - ok);
      dc[k] += dh[k] * ok * (1 - shown * shown) + da.o[k] * p("o", k);
      da.f[k] = dc[k] * c[t][k] * fk * (1 - fk);
      da.i[k] = dc[k] * gk * ik * (1 - ik);
      da.g[k] = dc[k] * ik * (1 - gk * gk);
      d.c[t][k] += dc[k] * fk + da.f[k] * p("f", k) + da.i[k] * p("i", k);
      for (const gate of gates)
        dW[`p_${gate}`][k % H] += da[gate][k] * c[gate === "o" ? t + 1 : t][k];
    }
    for (const gate of ["f", "i", "g", "o"] as const)
      affineBack([h[t], x[t]], `W_${gate}`, `b_${gate}`, da[gate], [d.h[t], dx[t]]);
  }
  return run.result({ f, i, g, o });
}

/**
 * Peepholes from every cell to every gate, as Olah's "Understanding LSTM Networks" (2015) draws them, with the rows
 * for c first, W_f, W_i, W_o (2H + I, H): f, i = sigmoid([c, h, x] W + b), o = sigmoid([c', h, x] W_o + b_o); the rest
 * as above.
 */
export function fullPeepholeByHand(
  { T, B, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
) {
  const run = throughTime({ T, B }, { h: H, c: H }, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack } = run;
  const { h, c } = s;
  const [f, i, g, o]: Steps[] = [[], [], [], []];
  for (let t = 0; t < T; t++) {
    f[t] = affine([c[t], h[t], x[t]], "W_f", "b_f").map(sigmoid);
    i[t] = affine([c[t], h[t], x[t]], "W_i", "b_i").map(sigmoid);
    g[t] = affine([h[t], x[t]], "W_g", "b_g").map(Math.tanh);
    for (let k = 0; k < B * H; k++) c[t + 1][k] = f[t][k] * c[t][k] + i[t][k] * g[t][k];
    o[t] = affine([c[t + 1], h[t], x[t]], "W_o", "b_o").map(sigmoid);
    for (let k = 0; k < B * H; k++) h[t + 1][k] = o[t][k] * Math.tanh(c[t + 1][k]);
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    const [dh, dc] = [d.h[t + 1], d.c[t + 1]];
    const [da_f, da_i, da_g, da_o] = [zeros(B * H), zeros(B * H), zeros(B * H), zeros(B * H)];
    for (let k = 0; k < B * H; k++) {
      const [ok, shown] = [o[t][k], Math.tanh(c[t + 1][k])];
      da_o[k] = dh[k] * shown * ok * (1 - ok);
      dc[k] += dh[k] * ok * (1 - shown * shown);
    }
    // dc is whole only when all output gates have sent what they owe to c'.
    affineBack([c[t + 1], h[t], x[t]], "W_o", "b_o", da_o, [dc, d.h[t], dx[t]]);
    for (let k = 0; k < B * H; k++) {
      const [fk, ik, gk] = [f[t][k], i[t][k], g[t][k]];
      da_f[k] = dc[k] * c[t][k] * fk * (1 - fk);
      da_i[k] = dc[k] * gk * ik * (1 - ik);
      da_g[k] = dc[k] * ik * (1 - gk * gk);
      d.c[t][k] += dc[k] * fk;
    }
    affineBack([c[t], h[t], x[t]], "W_f", "b_f", da_f, [d.c[t], d.h[t], dx[t]]);
    affineBack([c[t], h[t], x[t]], "W_i", "b_i", da_i, [d.c[t], d.h[t], dx[t]]);
    affineBack([h[t], x[t]], "W_g", "b_g", da_g, [d.h[t], dx[t]]);
  }
  return run.result({ f, i, g, o });
}
