import type { AnyCell } from "../graph/cell.js";
import { model } from "../graph/model.js";
import { mul, sumTo } from "../graph/ops.js";
import type { Nested } from "../graph/params.js";
import type { Sym } from "../graph/sym.js";
import type { Starts } from "../graph/weights.js";
import type { Matrix } from "./vanishing-matrix.js";

/** A layer with its weights, and what it hears. */
export interface Followed extends Starts {
  readonly cell: AnyCell;
  readonly hidden: number;
  /** T rows of I numbers. */
  readonly x: readonly (readonly number[])[];
  readonly seed?: number;
  /** Weights that are not to be those of the start. */
  readonly weights?: Readonly<Record<string, Nested>>;
}

/**
 * d state_T / d state_t for t = 1 ... T, each H by H, by the library's own reverse pass in double precision: H copies of the
 * sequence, of which the k-th asks for the k-th number of the last state. Row k of a matrix is the gradient of number k.
 * `at` are the values of the cell's states and gates, (T, H), by name.
 */
export function jacobians(
  { cell, hidden: H, x, seed = 0, weights = {}, ...starts }: Followed,
  state: string,
): { readonly back: readonly Matrix[]; readonly at: Readonly<Record<string, number[][]>> } {
  const [T, I] = [x.length, x[0].length];
  const plan = model(cell.name, (m) => {
    const layer = m.layer("", cell, { hidden: H, ...starts });
    const { final, ...values } = m.scan<AnyCell>(
      layer,
      { x: m.input("x", [T, H, I]) },
      { nudge: { [state]: m.input("nudge", [T, H, H]) } },
    );
    const last = (final as Readonly<Record<string, Sym>>)[state];
    return {
      ...(values as Record<string, Sym>),
      loss: sumTo(mul(last, m.input("asked", [H, H])), []),
    };
  }).plan({}, { seed, dtype: "float64", wrt: ["nudge"] });
  plan.params.set(weights);
  const values = plan.forward({
    x: x.map((row) => Array.from({ length: H }, () => row)),
    nudge: new Float64Array(T * H * H),
    asked: Float64Array.from({ length: H * H }, (_, k) => Number(k % H === Math.floor(k / H))),
  });
  plan.backward();
  const gradient = plan.inputGradient("nudge");
  const rows = (t: number, k: number) =>
    Array.from(gradient.slice((t * H + k) * H, (t * H + k + 1) * H));
  const at = Object.entries(values).flatMap(([name, data]) =>
    name === "loss"
      ? []
      : [
          [
            name,
            Array.from({ length: T }, (_, t) => Array.from(data.slice(t * H * H, t * H * H + H))),
          ] as const,
        ],
  );
  return {
    back: Array.from({ length: T }, (_, t) => Array.from({ length: H }, (_, k) => rows(t, k))),
    at: Object.fromEntries(at),
  };
}
