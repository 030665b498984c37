import type { Memory } from "./matmul.js";

/** T steps, B sequences, K classes (the blank, 0, and K - 1 labels), room for L labels a sequence. */
export interface CtcSizes {
  readonly T: number;
  readonly B: number;
  readonly K: number;
  readonly L: number;
}

/**
 * Connectionist temporal classification (Graves, Fernandez, Gomez & Schmidhuber 2006): the loss -ln p(l|x) of labels l
 * whose places in time nobody knows. p(l|x) sums over all paths, one class a step, that read as l once repeats are
 * merged and then blanks dropped. As in the paper, l' is l with a blank at both ends and between labels, U = |l'|,
 * y = softmax(logits), and t and s count from 1. M(s) is 1 where a path may go from s - 2 to s, leaving out the blank
 * between (l'(s) is a label, and not the same as l'(s - 2)), else 0:
 *
 *     alpha_t(s) = [alpha_t-1(s) + alpha_t-1(s - 1) + M(s) alpha_t-1(s - 2)] y_t(l'(s))       (6, 7)
 *     p(l|x)     = alpha_T(U) + alpha_T(U - 1)                                                (8)
 *     beta_t(s)  = beta'(s) + beta'(s + 1) + M(s + 2) beta'(s + 2)                            (10, 11)
 *                  where beta'(s) = beta_t+1(s) y_t+1(l'(s))
 *     dloss / dlogits_t(k) = y_t(k) - 1 / p(l|x) sum of alpha_t(s) beta_t(s) where l'(s) = k  (16)
 *
 * This beta lacks the paper's factor y_t, by which (14) and (16) divide again: a y of zero then does no harm.
 * All are kept as logarithms, in Float64. Time is O(T (K + L)) a sequence, memory O(T (K + L)) for the whole batch.
 *
 * `logits` (T, B, K) are scores before the softmax; `labels` (B, L) whole numbers from 1 to K - 1, what lies past a
 * sequence's length is not read; `steps` (B), from 0 to T, and `lengths` (B), from 0 to L, say how much of each is
 * there. All are row-major and may be parts of one block of memory. `gradient` (T, B, K), if given, is overwritten
 * with dloss / dlogits, zero past a sequence's steps; it must not overlap the others.
 * Returns each sequence's loss (B), in nats, 0 or more: Infinity, with a gradient of zero, where no path reads as the
 * labels (each takes a step, and so does the blank between two that are equal). A NaN among the scores comes through.
 * Throws a RangeError, before anything is written, for a wrong size, label, number of steps or length.
 */
export function ctc(
  logits: Memory,
  labels: ArrayLike<number>,
  steps: ArrayLike<number>,
  lengths: ArrayLike<number>,
  sizes: CtcSizes,
  gradient?: Memory,
): Float64Array {
  check(logits, labels, steps, lengths, sizes, gradient);
  const { T, B, K, L } = sizes;
  const loss = new Float64Array(B);
  const logY = new Float64Array(T * K); // ln y of one sequence, as all below
  // Before the first position, at 0, and after the last, at U + 1, stand a start and an end that no step belongs to.
  const width = 2 * L + 3;
  const path = new Int32Array(width); //   l', the start and the end as blanks
  const alpha = new Float64Array((T + 1) * width).fill(-Infinity); // row 0 is before the first step
  const beta = new Float64Array(width);
  const expected = new Float64Array(K); // of one step: how probable each class is, given the labels
  // Labels stand at even positions, blanks at odd ones. Into the first label one may come from the start, over a blank.
  const skips = (s: number): boolean => s % 2 === 0 && path[s] !== path[s - 2];

  alpha[0] = 0; // every path is at the start, with probability 1
  gradient?.fill(0);
  for (let b = 0; b < B; b++) {
    const last = steps[b];
    const U = 2 * lengths[b] + 1;
    for (let n = 0; n < lengths[b]; n++) path[2 * n + 2] = labels[b * L + n];
    path[U + 1] = 0;

    for (let t = 1; t <= last; t++) {
      logSoftmax(logits, ((t - 1) * B + b) * K, logY, (t - 1) * K, K);
      const row = t * width;
      for (let s = 1; s <= U; s++) {
        const from = row - width + s;
        const before = logSum(alpha[from], alpha[from - 1], skips(s) ? alpha[from - 2] : -Infinity);
        alpha[row + s] = before + logY[(t - 1) * K + path[s]];
      }
    }
    const end = last * width + U;
    const logP = logSum(alpha[end], alpha[end - 1], -Infinity);
    loss[b] = Math.max(0, -logP); // rounding may leave p just above 1
    if (!gradient || logP === -Infinity) continue;

    beta.fill(-Infinity);
    beta[U + 1] = 0; // every path comes to the end
    for (let t = last; t >= 1; t--) {
      expected.fill(0);
      for (let s = 1; s <= U; s++) {
        // Upwards, so that what is read at s + 1 and s + 2 is still the later step's.
        beta[s] = logSum(beta[s], beta[s + 1], skips(s + 2) ? beta[s + 2] : -Infinity);
        expected[path[s]] += Math.exp(alpha[t * width + s] + beta[s] - logP);
      }
      beta[U + 1] = -Infinity; // from an earlier step the end is not one step away
      const now = (t - 1) * K;
      const out = ((t - 1) * B + b) * K;
      for (let k = 0; k < K; k++) gradient[out + k] = Math.exp(logY[now + k]) - expected[k];
      for (let s = 1; s <= U; s++) beta[s] += logY[now + path[s]]; // beta' of the step before
    }
  }
  return loss;
}

