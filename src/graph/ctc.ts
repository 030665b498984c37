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
 * Connectionist temporal classification (Graves 2006), in nats: logits (T, B, K), class 0 the blank; labels (B, L);
 * how many steps and how many labels each sequence has, (B) -> (B).
 */
export const ctc = (logits: Sym, labels: Sym, steps: Sym, lengths: Sym): Sym =>
  apply("ctc", [logits, labels, steps, lengths], { loss });
