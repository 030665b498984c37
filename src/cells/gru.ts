import { cell } from "../graph/cell.js";
import { add, mul, sigmoid, sub, tanh } from "../graph/ops.js";

/**
 * Gated recurrent unit (Cho et al. 2014). As in the 2015 essay and in Chung et al. 2014, z lets the new value in; Cho's
 * z and PyTorch's are 1 minus this one. The reset gate works before the product: [r h, x] W_n.
 * x (B, I); h (B, H); candidate n, the essay's h~.
 */
export const gru = cell("GRU", { h: "time" }, ({ x, h, affine }) => {
  const z = sigmoid(affine("z", h, x)); //        how much to renew
  const r = sigmoid(affine("r", h, x)); //        how much of the past the candidate sees
  const n = tanh(affine("n", mul(r, h), x)); //   the candidate
  return { h: add(mul(sub(1, z), h), mul(z, n)), z, r, n };
});

/**
 * Gated recurrent unit with the reset gate after the product: x W_n + b_n + r (h W_u + b_u), as in PyTorch and cuDNN (and as in the
 * first version of Cho's paper). All products of a step can then be done at once. x (B, I); h (B, H).
 */
export const gruResetAfter = cell("GRU (reset after)", { h: "time" }, ({ x, h, affine }) => {
  const z = sigmoid(affine("z", h, x));
  const r = sigmoid(affine("r", h, x));
  const n = tanh(add(affine("n", x), mul(r, affine("u", h))));
  return { h: add(mul(sub(1, z), h), mul(z, n)), z, r, n };
});
