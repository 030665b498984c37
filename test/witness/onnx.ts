import type { AnyCell } from "../../src/graph/cell.js";
import { maskOf } from "../../src/graph/functions.js";
import { model } from "../../src/graph/model.js";
import type { Arrays, OnnxGruCase, OnnxLstmCase } from "../golden/golden.js";
import type { Sym } from "../../src/graph/sym.js";
import { relativeError } from "./error.js";

/** The library's layer run on onnxruntime's numbers: the largest error of h and of the last states. */
export function layerAgainstOnnx(
  cell: AnyCell,
  c: OnnxLstmCase | OnnxGruCase,
  named: (weights: Arrays) => Arrays = (weights) => weights,
): number {
  const { T, B, I, H } = c;
  const lengths = "lengths" in c ? c.lengths : undefined;
  const states = cell.states(H).map((s) => s.name);
  const plan = model(cell.name, (m): Readonly<Record<string, Sym>> => {
    const { h, final } = m.scan<AnyCell>(
      m.layer("", cell, { hidden: H }),
      { x: m.input("x", [T, B, I]) },
      {
        initial: Object.fromEntries(states.map((s) => [s, m.input(`${s}0`, [B, H])])),
        ...(lengths ? { mask: maskOf(m.index("lengths", [B], T + 1), T) } : {}),
      },
    ) as unknown as { h: Sym; final: Record<string, Sym> };
    return { h, ...Object.fromEntries(states.map((s) => [`${s}T`, final[s]])) };
  }).plan({}, { dtype: "float64" });
  plan.params.set(named(c.weights));
  const golden = c as unknown as Readonly<Record<string, number[]>>;
  const given = ["x", ...states.map((s) => `${s}0`), ...(lengths ? ["lengths"] : [])];
  const values = plan.forward(Object.fromEntries(given.map((name) => [name, golden[name]])));
  return Math.max(...Object.keys(values).map((name) => relativeError(values[name], golden[name])));
}
