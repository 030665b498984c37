import { expect, test } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { greff } from "../../src/cells/greff.js";
import { gru } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import { lstm1997 } from "../../src/cells/lstm-1997.js";
import { fullPeephole, peephole } from "../../src/cells/peephole.js";
import { coupled } from "../../src/cells/coupled.js";
import { reluRnn, rnn } from "../../src/cells/rnn.js";
import { cell, type AnyCell } from "../../src/graph/cell.js";
import { add, mul, sigmoid, sub, tanh } from "../../src/graph/ops.js";
import { equationDiff, equations, texDiff, type Notation } from "../../src/graph/tex.js";
import { mathJax } from "./mathjax.js";
import { attention, attentionSizes, CASES } from "./tex-cells.js";

/** What is marked, as <so>. */
function angled(tex: string): string {
  const mark = /(?:\\,)?\\textcolor\{#\w+\}\{\\(?:underline|boxed)\{/.exec(tex);
  if (!mark) return tex;
  const from = mark.index + mark[0].length;
  let [at, depth] = [from, 1];
  for (; depth > 0; at++) depth += tex[at] === "{" ? 1 : tex[at] === "}" ? -1 : 0;
  const rest = tex.slice(at + 1).replace(/^\\,/, "");
  return angled(`${tex.slice(0, mark.index)}<${tex.slice(from, at - 1)}>${rest}`);
}
/** The rows that are not the same. */
function changes(from: AnyCell, to: AnyCell, notation: Notation = "essay"): string[] {
  const plain = (tex = ""): string => angled(tex).replaceAll(/\\left|\\right/g, "");
  return equationDiff(from, to, notation)
    .filter(({ kind }) => kind !== "same")
    .map(({ name, kind, before, after }) =>
      kind === "changed" ? `${plain(before)} -> ${plain(after)}` : `${kind} ${name}`,
    );
}

test("the same cell differs in nothing, nor does one whose terms and factors stand in another order", () => {
  const other = cell("Other", { h: "time", c: "time" }, ({ x, h, c, affine }) => {
    const f = sigmoid(affine("f", x, h));
    const i = sigmoid(affine("i", x, h));
    const g = tanh(affine("g", x, h));
    const cNext = add(mul(g, i), mul(c, f));
    const o = sigmoid(affine("o", x, h));
    return { h: mul(tanh(cNext), o), c: cNext, f, i, g, o };
  });
  for (const [, of, sizes] of CASES)
    expect(equationDiff(of, of, "essay", sizes).every(({ kind }) => kind === "same")).toBe(true);
  expect(changes(lstm, other)).toEqual([]);
  expect(equationDiff(lstm, lstm)[0]).toEqual({
    name: "f",
    kind: "same",
    before: equations(lstm).f,
    after: equations(lstm).f,
  });
});

test("a peephole is the term that it adds", () => {
  expect(changes(lstm, peephole())).toEqual([
    "f_t = \\sigma(W_{f} \\cdot [h_{t-1}, x_{t}] + b_{f}) -> f_t = \\sigma(W_{f} \\cdot [h_{t-1}, x_{t}] + <p_{f} * C_{t-1}> + b_{f})",
    "i_t = \\sigma(W_{i} \\cdot [h_{t-1}, x_{t}] + b_{i}) -> i_t = \\sigma(W_{i} \\cdot [h_{t-1}, x_{t}] + <p_{i} * C_{t-1}> + b_{i})",
    "o_t = \\sigma(W_{o} \\cdot [h_{t-1}, x_{t}] + b_{o}) -> o_t = \\sigma(W_{o} \\cdot [h_{t-1}, x_{t}] + <p_{o} * C_t> + b_{o})",
  ]);
  expect(changes(lstm, fullPeephole)[0]).toMatch(/-> .*\[<C_\{t-1\}>, h_\{t-1\}, x_\{t\}\]/);
  expect(changes(lstm, fullPeephole, "paper")[0]).toContain("+ <W_{cf} c_{t-1}> +");
});

test("a coupled gate takes the place of another", () => {
  expect(changes(lstm, coupled)).toEqual([
    "removed i",
    "C_t = f_t * C_{t-1} + <i_t> * \\tilde{C}_t -> C_t = f_t * C_{t-1} + <(1 - f_t)> * \\tilde{C}_t",
  ]);
});

test("LSTM and GRU share little", () => {
  expect(changes(lstm, gru)).toEqual([
    ..."figco".split("").map((name) => `removed ${name}`),
    ..."zrn".split("").map((name) => `added ${name}`),
    "h_t = <o_t * \\tanh(C_t)> -> h_t = <(1 - z_t) * h_{t-1} + z_t * \\tilde{h}_t>",
  ]);
});

test("only the function is marked where only the function differs", () => {
  expect(changes(rnn, reluRnn)).toEqual([
    "h_t = <\\tanh>(W_{h} \\cdot [h_{t-1}, x_{t}] + b_{h}) -> h_t = <\\operatorname{ReLU}>(W_{h} \\cdot [h_{t-1}, x_{t}] + b_{h})",
  ]);
  expect(changes(greff.V, greff.NOAF)).toEqual(["h_t = <\\tanh>(C_t) * o_t -> h_t = C_t * o_t"]);
  expect(changes(lstm1997(), lstm1997({ truncated: false }))[0]).toBe(
    "i_t = \\sigma(W_{i} \\cdot [<\\operatorname{stop}>(h_{t-1}), x_{t}] + b_{i}) -> i_t = \\sigma(W_{i} \\cdot [h_{t-1}, x_{t}] + b_{i})",
  );
});

test("a factor that comes or goes, a sign that turns", () => {
  expect(changes(greff.V, greff.NFG)).toContain(
    "C_t = z_t * i_t + C_{t-1} * <f_t> -> C_t = z_t * i_t + C_{t-1}",
  );
  const step = (f: typeof add) =>
    cell("Step", { h: "time" }, ({ x, h }) => ({ h: f(h, mul(x, h)) }));
  expect(
    changes(
      step(add),
      step((a, b) => sub(a!, b!)),
    ),
  ).toEqual(["h_t = h_{t-1} + x_{t} * h_{t-1} -> h_t = h_{t-1} \\mathbin{<->} x_{t} * h_{t-1}"]);
});

test("a value that stands in two places is marked where it differs", () => {
  const step = (other: "h" | "x") =>
    cell("Step", { h: "time" }, (given) => ({ h: mul(sigmoid(given.h), given[other]) }));
  expect(changes(step("h"), step("x"))).toEqual([
    "h_t = \\sigma(h_{t-1}) * <h_{t-1}> -> h_t = \\sigma(h_{t-1}) * <x_{t}>",
  ]);
});

test("one block for a notebook, which JupyterLab's MathJax can typeset for any two cells", async () => {
  expect(texDiff(lstm, coupled)).toMatchInlineSnapshot(`
    "\\begin{aligned}
    & \\text{both} & f_t &= \\sigma\\left(W_{f} \\cdot [h_{t-1}, x_{t}] + b_{f}\\right) \\\\[4pt]
    & \\text{LSTM} & i_t &= \\sigma\\left(W_{i} \\cdot [h_{t-1}, x_{t}] + b_{i}\\right) \\\\[4pt]
    & \\text{both} & \\tilde{C}_t &= \\tanh\\left(W_{C} \\cdot [h_{t-1}, x_{t}] + b_{C}\\right) \\\\[4pt]
    & \\text{LSTM} & C_t &= f_t * C_{t-1} + \\textcolor{#c85200}{\\underline{i_t}} * \\tilde{C}_t \\\\
    & \\text{Coupled LSTM} & C_t &= f_t * C_{t-1} + \\,\\textcolor{#1a7bbf}{\\boxed{\\left(1 - f_t\\right)}}\\, * \\tilde{C}_t \\\\[4pt]
    & \\text{both} & o_t &= \\sigma\\left(W_{o} \\cdot [h_{t-1}, x_{t}] + b_{o}\\right) \\\\[4pt]
    & \\text{both} & h_t &= o_t * \\tanh\\left(C_t\\right)
    \\end{aligned}"
  `);
  expect(texDiff(rnn, rnn, { labels: ["a", "beides & mehr", "b"] })).toContain(
    "\\text{beides \\& mehr}",
  );
  const refusal = await mathJax();
  for (const [title, to, sizes] of CASES) {
    expect(refusal(texDiff(lstm, to, { sizes: sizes ?? {} })), title).toBeUndefined();
    const back = texDiff(to, clockwork(), { notation: "paper", sizes: sizes ?? {} });
    expect(refusal(back), title).toBeUndefined();
  }
  expect(refusal(texDiff(attention, gru, { sizes: attentionSizes }))).toBeUndefined();
});
