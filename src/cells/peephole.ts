import { cell } from "../graph/cell.js";
import { add, mul, sigmoid, tanh } from "../graph/ops.js";
import type { Sym } from "../graph/sym.js";

/**
 * LSTM whose gates look at the cell state (Gers & Schmidhuber 2000; Gers, Schraudolph & Schmidhuber 2002, section 2.2),
 * each unit's gates at that unit's own cell: one weight a peephole. The output gate sees the new state.
 * `gates`: which of them have a peephole; "many papers will give some peepholes and not others".
 * x (B, I); h, c (B, H); peepholes p_f, p_i, p_o (H). Throws TypeError for another letter.
 */
export const peephole = ({ gates = "fio" }: { readonly gates?: string } = {}) => {
  for (const gate of gates)
    if (!"fio".includes(gate))
      throw new TypeError(`peephole: gates is "${gates}"; want some of "f", "i", "o"`);
  return cell(
    gates === "fio" ? "Peephole LSTM" : `Peephole LSTM (${[...gates].join(", ")})`,
    { h: "time", c: "time" },
    ({ x, h, c, affine, vec }) => {
      const gate = (name: string, state: Sym): Sym => {
        const sum = affine(name, h, x);
        return sigmoid(gates.includes(name) ? add(sum, mul(vec(`p_${name}`), state)) : sum);
      };
      const f = gate("f", c);
      const i = gate("i", c);
      const g = tanh(affine("g", h, x));
      const cNext = add(mul(f, c), mul(i, g));
      const o = gate("o", cNext);
      return { h: mul(o, tanh(cNext)), c: cNext, f, i, g, o };
    },
    { bias: { f: 1 } },
  );
};

/**
 * LSTM whose gates look at the cell state as the 2015 essay draws it: they read [C, h, x] through one full matrix.
 * x (B, I); h, c (B, H); W_f, W_i, W_o (2 H + I, H), rows for c first.
 */
export const fullPeephole = cell(
  "Peephole LSTM (full)",
  { h: "time", c: "time" },
  ({ x, h, c, affine }) => {
    const f = sigmoid(affine("f", c, h, x));
    const i = sigmoid(affine("i", c, h, x));
    const g = tanh(affine("g", h, x));
    const cNext = add(mul(f, c), mul(i, g));
    const o = sigmoid(affine("o", cNext, h, x));
    return { h: mul(o, tanh(cNext)), c: cNext, f, i, g, o };
  },
  { bias: { f: 1 } },
);
