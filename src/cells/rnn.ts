import { cell } from "../graph/cell.js";
import { relu } from "../graph/functions.js";
import { tanh } from "../graph/ops.js";

/**
 * The plain recurrent network (Elman 1990): one tanh layer, repeated.
 * x (B, I); h (B, H). affine("h", h, x) = [h, x] W_h + b_h, (B, H).
 */
export const rnn = cell("RNN", { h: "time" }, ({ x, h, affine }) => ({
  h: tanh(affine("h", h, x)),
}));

/** The plain recurrent network with rectified units in place of tanh. x (B, I); h (B, H). */
export const reluRnn = cell("ReLU RNN", { h: "time" }, ({ x, h, affine }) => ({
  h: relu(affine("h", h, x)),
}));

/**
 * Rectified units whose recurrent matrix starts as the identity: what is held at first stays held (Le, Jaitly & Hinton
 * 2015, section 3; inputs' weights from N(0, 0.001^2), bias 0). x (B, I); h (B, H).
 */
export const irnn = cell(
  "IRNN",
  { h: "time" },
  ({ x, h, affine }) => ({ h: relu(affine("h", h, x)) }),
  { weight: { h: ["identity", { normal: 0.001 }] } },
);
