import { cell } from "../graph/cell.js";
import { tanh } from "../graph/ops.js";

/**
 * The plain recurrent network (Elman 1990): one tanh layer, repeated.
 * x (B, I); h (B, H). affine("h", h, x) = [h, x] W_h + b_h, (B, H).
 */
export const rnn = cell("RNN", { h: "time" }, ({ x, h, affine }) => ({
  h: tanh(affine("h", h, x)),
}));
