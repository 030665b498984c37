import * as fc from "fast-check";
import { expect, test } from "vitest";
import { random } from "../../src/core/random.js";
import { interpret } from "../../src/graph/interpret.js";
import { compile } from "../../src/graph/plan.js";
import {
  add,
  apply,
  broadcast,
  div,
  exp,
  gather,
  log,
  logsumexp,
  matmul,
  mul,
  neg,
  onehot,
  OPS,
  reshape,
  sigmoid,
  slice,
  softmax,
  sub,
  sumTo,
  tanh,
  type Ruled,
} from "../../src/graph/ops.js";
import { gradient } from "../../src/graph/reverse.js";
import { inOrder, makeNode, size, type Shape, type Sym } from "../../src/graph/sym.js";
import { finiteDifference, relativeError } from "../witness/error.js";

/** Inputs of a case: real numbers by default, positive ones, or row numbers below a limit. */
type Kind = "real" | "positive" | { readonly below: number };
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
const binary = (build: (a: Sym, b: Sym) => Sym, kind: Kind = "real") =>
  fc.tuple(broadcasting, fc.boolean()).map(([[a, b], swap]): Case => ({
    inputs: [{ shape: swap ? b : a }, { shape: swap ? a : b, kind }],
    build,
  }));
const flip = (s: Shape, yes: boolean): Shape =>
  yes ? [...s.slice(0, -2), s.at(-1)!, s.at(-2)!] : s;

/** How to draw a case of each operation. A new operation without one is a compile error. */
const CASES: { readonly [K in Ruled]: fc.Arbitrary<Case> } = {
  const: unary((a) => mul(a, apply("const", [], { value: [2.5] }))),
  add: binary((a, b) => add(a, b)),
  sub: binary(sub),
  mul: binary((a, b) => mul(a, b)),
  div: binary(div, "positive"),
  neg: unary(neg),
  exp: unary(exp),
  log: unary(log, "positive"),
  sigmoid: unary(sigmoid),
  tanh: unary(tanh),
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
};

function numbers(kind: Kind, count: number, seed: number): Float64Array {
  const { normal, below } = random(seed);
  return Float64Array.from({ length: count }, () =>
    kind === "real" ? normal() : kind === "positive" ? 0.5 + Math.abs(normal()) : below(kind.below),
  );
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
        const real = nodes.filter((_, k) => typeof (inputs[k].kind ?? "real") === "string");
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
        const memory = new Float64Array(compiled.size);
        for (const instruction of compiled.setup) instruction(memory);
        for (const node of fixed) memory.set(given.get(node)!, compiled.place(node).at);
        for (const instruction of compiled.stages[0]) instruction(memory);
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
