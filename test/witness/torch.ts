import type { AnyCell } from "../../src/graph/cell.js";
import { maskOf } from "../../src/graph/functions.js";
import { model, type Plan } from "../../src/graph/model.js";
import { ctc } from "../../src/graph/ctc.js";
import { add, mul, sumTo } from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";
import {
  type CtcCase,
  type GruCase,
  layerNames,
  type LayersCase,
  type LstmCase,
  type RnnCase,
} from "../golden/golden.js";
import type { Outcome } from "./comparison.js";
import { relativeError } from "./error.js";

/** The library's layers, stacks and CTC run on PyTorch's numbers: the largest error of any value and any gradient. */

type Dtype = "float64" | "float32";
type Named = Readonly<Record<string, number[]>>;
type Syms = Readonly<Record<string, Sym>>;

export const worstOf = <C>(cases: readonly C[], errorOf: (c: C) => number): Outcome => ({
  cases: cases.length,
  worst: Math.max(...cases.map(errorOf)),
});

/** sum(value * cotangent) over pairs. */
const functional = (pairs: readonly (readonly [Sym, Sym])[]): Sym =>
  add(...pairs.map(([value, d]) => sumTo(mul(value, d), [])));

/** The gradient of each parameter and of each input named, against those of the golden file: just as many. */
function gradients(plan: Plan<string>, wrt: readonly string[], grad: Named): number[] {
  const found = Object.fromEntries([
    ...plan.params.names.map((name) => [name, plan.grads.get(name)] as const),
    ...wrt.map((name) => [name, plan.inputGradient(name)] as const),
  ]);
  return [...new Set([...Object.keys(found), ...Object.keys(grad)])].map((name) =>
    relativeError(found[name], grad[name]),
  );
}

/** One layer; every gate counts, too. */
export function layerAgainstTorch(
  cell: AnyCell,
  c: RnnCase | LstmCase | GruCase,
  dtype: Dtype,
): number {
  const { T, B, I, H } = c;
  const states = cell.states(H).map((s) => s.name);
  const golden = c as unknown as Named;
  const plan = model(cell.name, (m): Syms => {
    const initial = Object.fromEntries(states.map((s) => [s, m.input(`${s}0`, [B, H])]));
    const x = m.input("x", [T, B, I]);
    const { final, ...all } = m.scan<AnyCell>(m.layer("", cell, { hidden: H }), { x }, { initial });
    const ends: [Sym, Sym][] = "dc" in golden ? [[final["c"]!, m.input("dc", [B, H])]] : [];
    const loss = functional([[all["h"]!, m.input("dh", [T, B, H])], ...ends]);
    return { ...(all as Syms), loss };
  }).plan({}, { dtype, wrt: ["x", ...states.map((s) => `${s}0`)] });
  plan.params.set(c.weights);
  const wrt = ["x", ...states.map((s) => `${s}0`)];
  const given = [...wrt, "dh", ...("dc" in golden ? ["dc"] : [])];
  const values = plan.forward(Object.fromEntries(given.map((name) => [name, golden[name]])));
  plan.backward();
  const seen = [..."hcfigorzn"].filter((name) => name in golden);
  return Math.max(
    ...seen.map((name) => relativeError(values[name], golden[name])),
    ...gradients(plan, wrt, c.grad),
  );
}

/** Layers one upon the other, in one direction or both; lengths, if there are any, as a mask. */
export function stackAgainstTorch(cell: AnyCell, c: LayersCase, dtype: Dtype): number {
  const { T, B, I, H, L, D, lengths, initial, dfinal } = c;
  const prefixes = layerNames(c);
  const states = cell.states(H).map((s) => s.name);
  const inputs = (m: { input(name: string, shape: number[]): Sym }, suffix: string) =>
    prefixes.map((prefix) =>
      Object.fromEntries(states.map((s) => [s, m.input(`${prefix}${s}${suffix}`, [B, H])])),
    );
  const wrt = ["x", ...Object.keys(initial)];
  const plan = model(cell.name, (m): Syms => {
    const run = m.scanStack(
      m.stack("", cell, { hidden: H, layers: L, bidirectional: D === 2 }),
      { x: m.input("x", [T, B, I]) },
      {
        initial: inputs(m, "0"),
        ...(lengths ? { mask: maskOf(m.index("lengths", [B], T + 1), T) } : {}),
      },
    );
    const finals = Object.fromEntries(
      run.layers.flatMap(({ final }, k) =>
        states.map((s) => [`${prefixes[k]}${s}T`, final[s]] as const),
      ),
    );
    const loss = functional([
      [run.h, m.input("dh", [T, B, H * D])],
      ...Object.entries(finals).map(([name, v]): [Sym, Sym] => [v, m.input(`d${name}`, [B, H])]),
    ]);
    return { ...finals, h: run.h, loss };
  }).plan({}, { dtype, wrt });
  plan.params.set(c.weights);
  const dfinals = Object.entries(dfinal).map(([name, d]) => [`d${name}`, d]);
  const values = plan.forward({
    ...{ x: c.x, dh: c.dh, ...initial, ...Object.fromEntries(dfinals) },
    ...(lengths ? { lengths } : {}),
  });
  plan.backward();
  const expected: Named = { ...c.final, h: c.h };
  return Math.max(
    ...Object.keys(expected).map((name) => relativeError(values[name], expected[name])),
    ...gradients(plan, wrt, c.grad),
  );
}

/** The sum over a batch in which some targets cannot be: their loss is infinite, and no gradient comes of it. */
export function ctcAgainstTorch(c: CtcCase, dtype: Dtype): number {
  const { T, B, K, S, inputLengths, targetLengths, targets, logits } = c;
  const room = Math.max(S, 1); // a size is at least 1; what is past a target's length is not read
  const plan = model("CTC", (m) => {
    const losses = ctc(
      m.input("logits", [T, B, K]),
      m.index("labels", [B, room], K),
      m.index("steps", [B], T + 1),
      m.index("lengths", [B], S + 1),
    );
    return { losses, loss: sumTo(losses, []) };
  }).plan({}, { dtype, wrt: ["logits"] });
  const { losses } = plan.forward({
    logits,
    labels: S === 0 ? new Float64Array(B) : targets,
    steps: inputLengths,
    lengths: targetLengths,
  });
  plan.backward();
  // Infinity against Infinity is no ratio; against anything else it is the largest error there is.
  const finite = (v: ArrayLike<number>): number[] => Array.from(v, (x) => (x < Infinity ? x : 0));
  const sameEnds = Array.from(losses).every((v, b) => v < Infinity === c.loss[b] < Infinity);
  return Math.max(
    sameEnds ? 0 : Infinity,
    relativeError(finite(losses), finite(c.loss)),
    ...gradients(plan, ["logits"], c.grad),
  );
}
