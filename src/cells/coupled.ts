import { cell } from "../graph/cell.js";
import { add, mul, sigmoid, sub, tanh } from "../graph/ops.js";

/**
 * LSTM that forgets only where it writes: i = 1 - f (Cho 2014 and Greff 2015, CIFG, without peepholes).
 * x (B, I); h, c (B, H). The forget gate's bias starts at 1.
 */
export const coupled = cell(
  "Coupled LSTM",
  { h: "time", c: "time" },
  ({ x, h, c, affine }) => {
    const f = sigmoid(affine("f", h, x)); // what to keep
    const g = tanh(affine("g", h, x));
    const cNext = add(mul(f, c), mul(sub(1, f), g));
    const o = sigmoid(affine("o", h, x));
    return { h: mul(o, tanh(cNext)), c: cNext, f, g, o };
  },
  { bias: { f: 1 } },
);
