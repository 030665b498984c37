import * as fc from "fast-check";
import { expect, test } from "vitest";
import { random } from "../../src/core/random.js";
import { interpret } from "../../src/graph/interpret.js";
import { compile } from "../../src/graph/plan.js";
import { ctc } from "../../src/graph/ctc.js";
import {
  add,
  apply,
  argmax,
  broadcast,
  concat,
  div,
  exp,
  gather,
  ge,
  log,
  logsumexp,
  matmul,
  max,
  mul,
  neg,
  onehot,
  OPS,
  reshape,
  sigmoid,
  slice,
  softmax,
  softplus,
  sqrt,
  stop,
  sub,
  sumTo,
  swap,
  tanh,
  where,
  type Ruled,
} from "../../src/graph/ops.js";
import { gradient } from "../../src/graph/reverse.js";
import { runner } from "../../src/graph/runner.js";
import { inOrder, makeNode, size, type Shape, type Sym } from "../../src/graph/sym.js";
import { finiteDifference, relativeError } from "../witness/error.js";

/**
 * Inputs of a case: real numbers by default, positive ones, row numbers below a limit, or numbers so far apart from one
 * another ("apart"; "between" lie between those) that no finite difference steps over a kink.
 */
type Kind = "real" | "positive" | "apart" | "between" | { readonly below: number };
interface Case {
  readonly inputs: readonly { readonly shape: Shape; readonly kind?: Kind }[];
  readonly build: (...args: Sym[]) => Sym;
}

const n = fc.integer({ min: 1, max: 5 });
const shape = fc.array(n, { minLength: 1, maxLength: 3 });
/** A shape, and a second one that broadcasts to it: some axes 1, some leading ones left out. */
const broadcasting = shape.chain((to) =>
  fc
    .tuple(
      fc.constant(to),
      fc.array(fc.boolean(), { minLength: to.length, maxLength: to.length }),
      fc.nat(to.length),
    )
    .map(
      ([full, ones, drop]) => [full, full.map((m, k) => (ones[k] ? 1 : m)).slice(drop)] as const,
    ),
);
const unary = (build: (a: Sym) => Sym, kind: Kind = "real") =>
  shape.map((s): Case => ({ inputs: [{ shape: s, kind }], build }));
const binary = (build: (a: Sym, b: Sym) => Sym, kind: Kind = "real", first: Kind = "real") =>
  fc.tuple(broadcasting, fc.boolean()).map(([[a, b], swap]): Case => ({
    inputs: [
      { shape: swap ? b : a, kind: first },
      { shape: swap ? a : b, kind },
    ],
    build,
  }));
const flip = (s: Shape, yes: boolean): Shape =>
  yes ? [...s.slice(0, -2), s.at(-1)!, s.at(-2)!] : s;

/** At most three labels in six steps or more: always feasible, as 2 * 3 - 1 places are enough for repeated ones. */
const ctcCase = (T: number, B: number, K: number): Case => ({
  inputs: [
    { shape: [T, B, K] },
    { shape: [B, 3], kind: { below: K - 1 } },
    { shape: [B], kind: { below: 2 } },
    { shape: [B], kind: { below: 4 } },
  ],
  build: (x, labels, late, lengths) => ctc(x, add(labels, 1), sub(T, mul(late, T - 5)), lengths),
});

