import { lstm1997 } from "../cells/lstm-1997.js";
import { lstm } from "../cells/lstm.js";
import { cell, type AnyCell } from "../graph/cell.js";
import { add, mul, sigmoid, tanh } from "../graph/ops.js";
import type { Starts } from "../graph/weights.js";

/** The essay's LSTM with its forget gate replaced by a number: 1 keeps all for ever. */
const keeping = (name: string, share: number) =>
  cell(name, { h: "time", c: "time" }, ({ x, h, c, affine }) => {
    const i = sigmoid(affine("i", h, x));
    const g = tanh(affine("g", h, x));
    const cNext = add(share === 1 ? c : mul(share, c), mul(i, g));
    const o = sigmoid(affine("o", h, x));
    return { h: mul(o, tanh(cNext)), c: cNext, i, g, o };
  });

const biased = (forget: number): [AnyCell, Starts] => [lstm, { bias: { f: forget } }];
/** The networks of `forgetting`: a cell and how its weights start. */
export const MODELS: Readonly<Record<string, readonly [AnyCell, Starts]>> = {
  "no forget gate": [keeping("No forget gate", 1), {}],
  "LSTM 1997": [lstm1997(), {}],
  "decay 0.9": [keeping("Decay", 0.9), {}],
  "LSTM, b_f = -1": biased(-1),
  "LSTM, b_f = 0": biased(0),
  "LSTM, b_f = 1": biased(1),
  "LSTM, b_f = 2": biased(2),
};
