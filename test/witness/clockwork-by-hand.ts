import type { Sizes } from "../golden/golden.js";
import { type Named, type Steps, throughTime } from "./through-time.js";

/**
 * The clockwork RNN (Koutnik et al. 2014, section 3): one module of n units for each period P, which moves at steps t,
 * counted from 0, that P divides, and keeps its value at the others. It reads itself and every slower module, in
 * ascending order of period:
 *
 *     h_P' = tanh([h_P, h_Q for each Q > P, x] W_hP + b_hP) if t mod P = 0, else h_P         W_hP ((number read) n + I, n)
 *
 * Values: each h_P, and all side by side as h (T, B, H), in ascending order of period.
 */
export function clockworkByHand(
  { T, B, H }: Sizes,
  weights: Named,
  given: Named,
  cotangents: Named,
  { periods }: { periods: number[] },
) {
  const n = H / periods.length;
  const widths = Object.fromEntries(periods.map((P) => [`h${P}`, n]));
  const run = throughTime({ T, B }, widths, weights, given, cotangents);
  const { x, dx, s, d, affine, affineBack } = run;
  const read = (P: number) => periods.filter((Q) => Q >= P).sort((one, other) => one - other);
  for (let t = 0; t < T; t++)
    for (const P of periods) {
      const operands = [...read(P).map((Q) => s[`h${Q}`][t]), x[t]];
      if (t % P === 0) s[`h${P}`][t + 1].set(affine(operands, `W_h${P}`, `b_h${P}`).map(Math.tanh));
      else s[`h${P}`][t + 1].set(s[`h${P}`][t]);
    }
  run.endForward();
  for (let t = T - 1; t >= 0; t--)
    for (const P of periods) {
      const [h, dh] = [s[`h${P}`][t + 1], d[`h${P}`][t + 1]];
      if (t % P === 0) {
        const da = dh.map((v, k) => v * (1 - h[k] ** 2));
        const operands = [...read(P).map((Q) => s[`h${Q}`][t]), x[t]];
        const into = [...read(P).map((Q) => d[`h${Q}`][t]), dx[t]];
        affineBack(operands, `W_h${P}`, `b_h${P}`, da, into);
      } else dh.forEach((v, k) => (d[`h${P}`][t][k] += v));
    }
  const h: Steps = x.map((_, t) =>
    Float64Array.from({ length: B * H }, (_, k) => {
      const [b, module, j] = [Math.floor(k / H), Math.floor((k % H) / n), k % n];
      return s[`h${read(0)[module]}`][t + 1][b * n + j];
    }),
  );
  return run.result({ h });
}
