/** What depends on the sequences alone is worked out for all steps at once, before the loop: the same numbers as in it. */
import { expect, test } from "vitest";
import { random } from "../../src/core/random.js";
import { cell, type Tools } from "../../src/graph/cell.js";
import { ctc } from "../../src/graph/ctc.js";
import { mean } from "../../src/graph/functions.js";
import { interpret } from "../../src/graph/interpret.js";
import { runLayer } from "../../src/graph/layer.js";
import { model } from "../../src/graph/model.js";
import {
  add,
  apply,
  argmax,
  broadcast,
  concat,
  constant,
  exp,
  gather,
  logsumexp,
  matmul,
  mul,
  onehot,
  reshape,
  sigmoid,
  slice,
  softmax,
  stop,
  sumTo,
  swap,
  tanh,
  where,
} from "../../src/graph/ops.js";
import { gradient } from "../../src/graph/reverse.js";
import { time } from "../../src/graph/spec.js";
import { label, size, type Sym } from "../../src/graph/sym.js";
import { graphText } from "../../src/graph/text.js";
import { rnn } from "../../src/cells/rnn.js";
import { relativeError } from "../witness/error.js";

const [T, B, I, H] = [6, 3, 4, 3]; // as many rows as columns, so that no size tells one from the other
/** x (B, I), y (B, H), n (B) are of the step; the result is (B, H), or has one row or column. */
type Build = (
  step: Tools & { readonly h: Sym; readonly y: Sym; readonly n: Sym },
  w: (name: string, ...shape: number[]) => Sym,
) => Sym;

/** Of these something leaves the loop. */
const LEAVES: Readonly<Record<string, Build>> = {
  "a product": ({ x }, w) => matmul(x, w("a", I, H)),
  "a product with columns": ({ x }, w) => matmul(x, w("a", H, I), false, true),
  "two products after each other": ({ x }, w) =>
    matmul(tanh(matmul(x, w("a", I, 5))), w("b", 5, H)),
  "a bias with it": ({ x }, w) => add(matmul(x, w("a", I, H)), w("b", H)),
  "terms of a sum, others between": ({ x, y }, w) =>
    add(matmul(x, w("a", I, H)), w("p", B, H), matmul(y, w("b", H, H))),
  "some columns": ({ x }, w) => matmul(slice(x, 1, 3), w("a", 2, H)),
  "some rows": ({ x }, w) => slice(matmul(x, w("a", I, H)), 1, 2, -2),
  "values put side by side": ({ x, y }, w) => matmul(concat(x, y), w("a", I + H, H)),
  shares: ({ x }, w) => matmul(softmax(x), w("a", I, H)),
  "a sum of exponentials": ({ x }, w) => logsumexp(matmul(x, w("a", I, H))),
  "a sum": ({ x }, w) => sumTo(matmul(x, w("a", I, H)), [B, 1]),
  "a sum over rows": ({ x }, w) => sumTo(matmul(x, w("a", I, H)), [1, H]),
  "what is repeated": ({ x }, w) => broadcast(matmul(x, w("a", I, 1)), [B, H]),
  "laid out anew": ({ x }, w) => reshape(matmul(reshape(x, 1, [2, 2]), w("a", 2, H)), 2, [2 * H]),
  turned: ({ x, y }, w) => matmul(swap(matmul(x, w("a", I, B))), y),
  "the largest": ({ x }, w) => onehot(argmax(matmul(x, w("a", I, H))), H),
  "rows that are picked": ({ x }, w) => matmul(gather(w("a", I, 5), argmax(x)), w("b", 5, H)),
  "a choice": ({ x, y }, w) => where(matmul(x, w("a", I, H)), y, matmul(y, w("b", H, H))),
  "without a gradient": ({ x }, w) => stop(matmul(x, w("a", I, H))),
  "zeros around": ({ x }, w) =>
    apply("pad", [matmul(x, w("a", I, 1))], { axis: -1, from: 1, size: H }),
  "what a CTC loss within the step reads, but not that": ({ x }, w) => {
    const one = (a: number): Sym => reshape(constant(a), 0, [1]);
    const logits = reshape(matmul(x, w("a", I, 5)), 1, [1, 5]); // three steps, one sequence
    const loss = ctc(logits, reshape(one(2), 1, [1, 1]), one(B), one(1));
    return matmul(reshape(loss, 1, [1, 1]), w("b", 1, H));
  },
  "what a recurrence within the step reads, but not that": ({ x, layer }, w) => {
    const sequence = reshape(swap(x), 2, [I, B, 1]);
    const { final } = runLayer(layer("inner", rnn, { hidden: 2 }), { x: sequence });
    return matmul(final.h, w("a", 2, H));
  },
};
/** Of these nothing does: with a time axis in front they would mean something else, or there is no product to save. */
const STAYS: Readonly<Record<string, Build>> = {
  "no product": ({ y }) => exp(sigmoid(y)),
  "rows of what the step is given": ({ x, y }, w) =>
    matmul(gather(x, argmax(y)), broadcast(w("a", 1, H), [I, H])),
  "sums of rows": ({ x, y }, w) =>
    matmul(apply("scatter", [x, argmax(y)], { rows: B }), w("a", I, H)),
  "a number a row, read as a row": ({ n, y }, w) => matmul(add(n, y), w("a", H, H)),
  "a number a row, repeated as one": ({ n }, w) => matmul(broadcast(n, [B, H]), w("a", H, H)),
  "put beside what is the same at all steps": ({ x }, w) =>
    matmul(concat(w("p", B, 2), x), w("a", 2 + I, H)),
};

