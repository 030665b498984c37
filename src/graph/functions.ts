import {
  add,
  constant,
  div,
  ge,
  log,
  logsumexp,
  max,
  mul,
  neg,
  onehot,
  reshape,
  softmax as plainSoftmax,
  softplus,
  sqrt,
  sub,
  sumTo,
  where,
  type Num,
} from "./ops.js";
import { size, type Sym } from "./sym.js";

/** The sum over the last axis, which stays with size 1. */
export const sum = (a: Sym): Sym => sumTo(a, [...a.shape.slice(0, -1), 1]);
/** The mean of all elements, a scalar. */
export const mean = (a: Sym): Sym => div(sumTo(a, []), size(a.shape));
/** a times a, pointwise. */
export const square = (a: Sym): Sym => mul(a, a);
/** The rectifier max(a, 0). At 0 the gradient flows. */
export function relu(a: Sym): Sym {
  const y = max(a, 0);
  y.via = { name: "ReLU", args: [a] };
  return y;
}
/**
 * e^a over its sum along the last axis: rows of positive numbers that sum to 1. Where the mask (same shape) is 0 nothing is
 * given, and a row masked as a whole is 0.
 */
export function softmax(a: Sym, mask?: Sym): Sym {
  if (!mask) return plainSoftmax(a);
  // e to this is 0 in both precisions; minus infinity would make a masked row NaN.
  const y = mul(plainSoftmax(where(mask, a, -1e9)), mask);
  y.via = { name: "softmax", args: [a, mask] };
  return y;
}
/** The last axis brought to mean 0 and variance 1 (Ba, Kiros & Hinton 2016, equation 3, before its gain and bias). */
export function normalise(a: Sym): Sym {
  const n = a.shape.at(-1)!;
  const centred = sub(a, div(sum(a), n));
  const y = div(centred, sqrt(add(div(sum(square(centred)), n), 1e-5)));
  y.via = { name: "LN", args: [a] };
  return y;
}
/**
 * -log of the probability that softmax(logits) gives each label, in nats: logits (..., V), labels (...) whole numbers 0 ..
 * V - 1, to (..., 1). Not a mean: write mean(crossEntropy(...)) for what PyTorch and Keras give by default.
 */
export const crossEntropy = (logits: Sym, labels: Sym): Sym =>
  sub(logsumexp(logits), sum(mul(logits, onehot(labels, logits.shape.at(-1)!))));
/**
 * -log of the probability that sigmoid(logits) gives x, each 0 or 1, summed over the last axis: (..., n) and (..., n) to
 * (..., 1), in nats.
 */
export const bernoulli = (logits: Sym, x: Sym): Sym => sum(sub(softplus(logits), mul(logits, x)));
/**
 * KL(N(mu, sigma^2) || N(mu0, sigma0^2)) summed over the last axis, (..., n) to (..., 1), in nats; against N(0, 1) by
 * default. sigma is the standard deviation, more than 0.
 */
export function gaussianKL(mu: Sym, sigma: Sym, mu0: Num = 0, sigma0: Num = 1): Sym {
  const ratio = div(sigma, sigma0);
  const apart = div(sub(mu, mu0), sigma0);
  return mul(0.5, sum(sub(add(square(ratio), square(apart)), add(1, mul(2, log(ratio))))));
}
/** log sigmoid(a), without overflow. */
export const logSigmoid = (a: Sym): Sym => neg(softplus(neg(a)));
/** 1 at the steps that a sequence has and 0 past its end: lengths (B) to (T, B), with T = `steps`. */
export function maskOf(lengths: Sym, steps: number): Sym {
  const ends = constant(Array.from({ length: steps }, (_, t) => t + 1));
  return ge(lengths, reshape(ends, ends.shape.length, [steps, 1]));
}
