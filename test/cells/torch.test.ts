import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import type { AnyCell } from "../../src/graph/cell.js";
import { model, type PlanOptions } from "../../src/graph/model.js";
import { crossEntropy, mean } from "../../src/graph/functions.js";
import { add, mul, onehot, sumTo } from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";
import { adam } from "../../src/train/adam.js";
import { clipByGlobalNorm } from "../../src/train/clip.js";
import {
  torchLstm,
  torchRnn,
  torchTrain,
  type LstmCase,
  type RnnCase,
  type Sizes,
} from "../golden/golden.js";
import { relativeError } from "../witness/error.js";

/** The golden files' loss: sum(h dh) + sum(c_T dc). */
const functionalOf = (cell: AnyCell) =>
  model("golden", (m, { T, B, I, H }: Sizes) => {
    const states = Object.keys(cell.spec);
    const initial = Object.fromEntries(states.map((s) => [s, m.input(`${s}0`, [B, H])]));
    const out = m.scan(
      m.layer("", cell, { hidden: H }),
      { x: m.input("x", [T, B, I]) },
      { initial },
    ) as unknown as Record<string, Sym> & { final: Record<string, Sym> };
    const { final, ...all } = out;
    const terms = [
      mul(out["h"], m.input("dh", [T, B, H])),
      ...(cell === lstm ? [mul(final["c"], m.input("dc", [B, H]))] : []),
    ];
    const loss: Sym = add(...terms.map((t) => sumTo(t, [])));
    return { ...all, loss } as { loss: Sym } & Record<string, Sym>;
  });

const CASES: [AnyCell, RnnCase | LstmCase][] = [
  ...torchRnn.cases.map((c): [AnyCell, RnnCase] => [rnn, c]),
  ...torchLstm.cases.map((c): [AnyCell, LstmCase] => [lstm, c]),
];

for (const [dtype, limit] of [
  ["float32", 1e-5],
  ["float64", 2e-8],
] as const)
  test.each(
    CASES.map(([cell, c]) => ({
      name: `${cell.name} (T, B, I, H) = (${c.T}, ${c.B}, ${c.I}, ${c.H})`,
      cell,
      c,
    })),
  )(`$name equals PyTorch's in ${dtype}: states, gates, all gradients`, ({ cell, c }) => {
    const states = Object.keys(cell.spec).map((s) => `${s}0`);
    const options: PlanOptions = { dtype, wrt: ["x", ...states] };
    const plan = functionalOf(cell).plan(c, options);
    plan.params.set(c.weights);
    const golden = c as unknown as Readonly<Record<string, number[]>>;
    const names = ["x", ...states, "dh", ...(cell === lstm ? ["dc"] : [])];
    const out = plan.forward(Object.fromEntries(names.map((name) => [name, golden[name]])));
    plan.backward();
    const seen = cell === lstm ? ["h", "f", "i", "g", "o", "c"] : ["h"];
    const errors = Object.fromEntries([
      ...seen.map((key) => [key, relativeError(out[key], golden[key])]),
      ...plan.params.names.map((key) => [
        `d ${key}`,
        relativeError(plan.grads.get(key), c.grad[key]),
      ]),
      ...["x", ...states].map((key) => [
        `d ${key}`,
        relativeError(plan.inputGradient(key), c.grad[key]),
      ]),
    ]) as Record<string, number>;
    expect(Object.keys(errors)).toHaveLength(cell === lstm ? 6 + 8 + 3 : 1 + 2 + 2);
    for (const [key, error] of Object.entries(errors)) expect(error, key).toBeLessThan(limit);
  });

test("five steps of training equal PyTorch's: cross-entropy, gradients, clipping, Adam", () => {
  const {
    T,
    B,
    V,
    H,
    steps,
    lr,
    beta1,
    beta2,
    eps,
    clip,
    inputs,
    targets,
    initial,
    final,
    loss,
    norm,
  } = torchTrain;
  const definition = model("trained", (m) => {
    const layer = m.layer("", lstm, { hidden: H });
    const { h } = m.scan(layer, { x: onehot(m.index("text", [T, B], V), V) });
    return { loss: mean(crossEntropy(m.dense("out", V, h), m.index("next", [T, B], V))) };
  });
  const plan = definition.plan({}, { dtype: "float64" });
  plan.params.set(initial);
  const update = adam(plan.params, { lr, beta1, beta2, eps });
  for (let step = 0; step < steps; step++) {
    const window = (all: number[]) => all.slice(step * T * B, (step + 1) * T * B);
    const got = plan.forward({ text: window(inputs), next: window(targets) }).loss[0];
    expect(Math.abs(got - loss[step])).toBeLessThan(1e-7);
    // PyTorch divides by norm + 1e-6, we by the norm: at these norms that is 3e-6 of a step.
    const was = clipByGlobalNorm(plan.backward(), clip);
    expect(Math.abs(was - norm[step])).toBeLessThan(1e-6);
    update(plan.grads);
  }
  for (const name of plan.params.names)
    expect(relativeError(plan.params.get(name), final[name]), name).toBeLessThan(1e-6);
});