/** ln(e^a + e^b + e^c). The largest is taken out, so that no exponential overflows and not all vanish. */
function logSum(a: number, b: number, c: number): number {
  const top = Math.max(a, b, c);
  if (top === -Infinity) return top; // -Infinity less itself would be NaN
  return top + Math.log(Math.exp(a - top) + Math.exp(b - top) + Math.exp(c - top));
}

/** ln softmax of the K scores at `from`. The largest goes first: small differences of large scores stay exact. */
function logSoftmax(x: Memory, from: number, y: Float64Array, to: number, K: number): void {
  let top = -Infinity;
  for (let k = 0; k < K; k++) top = Math.max(top, x[from + k]);
  let sum = 0;
  for (let k = 0; k < K; k++) sum += Math.exp(x[from + k] - top);
  const logTotal = Math.log(sum);
  for (let k = 0; k < K; k++) y[to + k] = x[from + k] - top - logTotal;
}

function check(
  logits: Memory,
  labels: ArrayLike<number>,
  steps: ArrayLike<number>,
  lengths: ArrayLike<number>,
  { T, B, K, L }: CtcSizes,
  gradient?: Memory,
): void {
  for (const [name, size, least] of [
    ["T", T, 0],
    ["B", B, 0],
    ["K", K, 2],
    ["L", L, 0],
  ] as const)
    checkWhole(name, size, least);
  checkCount("logits", logits, { T, B, K });
  checkCount("labels", labels, { B, L });
  checkCount("steps", steps, { B });
  checkCount("lengths", lengths, { B });
  if (gradient) checkCount("gradient", gradient, { T, B, K });
  for (let b = 0; b < B; b++) {
    checkWhole(`steps[${b}]`, steps[b], 0, T);
    checkWhole(`lengths[${b}]`, lengths[b], 0, L);
    for (let n = 0; n < lengths[b]; n++)
      checkWhole(`label ${n} of sequence ${b}`, labels[b * L + n], 1, K - 1);
  }
}

function checkWhole(what: string, value: number, least: number, most = Infinity): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const range = most === Infinity ? `${least} or more` : `${least} to ${most}`;
  const whole = Number.isInteger(value) ? "" : "a whole number, ";
  throw new RangeError(`ctc: ${what} is ${value}; want ${whole}${range}`);
}

function checkCount(name: string, given: ArrayLike<number>, shape: Record<string, number>): void {
  const sizes = Object.values(shape);
  const count = sizes.reduce((p, q) => p * q, 1);
  if (given.length === count) return;
  const of = `(${Object.keys(shape).join(", ")}) = (${sizes.join(", ")})`;
  throw new RangeError(`ctc: ${name} has ${given.length} numbers; want ${count} for ${of}`);
}
