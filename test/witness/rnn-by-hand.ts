import type { Sizes } from "../golden/golden.js";

type Numbers = ArrayLike<number>;

/**
 * The simple recurrent network and its gradient through time, in Float64 loops straight from the equations:
 *
 *     h_t = tanh([h_{t-1}, x_t] W_h + b_h)          loss = sum over t of h_t . dh_t
 *
 * x (T, B, I); h0 (B, H); dh (T, B, H); W_h (H + I, H), rows for h first; b_h (H). Returns h (T, B, H) and d loss by each.
 * An array of h has T + 1 steps, of which the first is h0, so that step t reads h[t] and writes h[t + 1].
 */
export function rnnByHand(
  { T, B, I, H }: Sizes,
  { W_h: W, b_h: bias }: Record<string, Numbers>,
  x: Numbers,
  { h0 }: { h0: Numbers },
  { dh }: { dh: Numbers },
): { loss: number; h: Float64Array; grad: Record<string, Float64Array> } {
  const h = new Float64Array((T + 1) * B * H);
  h.set(Array.from(h0));
  for (let t = 0; t < T; t++)
    for (let b = 0; b < B; b++)
      for (let j = 0; j < H; j++) {
        let a = bias[j];
        for (let r = 0; r < H; r++) a += h[(t * B + b) * H + r] * W[r * H + j];
        for (let r = 0; r < I; r++) a += x[(t * B + b) * I + r] * W[(H + r) * H + j];
        h[((t + 1) * B + b) * H + j] = Math.tanh(a);
      }

  let loss = 0;
  for (let k = 0; k < T * B * H; k++) loss += h[B * H + k] * dh[k];

  // Backwards: when step t is reached, all that its h has fed (the loss, step t + 1) has already been added to its dH.
  const dH = new Float64Array(h.length);
  dH.set(Array.from(dh), B * H);
  const dx = new Float64Array(T * B * I);
  const dW = new Float64Array((H + I) * H);
  const db = new Float64Array(H);
  for (let t = T - 1; t >= 0; t--)
    for (let b = 0; b < B; b++)
      for (let j = 0; j < H; j++) {
        const next = ((t + 1) * B + b) * H + j;
        const da = dH[next] * (1 - h[next] ** 2);
        db[j] += da;
        for (let r = 0; r < H; r++) {
          dW[r * H + j] += h[(t * B + b) * H + r] * da;
          dH[(t * B + b) * H + r] += W[r * H + j] * da;
        }
        for (let r = 0; r < I; r++) {
          dW[(H + r) * H + j] += x[(t * B + b) * I + r] * da;
          dx[(t * B + b) * I + r] += W[(H + r) * H + j] * da;
        }
      }
  return { loss, h: h.slice(B * H), grad: { x: dx, h0: dH.slice(0, B * H), W_h: dW, b_h: db } };
}
