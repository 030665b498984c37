import { div, logsumexp, mul, onehot, sub, sumTo } from "./ops.js";
import { size, type Sym } from "./sym.js";

/** The sum over the last axis, which stays with size 1. */
export const sum = (a: Sym): Sym => sumTo(a, [...a.shape.slice(0, -1), 1]);
/** The mean of all elements, a scalar. */
export const mean = (a: Sym): Sym => div(sumTo(a, []), size(a.shape));
/** -log of the probability that softmax(logits) gives each label: logits (..., V), labels (...) -> (..., 1), in nats. */
export const crossEntropy = (logits: Sym, labels: Sym): Sym =>
  sub(logsumexp(logits), sum(mul(logits, onehot(labels, logits.shape.at(-1)!))));