/** How to draw a case of each operation. A new operation without one is a compile error. */
const CASES: { readonly [K in Ruled]: fc.Arbitrary<Case> } = {
  const: unary((a) => mul(a, apply("const", [], { value: [2.5] }))),
  add: binary((a, b) => add(a, b)),
  sub: binary(sub),
  mul: binary((a, b) => mul(a, b)),
  div: binary(div, "positive"),
  max: binary(max, "between", "apart"),
  ge: binary((a, b) => mul(ge(a, b), a), "between", "apart"),
  where: fc.tuple(broadcasting, n).map(([[to, from], k]): Case => ({
    inputs: [{ shape: from, kind: { below: 2 } }, { shape: to }, { shape: k > 2 ? from : to }],
    build: where,
  })),
  neg: unary(neg),
  exp: unary(exp),
  log: unary(log, "positive"),
  sqrt: unary(sqrt, "positive"),
  sigmoid: unary(sigmoid),
  tanh: unary(tanh),
  softplus: unary(softplus),
  // Its own gradient is nothing at all: what is left is that of the other factor.
  stop: unary((a) => sub(mul(stop(a), a), mul(0.5, mul(stop(a), stop(a))))),
  matmul: fc
    .tuple(n, n, n, fc.array(n, { maxLength: 2 }), fc.boolean(), fc.boolean(), fc.boolean())
    .map(([m, k, p, lead, ta, tb, plain]): Case => ({
      inputs: [
        { shape: flip([...lead, m, k], ta) },
        { shape: flip([...(plain ? [] : lead), k, p], tb) },
      ],
      build: (a, b) => matmul(a, b, ta, tb),
    })),
  sumTo: broadcasting.map(([from, to]): Case => ({
    inputs: [{ shape: from }],
    build: (a) => sumTo(a, to),
  })),
  broadcast: broadcasting.map(([to, from]): Case => ({
    inputs: [{ shape: from }],
    build: (a) => broadcast(a, to),
  })),
  softmax: unary(softmax),
  logsumexp: unary(logsumexp),
  argmax: shape.map((s): Case => ({
    inputs: [{ shape: [...s, 3], kind: "apart" }, { shape: s }],
    build: (a, w) => mul(argmax(a), w),
  })),
  swap: fc.tuple(fc.array(n, { minLength: 2, maxLength: 4 }), n, n).map(([s, i, j]): Case => ({
    inputs: [{ shape: s }],
    build: (a) => swap(a, -1 - (i % s.length), -1 - (j % s.length)),
  })),
  concat: fc.tuple(shape, fc.array(n, { minLength: 1, maxLength: 3 })).map(([s, widths]): Case => ({
    inputs: widths.map((w) => ({ shape: [...s.slice(0, -1), w] })),
    build: (...parts) => concat(...parts, parts[0]),
  })),
  reshape: shape.map((s): Case => ({
    inputs: [{ shape: [2, ...s] }],
    build: (a) => reshape(a, s.length, [size(s), 1]),
  })),
  slice: fc.tuple(shape, n, n, n).map(([s, before, kept, after]): Case => ({
    inputs: [{ shape: [before + kept + after, ...s] }],
    build: (a) => slice(a, before, before + kept, -1 - s.length),
  })),
  pad: fc.tuple(shape, n, n).map(([s, before, after]): Case => ({
    inputs: [{ shape: s }],
    build: (a) => apply("pad", [a], { axis: -1, from: before, size: before + s.at(-1)! + after }),
  })),
  onehot: shape.map((s): Case => ({
    inputs: [{ shape: s, kind: { below: 4 } }, { shape: [4] }],
    build: (index, w) => mul(onehot(index, 4), w),
  })),
  gather: fc.tuple(shape, n, n).map(([s, rows, width]): Case => ({
    inputs: [{ shape: [rows, width] }, { shape: s, kind: { below: rows } }],
    build: gather,
  })),
  scatter: fc.tuple(shape, n, n).map(([s, rows, width]): Case => ({
    inputs: [{ shape: [...s, width] }, { shape: s, kind: { below: rows } }],
    build: (d, index) => apply("scatter", [d, index], { rows }),
  })),
  ctc: fc.tuple(n, n, n).map(([t, b, k]) => ctcCase(t + 5, b, k + 1)),
  ctcGrad: fc.tuple(n, n, n).map(([t, b, k]) => ctcCase(t + 5, b, k + 1)),
};

function numbers(kind: Kind, count: number, seed: number): Float64Array {
  const { normal, below } = random(seed);
  const draw = (k: number): number => {
    if (typeof kind === "object") return below(kind.below);
    if (kind === "real") return normal();
    if (kind === "positive") return 0.5 + Math.abs(normal());
    return below(5) + k / 100 + (kind === "between" ? 0.005 : 0);
  };
  return Float64Array.from({ length: count }, (_, k) => draw(k));
}

