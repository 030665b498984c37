import type { Ruled } from "./ops.js";
import type { Attrs, Op } from "./sym.js";
import { numbers } from "./tex/numbers.js";

/** How an operation is shown. */
export interface Look<K extends Op> {
  /**
   * LaTeX from the LaTeX of the arguments; `level` is how tightly it binds: 0 relation, 1 sum, 2 sum over an axis,
   * 3 product, 4 matrix product, 9 closed.
   */
  readonly tex: (args: readonly string[], attrs: Attrs[K]) => string;
  readonly level: number;
  /** What a diagram writes in the circle, if the operation is drawn. */
  readonly glyph?: string;
}

const call =
  (name: string) =>
  ([a]: readonly string[]): string =>
    `${name}\\left(${a}\\right)`;

export const LOOKS: { readonly [K in Ruled]: Look<K> } = {
  const: { tex: (_, { value }) => numbers(value), level: 9 },
  add: { tex: ([a, b]) => `${a} + ${b}`, level: 1, glyph: "+" },
  sub: { tex: ([a, b]) => `${a} - ${b}`, level: 1, glyph: "−" },
  mul: { tex: ([a, b]) => `${a} \\odot ${b}`, level: 3, glyph: "×" },
  div: { tex: ([a, b]) => `\\frac{${a}}{${b}}`, level: 9, glyph: "÷" },
  max: { tex: ([a, b]) => `\\max\\left(${a}, ${b}\\right)`, level: 9, glyph: "max" },
  ge: { tex: ([a, b]) => `${a} \\ge ${b}`, level: 0, glyph: "≥" },
  where: {
    tex: ([m, a, b]) =>
      `\\begin{cases} ${a} & \\text{if } ${m} \\\\ ${b} & \\text{otherwise} \\end{cases}`,
    level: 9,
    glyph: "?",
  },
  neg: { tex: ([a]) => `-${a}`, level: 1, glyph: "−" },
  exp: { tex: call("\\exp"), level: 9, glyph: "exp" },
  log: { tex: call("\\log"), level: 9, glyph: "log" },
  sqrt: { tex: ([a]) => `\\sqrt{${a}}`, level: 9, glyph: "√" },
  sigmoid: { tex: call("\\sigma"), level: 9, glyph: "σ" },
  tanh: { tex: call("\\tanh"), level: 9, glyph: "tanh" },
  softplus: { tex: call("\\operatorname{softplus}"), level: 9, glyph: "softplus" },
  stop: { tex: call("\\operatorname{stop}"), level: 9 },
  matmul: {
    tex: ([a, b], { ta, tb }) => `${a}${ta ? "^\\top" : ""} \\cdot ${b}${tb ? "^\\top" : ""}`,
    level: 4,
  },
  sumTo: { tex: ([a]) => `{\\textstyle\\sum} ${a}`, level: 2, glyph: "Σ" },
  broadcast: { tex: ([a]) => a, level: 9 },
  softmax: { tex: call("\\operatorname{softmax}"), level: 9, glyph: "softmax" },
  logsumexp: {
    tex: ([a]) => `\\log {\\textstyle\\sum} \\exp\\left(${a}\\right)`,
    level: 2,
    glyph: "lse",
  },
  argmax: { tex: call("\\operatorname{argmax}"), level: 9, glyph: "argmax" },
  reshape: { tex: ([a]) => a, level: 9 },
  swap: { tex: ([a]) => `${a}^\\top`, level: 9 },
  concat: { tex: (args) => `[${args.join(", ")}]`, level: 9 },
  slice: { tex: ([a], { from, to }) => `${a}[${from}{:}${to}]`, level: 9 },
  pad: { tex: ([a]) => a, level: 9 },
  onehot: { tex: call("\\operatorname{onehot}"), level: 9 },
  gather: { tex: ([table, index]) => `${table}[${index}]`, level: 9 },
  scatter: { tex: ([d]) => d, level: 9 },
  ctc: { tex: ([x, labels]) => `\\operatorname{CTC}\\left(${x}, ${labels}\\right)`, level: 9 },
  ctcGrad: {
    tex: ([x, labels]) => `\\nabla \\operatorname{CTC}\\left(${x}, ${labels}\\right)`,
    level: 9,
  },
};
