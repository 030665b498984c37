import { cell } from "../graph/cell.js";
import { add, mul, sigmoid, sub, tanh } from "../graph/ops.js";

/**
 * The first of the three best architectures of the evolutionary search of Jozefowicz, Zaremba & Sutskever (2015, section
 * 4), all relatives of the GRU. x (B, I); h (B, H). Where x stands outside of a matrix it must be H wide; if it is not, x
 * U_x takes its place.
 */
export const mut1 = cell("MUT1", { h: "time" }, ({ x, h, affine, fit }) => {
  const z = sigmoid(affine("z", x));
  const r = sigmoid(affine("r", h, x));
  const n = tanh(add(affine("h", mul(r, h)), tanh(fit("x", x))));
  return { h: add(mul(n, z), mul(h, sub(1, z))), z, r, n };
});

/** The second: its reset gate reads x without a matrix, as `mut1` does in the candidate. x (B, I); h (B, H). */
export const mut2 = cell("MUT2", { h: "time" }, ({ x, h, affine, fit }) => {
  const z = sigmoid(affine("z", h, x));
  const r = sigmoid(add(affine("r", h), fit("x", x)));
  const n = tanh(affine("h", mul(r, h), x));
  return { h: add(mul(n, z), mul(h, sub(1, z))), z, r, n };
});

/** The third: its update gate reads tanh(h). x (B, I); h (B, H). */
export const mut3 = cell("MUT3", { h: "time" }, ({ x, h, affine }) => {
  const z = sigmoid(affine("z", tanh(h), x));
  const r = sigmoid(affine("r", h, x));
  const n = tanh(affine("h", mul(r, h), x));
  return { h: add(mul(n, z), mul(h, sub(1, z))), z, r, n };
});
