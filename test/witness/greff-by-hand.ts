import type { Sizes } from "../golden/golden.js";
import { type Named, sigmoid, type Steps, throughTime, zeros } from "./through-time.js";

export type GreffVariant = "V" | "NIG" | "NFG" | "NOG" | "NIAF" | "NOAF" | "NP" | "CIFG" | "FGR";
type Gate = "i" | "f" | "o";

/**
 * The vanilla LSTM of "LSTM: A Search Space Odyssey" (Greff et al. 2015, section 2) and its eight variants (section 3):
 *
 *     z = tanh([h, x] W_z + b_z)     i = sigmoid([h, x] W_i + b_i + p_i c)     f = sigmoid([h, x] W_f + b_f + p_f c)
 *     c' = z i + c f     o = sigmoid([h, x] W_o + b_o + p_o c')     h' = o tanh(c')
 *
 * NIG, NFG, NOG: i, f or o is 1. NIAF: z without tanh. NOAF: h' = o c'. NP: no p. CIFG: f = 1 - i.
 * FGR: each gate also reads the three gates of the step before, [h, x, i, f, o] W + b + p c, which become states.
 */
export function greffByHand(
  { T, B, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
  { variant = "V" }: { variant?: GreffVariant } = {},
) {
  const FGR = variant === "FGR";
  const widths = FGR ? { h: H, c: H, i: H, f: H, o: H } : { h: H, c: H };
  const run = throughTime({ T, B }, widths, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack, dW } = run;
  const { h, c } = s;
  const without = { NIG: "i", NFG: "f", NOG: "o", CIFG: "f" }[variant as string];
  const own = (["i", "f", "o"] as Gate[]).filter((gate) => gate !== without);
  const p = (gate: Gate, k: number) => (variant === "NP" ? 0 : weights[`p_${gate}`][k % H]);
  const reads = (t: number) => [h[t], x[t], ...(FGR ? [s.i[t], s.f[t], s.o[t]] : [])];
  const z: Steps = [];
  const gates: Record<Gate, Steps> = { i: [], f: [], o: [] };
  const open = (gate: Gate, t: number, peeped: Float64Array) => {
    gates[gate][t] = zeros(B * H).fill(1);
    if (gate === "f" && variant === "CIFG") gates.f[t] = gates.i[t].map((v) => 1 - v);
    if (own.includes(gate))
      gates[gate][t] = affine(reads(t), `W_${gate}`, `b_${gate}`).map((a, k) =>
        sigmoid(a + p(gate, k) * peeped[k]),
      );
    if (FGR) s[gate][t + 1].set(gates[gate][t]);
  };
  for (let t = 0; t < T; t++) {
    z[t] = affine([h[t], x[t]], "W_z", "b_z").map((a) => (variant === "NIAF" ? a : Math.tanh(a)));
    open("i", t, c[t]);
    open("f", t, c[t]);
    for (let k = 0; k < B * H; k++) c[t + 1][k] = z[t][k] * gates.i[t][k] + c[t][k] * gates.f[t][k];
    open("o", t, c[t + 1]);
    for (let k = 0; k < B * H; k++)
      h[t + 1][k] = gates.o[t][k] * (variant === "NOAF" ? c[t + 1][k] : Math.tanh(c[t + 1][k]));
  }
  run.endForward();
  for (let t = T - 1; t >= 0; t--) {
    const [dh, dc] = [d.h[t + 1], d.c[t + 1]];
    const da_z = zeros(B * H);
    const da = { i: zeros(B * H), f: zeros(B * H), o: zeros(B * H) };
    /** The gradient of gate's pre-activation from dy, that of its value by way of this step's c' and h'. */
    const close = (gate: Gate, k: number, dy: number) => {
      const y = gates[gate][t][k];
      if (own.includes(gate)) da[gate][k] = (dy + (FGR ? d[gate][t + 1][k] : 0)) * y * (1 - y);
      return da[gate][k];
    };
    for (let k = 0; k < B * H; k++) {
      const [zk, ik, fk, ok] = [z[t][k], gates.i[t][k], gates.f[t][k], gates.o[t][k]];
      const shown = variant === "NOAF" ? c[t + 1][k] : Math.tanh(c[t + 1][k]);
      const slope = variant === "NOAF" ? 1 : 1 - shown * shown;
      const da_o = close("o", k, dh[k] * shown);
      dc[k] += dh[k] * ok * slope + (own.includes("o") ? da_o * p("o", k) : 0);
      const di = dc[k] * (variant === "CIFG" ? zk - c[t][k] : zk);
      const da_i = close("i", k, di);
      const da_f = close("f", k, dc[k] * c[t][k]);
      da_z[k] = dc[k] * ik * (variant === "NIAF" ? 1 : 1 - zk * zk);
      d.c[t][k] += dc[k] * fk;
      if (own.includes("i")) d.c[t][k] += da_i * p("i", k);
      if (own.includes("f")) d.c[t][k] += da_f * p("f", k);
      if (variant !== "NP")
        for (const gate of own)
          dW[`p_${gate}`][k % H] += da[gate][k] * c[gate === "o" ? t + 1 : t][k];
    }
    affineBack([h[t], x[t]], "W_z", "b_z", da_z, [d.h[t], dx[t]]);
    const into = [d.h[t], dx[t], ...(FGR ? [d.i[t], d.f[t], d.o[t]] : [])];
    for (const gate of own) affineBack(reads(t), `W_${gate}`, `b_${gate}`, da[gate], into);
  }
  // A gate that is 1 is not there to be seen.
  if (without && variant !== "CIFG") delete (gates as Partial<typeof gates>)[without as Gate];
  return run.result({ z, ...gates });
}
