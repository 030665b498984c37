import { cell } from "../graph/cell.js";
import { add, mul, sigmoid, sub, tanh } from "../graph/ops.js";
import type { Sym } from "../graph/sym.js";

/** What a variant does otherwise than the vanilla LSTM. */
interface Change {
  readonly no?: "i" | "f" | "o"; // a gate that is always open
  readonly coupled?: true; //       f = 1 - i
  readonly linear?: "z" | "h"; //   an activation function that is left out
  readonly blind?: true; //         no peepholes
}

/** Greff et al. (2015, section 3.1): z the block input, i f o the gates, p_ the peepholes, y the output, here h. */
const variant = (name: string, { no, coupled, linear, blind }: Change = {}) =>
  cell(`Greff ${name}`, { h: "time", c: "time" }, ({ x, h, c, affine, vec }) => {
    const gate = (key: string, state: Sym): Sym => {
      const sum = affine(key, h, x);
      return sigmoid(blind ? sum : add(sum, mul(vec(`p_${key}`), state)));
    };
    const sum = affine("z", h, x);
    const z = linear === "z" ? sum : tanh(sum);
    const i = no === "i" ? undefined : gate("i", c);
    const f = no === "f" ? undefined : coupled ? sub(1, i!) : gate("f", c);
    const cNext = add(i ? mul(z, i) : z, f ? mul(c, f) : c);
    const o = no === "o" ? undefined : gate("o", cNext);
    const shown = linear === "h" ? cNext : tanh(cNext);
    const next = o ? mul(shown, o) : shown;
    return { h: next, c: cNext, z, ...(i && { i }), ...(f && { f }), ...(o && { o }) };
  });

/** FGR: the gates also read all gates of the step before (section 3.1, nine more recurrent matrices). */
const fullGateRecurrence = cell(
  "Greff FGR",
  { h: "time", c: "time", i: "time", f: "time", o: "time" },
  ({ x, h, c, i, f, o, affine, vec }) => {
    const gate = (key: string, state: Sym): Sym =>
      sigmoid(add(affine(key, h, x, i, f, o), mul(vec(`p_${key}`), state)));
    const z = tanh(affine("z", h, x));
    const iNext = gate("i", c);
    const fNext = gate("f", c);
    const cNext = add(mul(z, iNext), mul(c, fNext));
    const oNext = gate("o", cNext);
    return { h: mul(tanh(cNext), oNext), c: cNext, i: iNext, f: fNext, o: oNext, z };
  },
);

/**
 * The LSTM with peepholes and its eight variants, each one change away, that Greff et al. (2015) compared. NP, without
 * peepholes, is the essay's LSTM. x (B, I); h, c (B, H).
 */
export const greff = {
  /** Vanilla: all gates, with peepholes. */
  V: variant("vanilla"),
  /** No input gate. */
  NIG: variant("NIG", { no: "i" }),
  /** No forget gate. */
  NFG: variant("NFG", { no: "f" }),
  /** No output gate. */
  NOG: variant("NOG", { no: "o" }),
  /** No input activation function. */
  NIAF: variant("NIAF", { linear: "z" }),
  /** No output activation function. */
  NOAF: variant("NOAF", { linear: "h" }),
  /** No peepholes. */
  NP: variant("NP", { blind: true }),
  /** Coupled input and forget gates: f = 1 - i. */
  CIFG: variant("CIFG", { coupled: true }),
  /** Full gate recurrence: the gates also read all gates of the step before. */
  FGR: fullGateRecurrence,
} as const;
