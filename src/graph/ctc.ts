import { ctc as lossOf } from "../core/ctc.js";
import { apply } from "./ops.js";
import { show, type CtcLoss, type Shape, type Sym } from "./sym.js";

function shape([x, labels, steps, lengths]: readonly Sym[]): Shape {
  const [, B] = x.shape;
  const fits =
    x.shape.length === 3 &&
    labels.shape.length === 2 &&
    [labels, steps, lengths].every((a) => a.shape[0] === B) &&
    [steps, lengths].every((a) => a.shape.length === 1);
  if (!fits)
    throw new RangeError(
      `ctc: logits are ${show(x.shape)}, labels ${show(labels.shape)}, steps ${show(steps.shape)}, lengths ${show(lengths.shape)}; want (T, B, K), (B, L), (B), (B)`,
    );
  return [B];
}
const loss: CtcLoss = {
  shape,
  value: ([x, labels, steps, lengths], [[T, B, K], [, L]], gradient) =>
    lossOf(x, labels, steps, lengths, { T, B, K, L }, gradient),
};

/**
 * The loss of connectionist temporal classification (Graves et al. 2006, equations 5 to 8): -log of the probability of
 * the labels summed over all their alignments, (B), in nats; infinite where a sequence is too short for its labels.
 * logits (T, B, K), of which class 0 is the blank; labels (B, L), each 1 .. K - 1; how many steps and how many labels each
 * sequence has, (B) and (B).
 */
export const ctc = (logits: Sym, labels: Sym, steps: Sym, lengths: Sym): Sym =>
  apply("ctc", [logits, labels, steps, lengths], { loss });
