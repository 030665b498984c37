import { cell } from "../graph/cell.js";
import { add, mul, sigmoid, tanh } from "../graph/ops.js";
import { depth } from "../graph/spec.js";
import type { Sym } from "../graph/sym.js";

/**
 * Depth-Gated LSTM (Yao et al. 2015): a gate d lets the cell state of the layer below, at the same step, into this one's.
 * For the second layer of a stack and above; the first, which has none below, is a peephole LSTM. (The authors' code has
 * a form in which the first layer's gate lets x W_x in instead, and full matrices as peepholes.)
 * x, the h of the layer below (B, I); h, c, below (B, H); peepholes p_f, p_i, p_o and the depth gate's w_c, w_l (H).
 */
export const depthGated = cell(
  "Depth-Gated LSTM",
  { h: "time", c: "time", below: depth("c") },
  ({ x, h, c, below, affine, vec }) => {
    const gate = (name: string, state: Sym): Sym =>
      sigmoid(add(affine(name, h, x), mul(vec(`p_${name}`), state)));
    const f = gate("f", c);
    const i = gate("i", c);
    const g = tanh(affine("g", h, x));
    const d = sigmoid(add(affine("d", x), mul(vec("w_c"), c), mul(vec("w_l"), below)));
    const cNext = add(mul(d, below), mul(f, c), mul(i, g));
    const o = gate("o", cNext);
    return { h: mul(o, tanh(cNext)), c: cNext, d, f, i, g, o };
  },
  { bias: { f: 1 } },
);