test.each(Object.entries(CASES))(
  "%s: reverse rule against finite differences, plan against interpreter",
  (op, cases) => {
    let seen = 0;
    fc.assert(
      fc.property(cases, fc.nat(), ({ inputs, build }, seed) => {
        const nodes = inputs.map((input, k) =>
          makeNode("input", [], input.shape, { name: `in${k}` }),
        );
        const values = inputs.map((input, k) =>
          numbers(input.kind ?? "real", size(input.shape), seed + k),
        );
        const y = build(...nodes);
        const weight = makeNode("input", [], y.shape, { name: "weight" });
        const loss = sumTo(mul(y, weight), []);
        const given = new Map<Sym, Float64Array>([
          ...nodes.map((node, k) => [node, values[k]] as const),
          [weight, numbers("real", size(y.shape), seed + 9)],
        ]);
        const real = nodes.filter((_, k) => typeof inputs[k].kind !== "object");
        const grads = gradient(loss, real);
        if (inOrder([loss, ...grads]).some((node) => node.op === op)) seen++;

        const analytic = interpret(grads, given).map((v) => v.data);
        for (const [k, node] of real.entries()) {
          const numeric = finiteDifference(
            () => interpret([loss], given)[0].data[0],
            given.get(node)!,
          );
          expect(relativeError(analytic[k], numeric)).toBeLessThan(1e-8);
        }

        const fixed = [...nodes, weight];
        const compiled = compile(fixed, [[y, ...grads]]);
        const { memory, run } = runner(compiled, "float64", "js");
        for (const node of fixed) memory.set(given.get(node)!, compiled.place(node).at);
        run(0);
        for (const [node, expected] of [
          [y, interpret([y], given)[0].data],
          ...grads.map((g, k) => [g, analytic[k]] as const),
        ] as const) {
          const at = compiled.place(node).at;
          expect(relativeError(memory.slice(at, at + size(node.shape)), expected)).toBeLessThan(
            1e-13,
          );
        }
      }),
      { numRuns: 40, seed: 2000 },
    );
    expect(seen).toBeGreaterThan(0);
    expect(OPS).toHaveProperty(op);
  },
);

test("where two are equal, ge is 1 and the gradient of max goes to the first", () => {
  const [a, b] = ["a", "b"].map((name) => makeNode("input", [], [3], { name }));
  const y = max(a, b);
  const outputs = [ge(a, b), ...gradient(sumTo(y, []), [a, b])];
  const given = new Map([
    [a, [1, 2, 3]],
    [b, [1, 3, 2]],
  ]);
  const want = [
    [1, 0, 1],
    [1, 0, 1],
    [0, 1, 0],
  ];
  expect(interpret(outputs, given).map(({ data }) => [...data])).toEqual(want);
  const compiled = compile([a, b], [outputs]);
  for (const tier of ["js", "simd"] as const) {
    const { memory, run } = runner(compiled, "float32", tier);
    for (const [node, numbers] of given) memory.set(numbers, compiled.place(node).at);
    run(0);
    const got = outputs.map((node) => compiled.place(node).at);
    expect(got.map((at) => [...memory.slice(at, at + 3)])).toEqual(want);
  }
});

test("a product with one-hot rows has the value that any product with them has", () => {
  const input = (shape: Shape, name: string): Sym => makeNode("input", [], shape, { name });
  for (const shape of [[4], [2, 4], [3, 2, 4]])
    for (const lead of [[], shape.slice(0, -1)])
      for (const ta of [false, true])
        for (const tb of [false, true]) {
          const inner = ta ? 4 : 5;
          const index = input(shape, "index");
          const b = input([...lead, ...flip([inner, 7], tb)], "b");
          const rows = onehot(index, 5);
          // Nobody sees that what is added to is one-hot.
          const [known, unknown] = [rows, add(rows, 0)].map((a) => matmul(a, b, ta, tb));
          expect(known.shape).toEqual(unknown.shape);
          const given = new Map([
            [index, numbers({ below: 5 }, size(shape), 1)],
            [b, numbers("real", size(b.shape), 2)],
          ]);
          const [got, want] = interpret([known, unknown], given);
          expect(got.data).toEqual(want.data);
        }
});
