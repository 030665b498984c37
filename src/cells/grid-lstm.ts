import { cell, type AnyCell, type Given } from "../graph/cell.js";
import { add, mul, sigmoid, tanh } from "../graph/ops.js";
import { depth, type Entry, type Spec } from "../graph/spec.js";
import type { Sym } from "../graph/sym.js";

/** Where a side's vectors come from: the step before, the layer below, or whoever runs the grid. */
export type Side = "time" | "depth" | "step";
/** What a grid may have besides its sides. */
export interface GridOptions {
  /** A dimension that is computed last and reads the others' new h (section 3.2). Default: none. */
  readonly priority?: string;
}

/**
 * The block of a Grid LSTM (Kalchbrenner, Danihelka & Graves 2015, section 3): N sides, each with an h and a cell state
 * of its own; one LSTM a side, all of which read every side's h. `sides` names them and says where they come from:
 * { depth: "time" } is a 1-D grid run along its depth with one set of weights; { time: "time", depth: "depth" }, in a
 * stack, a 2-D grid; a third side makes a 3-D one.
 * h_side, c_side (B, H). W_f_side (N H, H), rows in the order of the sides.
 * The paper's h' = tanh(o * c'), where the LSTM has o * tanh(c'). Throws ReferenceError for a priority that is no side.
 */
export function gridLstm(
  sides: Readonly<Record<string, Side>>,
  { priority }: GridOptions = {},
): AnyCell {
  const names = Object.keys(sides);
  if (priority !== undefined && !names.includes(priority))
    throw new ReferenceError(
      `gridLstm: priority is "${priority}"; the sides are ${names.join(", ")}`,
    );
  const entry = (key: string, side: Side): Entry => (side === "depth" ? depth(key) : side);
  const spec: Spec = Object.fromEntries(
    names.flatMap((side) =>
      [`h_${side}`, `c_${side}`].map((key) => [key, entry(key, sides[side])]),
    ),
  );
  const order = names.filter((side) => side !== priority).concat(priority ?? []);
  return cell(`${names.length}-D Grid LSTM`, spec, (given: Given<Spec>) => {
    const { affine, ...values } = given;
    const of = (key: string): Sym => (values as unknown as Record<string, Sym>)[key];
    const h = Object.fromEntries(names.map((side) => [side, of(`h_${side}`)]));
    const next: Record<string, Sym> = {};
    for (const side of order) {
      const gate = (name: string): Sym => affine(`${name}_${side}`, ...names.map((s) => h[s]));
      const f = sigmoid(gate("f"));
      const i = sigmoid(gate("i"));
      const g = tanh(gate("g"));
      const c = add(mul(f, of(`c_${side}`)), mul(i, g));
      const o = sigmoid(gate("o"));
      const own = { f, i, g, o, c, h: tanh(mul(o, c)) };
      for (const [name, value] of Object.entries(own)) next[`${name}_${side}`] = value;
      if (priority !== undefined) h[side] = next[`h_${side}`];
    }
    return next;
  });
}
