import type { Sizes } from "../golden/golden.js";

type Numbers = ArrayLike<number>;
type Gate = "f" | "i" | "g" | "o";

const gates: Gate[] = ["f", "i", "g", "o"];
const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));
const squash = { f: sigmoid, i: sigmoid, g: Math.tanh, o: sigmoid };
/** The slope of each gate at its value y, as sigmoid' = y (1 - y) and tanh' = 1 - y^2. */
const slope = (gate: Gate, y: number) => (gate === "g" ? 1 - y * y : y * (1 - y));
const perGate = <V>(of: (gate: Gate) => V) => ({ f: of("f"), i: of("i"), g: of("g"), o: of("o") });

/**
 * Long short-term memory with a forget gate (Gers, Schmidhuber & Cummins 2000) and its gradient through all of time, in
 * Float64 loops straight from the equations:
 *
 *     f, i, o = sigmoid([h_{t-1}, x_t] W + b)     g = tanh(the same), each with its own W and b
 *     c_t = f c_{t-1} + i g     h_t = o tanh(c_t)     loss = sum over t of h_t . dh_t, plus c_T . dc
 *
 * x (T, B, I); h0, c0, dc (B, H); dh (T, B, H); W_k (H + I, H), rows for h first; b_k (H). Returns h, f, i, g, o, c
 * (T, B, H), the last c as cT (B, H), and d loss by each input and weight.
 * Arrays of h and c have T + 1 steps, of which the first is h0 or c0, so that step t reads h[t] and writes h[t + 1].
 */
export function lstmByHand(
  { T, B, I, H }: Sizes,
  weights: Record<string, Numbers>,
  x: Numbers,
  { h0, c0 }: { h0: Numbers; c0: Numbers },
  { dh, dc }: { dh: Numbers; dc: Numbers },
) {
  const h = new Float64Array((T + 1) * B * H);
  const c = new Float64Array((T + 1) * B * H);
  h.set(Array.from(h0));
  c.set(Array.from(c0));
  const y = perGate(() => new Float64Array(T * B * H));
  for (let t = 0; t < T; t++)
    for (let b = 0; b < B; b++)
      for (let j = 0; j < H; j++) {
        const now = (t * B + b) * H + j;
        const next = now + B * H;
        for (const k of gates) {
          const W = weights[`W_${k}`];
          let a = weights[`b_${k}`][j];
          for (let r = 0; r < H; r++) a += h[(t * B + b) * H + r] * W[r * H + j];
          for (let r = 0; r < I; r++) a += x[(t * B + b) * I + r] * W[(H + r) * H + j];
          y[k][now] = squash[k](a);
        }
        c[next] = y.f[now] * c[now] + y.i[now] * y.g[now];
        h[next] = y.o[now] * Math.tanh(c[next]);
      }

  let loss = 0;
  for (let k = 0; k < T * B * H; k++) loss += h[B * H + k] * dh[k];
  for (let k = 0; k < B * H; k++) loss += c[T * B * H + k] * dc[k];

  // Backwards: when step t is reached, all that its h and c have fed (the loss, step t + 1) has been added to dH and dC.
  const dH = new Float64Array(h.length);
  const dC = new Float64Array(c.length);
  dH.set(Array.from(dh), B * H);
  dC.set(Array.from(dc), T * B * H);
  const dx = new Float64Array(T * B * I);
  const dW = perGate(() => new Float64Array((H + I) * H));
  const db = perGate(() => new Float64Array(H));
  for (let t = T - 1; t >= 0; t--)
    for (let b = 0; b < B; b++)
      for (let j = 0; j < H; j++) {
        const now = (t * B + b) * H + j;
        const next = now + B * H;
        const shown = Math.tanh(c[next]);
        dC[next] += dH[next] * y.o[now] * (1 - shown * shown);
        dC[now] += dC[next] * y.f[now];
        const dy = {
          f: dC[next] * c[now],
          i: dC[next] * y.g[now],
          g: dC[next] * y.i[now],
          o: dH[next] * shown,
        };
        for (const k of gates) {
          const W = weights[`W_${k}`];
          const da = dy[k] * slope(k, y[k][now]);
          db[k][j] += da;
          for (let r = 0; r < H; r++) {
            dW[k][r * H + j] += h[(t * B + b) * H + r] * da;
            dH[(t * B + b) * H + r] += W[r * H + j] * da;
          }
          for (let r = 0; r < I; r++) {
            dW[k][(H + r) * H + j] += x[(t * B + b) * I + r] * da;
            dx[(t * B + b) * I + r] += W[(H + r) * H + j] * da;
          }
        }
      }
  const grad: Record<string, Float64Array> = {
    x: dx,
    h0: dH.slice(0, B * H),
    c0: dC.slice(0, B * H),
  };
  for (const k of gates) [grad[`W_${k}`], grad[`b_${k}`]] = [dW[k], db[k]];
  return { loss, h: h.slice(B * H), ...y, c: c.slice(B * H), cT: c.slice(T * B * H), grad };
}
