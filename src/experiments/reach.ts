import type { AnyCell } from "../graph/cell.js";
import { model } from "../graph/model.js";
import { sumTo } from "../graph/ops.js";
import type { Params } from "../graph/params.js";
import type { Sym } from "../graph/sym.js";
import type { Tensor } from "../models/tensor.js";

/** Nothing smaller is told apart from nothing. */
const LEAST = 1e-300;

/**
 * How much of the gradient arrives at the beginning: log10 of |d out / d x| at the first `first` of the sequences' steps,
 * over that at the last step; each the root mean square over these steps and all sequences. 0 if none is lost on the way,
 * and the same whatever the input's weights are multiplied by. Worked out in double precision, to two places.
 * `params` are those of recurrent(cell, { output: 1, returnSequences: false }); x (T, B, I).
 */
export function reach(
  cell: AnyCell,
  params: Params,
  hidden: number,
  { shape, data }: Tensor,
  first: number,
): number {
  const [T, B, I] = shape;
  const plan = model(cell.name, (m) => {
    const layer = m.layer("", cell, { hidden });
    const { final } = m.scan<AnyCell>(layer, { x: m.input("x", [T, B, I]) });
    const { h } = final as Readonly<Record<string, Sym>>;
    return { loss: sumTo(m.dense("out", 1, h), []) };
  }).plan({}, { dtype: "float64", wrt: ["x"] });
  plan.params.copyFrom(params);
  plan.forward({ x: data });
  plan.backward();
  const gradient = plan.inputGradient("x");
  const rms = (from: number, to: number): number => {
    let sum = 0;
    for (let k = from * B * I; k < to * B * I; k++) sum += gradient[k] ** 2;
    return Math.sqrt(sum / (to - from) / B);
  };
  const share = Math.max(rms(0, first), LEAST) / Math.max(rms(T - 1, T), LEAST);
  return Math.round(100 * Math.log10(share)) / 100 + 0;
}
