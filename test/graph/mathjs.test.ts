import { derivative, parse } from "mathjs";
import { expect, test } from "vitest";
import { add, div, exp, log, mul, neg, sigmoid, sub, tanh } from "../../src/graph/ops.js";
import { interpret } from "../../src/graph/interpret.js";
import { gradient } from "../../src/graph/reverse.js";
import { makeNode, type Sym } from "../../src/graph/sym.js";
import { random } from "../../src/core/random.js";

/** Each pointwise rule as a formula that mathjs differentiates symbolically. */
const RULES: readonly (readonly [string, (a: Sym, b: Sym) => Sym])[] = [
  ["a + b", add],
  ["a - b", sub],
  ["a * b", mul],
  ["a / b", div],
  ["-a", (a) => neg(a)],
  ["exp(a)", (a) => exp(a)],
  ["log(b)", (_, b) => log(b)],
  ["1 / (1 + exp(-a))", (a) => sigmoid(a)],
  ["tanh(a)", (a) => tanh(a)],
  // Together: one step of an LSTM's state, its gate and candidate reading the same two numbers.
  [
    "1 / (1 + exp(-(a * b))) * b + tanh(a - b) / b",
    (a, b) => add(mul(sigmoid(mul(a, b)), b), div(tanh(sub(a, b)), b)),
  ],
];

test.each(RULES)(
  "%s: value, derivative and second derivative are what mathjs finds by symbols",
  (formula, build) => {
    const { uniform } = random(15);
    const slope = derivative(formula, "a");
    const symbolic = [parse(formula), slope, derivative(formula, "b"), derivative(slope, "a")].map(
      (e) => e.compile(),
    );
    for (let k = 0; k < 20; k++) {
      const at = { a: 4 * uniform() - 2, b: 0.3 + 2 * uniform() };
      const [a, b] = (["a", "b"] as const).map((name) => makeNode("input", [], [], { name })) as [
        Sym,
        Sym,
      ];
      const y = build(a, b);
      const first = gradient(y, [a, b]);
      const second = gradient(first[0], [a])[0];
      const got = interpret(
        [y, ...first, second],
        new Map([
          [a, [at.a]],
          [b, [at.b]],
        ]),
      ).map((v) => v.data[0]);
      const wanted = symbolic.map((e) => e.evaluate(at) as number);
      wanted.forEach((value, j) => expect(got[j], `${formula} part ${j}`).toBeCloseTo(value, 11));
    }
  },
);
