import { cell } from "../graph/cell.js";
import { add, mul, sigmoid, tanh } from "../graph/ops.js";

/**
 * Long short-term memory with a forget gate (Hochreiter & Schmidhuber 1997; Gers, Schmidhuber & Cummins 2000).
 * x (B, I); h, c (B, H). affine(name, h, x) = [h, x] W_name + b_name, (B, H).
 * The forget gate's bias starts at 1, so that an untrained network keeps most of what it holds (Gers 2000;
 * Jozefowicz 2015); the other biases start at 0.
 */
export const lstm = cell(
  "LSTM",
  { h: "time", c: "time" },
  ({ x, h, c, affine }) => {
    const f = sigmoid(affine("f", h, x)); // what to forget
    const i = sigmoid(affine("i", h, x)); // what to write
    const g = tanh(affine("g", h, x)); //    the candidate, C~ in the text
    const cNext = add(mul(f, c), mul(i, g));
    const o = sigmoid(affine("o", h, x)); // what to show
    return { h: mul(o, tanh(cNext)), c: cNext, f, i, g, o };
  },
  { bias: { f: 1 } },
);