/** `every`: where a state rests at some steps, the steps are not alike, and all stays in the loop. */
function stepOf(build: Build, every: number) {
  const spec = { h: "time", y: "step", n: "step", rests: time({ every }) } as const;
  const mine = cell("Mine", spec, (step) => {
    const { h, rests, dense, param } = step;
    const value = build(step, (name, ...shape) => param(name, shape, { normal: 0.7 }));
    return { h: tanh(add(dense("h", H, h), tiled(value))), rests: tanh(rests) };
  });
  return model("m", (m) => {
    const given = {
      x: m.input("x", [T, B, I]),
      y: m.input("y", [T, B, H]),
      n: m.input("n", [T, B]),
    };
    const { h } = m.scan(m.layer("", mine, { hidden: H }), given);
    return { loss: mean(mul(h, h)), h };
  }).trace({});
}
/** To (B, H), from whatever a case gives. */
const tiled = (value: Sym): Sym =>
  value.shape.at(-1) === H || value.shape.at(-1) === 1 ? value : slice(value, 0, H);

/** All values and gradients, for numbers that depend on the names alone. */
function valuesOf(traced: ReturnType<typeof stepOf>): number[] {
  const { outputs, params, inputs } = traced;
  const given = new Map<Sym, number[]>(
    [...params, ...inputs.values()].map((node) => {
      const { normal } = random(1).fork(label(node));
      return [node, Array.from({ length: size(node.shape) }, normal)] as const;
    }),
  );
  const roots = [outputs.h, outputs.loss, ...gradient(outputs.loss, params)];
  return interpret(roots, given).flatMap(({ data }) => [...data]);
}

test.each(Object.entries({ ...LEAVES, ...STAYS }))("%s", (name, build) => {
  const [lifted, kept] = [stepOf(build, 1), stepOf(build, 2)];
  const isAhead = ({ outputs }: typeof lifted): boolean =>
    /scan Mine .* ahead0 of/.test(graphText(outputs));
  expect(isAhead(lifted)).toBe(name in LEAVES);
  expect(isAhead(kept)).toBe(false);
  expect(relativeError(valuesOf(lifted), valuesOf(kept))).toBeLessThan(1e-14);
});

test("all terms of a sum that can leave the loop leave it as one, and what nothing reads is not passed through it", () => {
  const build: Build = ({ x, h }, w) =>
    add(matmul(x, w("a", I, H)), mul(h, 2), w("p", H), matmul(h, w("b", H, H)), w("q", B, H));
  expect(graphText({ h: stepOf(build, 1).outputs.h })).toMatchInlineSnapshot(`
    "%0 = matmul x a  (6, 3, 3)
    %1 = add b_h %0  (6, 3, 3)
    %2 = add %1 p  (6, 3, 3)
    %3 = add %2 q  (6, 3, 3)
    %4 = broadcast 0  (3, 3)
    %5 = broadcast 0  (3, 3)
    %6 = scan Mine over 6 steps: ahead0 of %3, h from %4, rests from %5
        %7 = matmul h W_h  (3, 3)
        %8 = mul h 2  (3, 3)
        %9 = add %7 %8  (3, 3)
        %10 = matmul h b  (3, 3)
        %11 = add %9 %10  (3, 3)
        %12 = add %11 ahead0  (3, 3)
        h' = tanh %12  (3, 3)
        rests' = tanh rests  (3, 3)
    h = %6 out 0  (6, 3, 3)"
  `);
});
