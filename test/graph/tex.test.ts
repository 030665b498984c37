import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { lstm1997 } from "../../src/cells/lstm-1997.js";
import { gru } from "../../src/cells/gru.js";
import { reluRnn, rnn } from "../../src/cells/rnn.js";
import { cell, type AnyCell } from "../../src/graph/cell.js";
import { pin } from "../../src/graph/edit.js";
import { normalise, square } from "../../src/graph/functions.js";
import { runLayer } from "../../src/graph/layer.js";
import {
  add,
  concat,
  exp,
  gather,
  ge,
  logsumexp,
  matmul,
  mul,
  neg,
  sigmoid,
  slice,
  sub,
  swap,
  tanh,
  where,
} from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";
import { time } from "../../src/graph/spec.js";
import { equations, tex, type Notation } from "../../src/graph/tex.js";
import { mathJax } from "./mathjax.js";
import { attention, attentionSizes, CASES } from "./tex-cells.js";

test("the LSTM in the essay's notation", () => {
  expect(equations(lstm)).toEqual({
    f: "f_t = \\sigma\\left(W_{f} \\cdot [h_{t-1}, x_{t}] + b_{f}\\right)",
    i: "i_t = \\sigma\\left(W_{i} \\cdot [h_{t-1}, x_{t}] + b_{i}\\right)",
    g: "\\tilde{C}_t = \\tanh\\left(W_{C} \\cdot [h_{t-1}, x_{t}] + b_{C}\\right)",
    c: "C_t = f_t * C_{t-1} + i_t * \\tilde{C}_t",
    o: "o_t = \\sigma\\left(W_{o} \\cdot [h_{t-1}, x_{t}] + b_{o}\\right)",
    h: "h_t = o_t * \\tanh\\left(C_t\\right)",
  });
});

test("the papers' notation, and a choice of lines", () => {
  expect(equations(lstm, "paper").f).toBe(
    "f_t = \\sigma\\left(W_{xf} x_{t} + W_{hf} h_{t-1} + b_{f}\\right)",
  );
  expect(tex(lstm, "paper", ["c", "h"])).toBe(
    "\\begin{aligned}\nc_t &= f_t \\odot c_{t-1} + i_t \\odot g_t \\\\\nh_t &= o_t \\odot \\tanh\\left(c_t\\right)\n\\end{aligned}",
  );
  expect(equations(rnn).h).toBe("h_t = \\tanh\\left(W_{h} \\cdot [h_{t-1}, x_{t}] + b_{h}\\right)");
  expect(() => tex(rnn, "essay", ["q"])).toThrow('RNN has no "q"; it has h');
});

test("the GRU's candidate has the essay's letters", () => {
  expect(equations(gru).n).toBe(
    "\\tilde{h}_t = \\tanh\\left(W \\cdot [r_t * h_{t-1}, x_{t}] + b\\right)",
  );
  expect(equations(gru).h).toBe("h_t = \\left(1 - z_t\\right) * h_{t-1} + z_t * \\tilde{h}_t");
  expect(equations(gru, "paper").n).toBe(
    "n_t = \\tanh\\left(W_{xn} x_{t} + W_{hn} \\left(r_t \\odot h_{t-1}\\right) + b_{n}\\right)",
  );
});

test.each(["essay", "paper"] as const)("every cell in the notation %s", async (notation) => {
  const blocks = CASES.map(
    ([title, of, sizes]) => `% ${title}\n${tex(of, notation, undefined, sizes)}\n`,
  );
  await expect(blocks.join("\n")).toMatchFileSnapshot(`./snapshots/cells-${notation}.tex`);
});

test("JupyterLab's MathJax can typeset every line", async () => {
  const refusal = await mathJax();
  expect(refusal("h_t^a^b")).toContain("Double exponent");
  expect(refusal("\\odott")).toContain("Undefined control sequence");
  for (const [title, of, sizes] of [...CASES, ["odd", odd, oddSizes] as const])
    for (const notation of ["essay", "paper"] as const) {
      for (const line of Object.values(equations(of, notation, sizes)))
        expect(refusal(line), `${title}: ${line}`).toBeUndefined();
      expect(refusal(tex(of, notation, undefined, sizes)), title).toBeUndefined();
    }
});

test("brackets stand where they are needed", () => {
  const mix = cell("Mix", { h: "time" }, ({ x, h, affine }) => {
    const z = sigmoid(affine("z", x));
    return { h: add(mul(sub(1, z), h), mul(z, sub(h, sub(h, tanh(h))))), z };
  });
  expect(equations(mix).h).toBe(
    "h_t = \\left(1 - z_t\\right) * h_{t-1} + z_t * \\left(h_{t-1} - \\left(h_{t-1} - \\tanh\\left(h_{t-1}\\right)\\right)\\right)",
  );
});

/** Operations that few cells use. */
const odd = cell(
  "Odd",
  { h: "time", b: "time", q_z: "time", y: "step", table: "whole", n2: "whole" },
  ({ x, h, b, q_z, y, table, n2, affine, vec, param }) => ({
    h: add(where(ge(h, 0), neg(square(h)), mul(x, -2)), mul(ge(x, h), sub(h, add(b, x)))),
    b: h,
    q_z: add(mul(vec("mu_prior"), q_z), -0.5),
    y: mul(tanh(y), exp(mul(h, -1))),
    part: slice(sub(x, h), 0, 3),
    row: gather(param("E", [4, 5]), slice(y, 0, 1)),
    turned: swap(add(x, h)),
    product: matmul(sub(x, 1), param("U_x", [x.shape.at(-1)!, 3])),
    score: matmul(swap(table), n2),
    all: mul(1e-7, logsumexp(mul(0.1, x))),
    normal: normalise(affine("a", h)),
  }),
);
const oddSizes = { shapes: { table: [2, 7, 5], n2: [2, 7, 1] } };

test("underscores without anything between them name nothing", () => {
  const odd = cell("Odd", { h: "time" }, ({ x, h, affine }) => {
    const old = sigmoid(affine("_u__old_", x));
    const none = mul(old, h);
    return { h: add(none, x), _u__old_: old, __: none };
  });
  expect(equations(odd)).toEqual({
    _u__old_:
      "u^{\\text{old}}_t = \\sigma\\left(W_{u,\\text{old}} \\cdot x_{t} + b_{u,\\text{old}}\\right)",
    __: "\\mathrm{\\_\\_}_t = u^{\\text{old}}_t * h_{t-1}",
    h: "h_t = \\mathrm{\\_\\_}_t + x_{t}",
  });
});

test("a candidate of a GRU is the n that is no state, of a cell that has an h", () => {
  const letters = (states: readonly string[]): string => {
    const spec = Object.fromEntries(states.map((name) => [name, "time" as const]));
    const mine = cell("Mine", spec, (({ x, ...given }: Record<string, Sym>) => {
      const next = { n: tanh(x), h: sigmoid(x), s: exp(x) };
      const all = Object.fromEntries(
        states.map((name) => [name, add(next[name as "n"], given[name])]),
      );
      return { n: next.n, ...all };
    }) as never) as AnyCell;
    return equations(mine)["n"].split("_t")[0];
  };
  expect(letters(["h"])).toBe("\\tilde{h}");
  expect(letters(["s"])).toBe("n");
  expect(letters(["h", "n"])).toBe("n");
});

test("a number at the end of a name is a tag, one within it is a part of the word", () => {
  const mine = cell("Mine", { h1: "time", h1a: "time" }, ({ x, h1, h1a }) => ({
    h1: mul(x, h1a),
    h1a: add(x, h1),
  }));
  expect(equations(mine)).toEqual({
    h1: "h^{(1)}_t = x_{t} * \\mathrm{h1a}_{t-1}",
    h1a: "\\mathrm{h1a}_t = x_{t} + h^{(1)}_{t-1}",
  });
});

test("what few cells use", () => {
  expect(equations(odd, "essay", oddSizes)).toMatchObject({
    h: "h_t = \\begin{cases} -h_{t-1}^{2} & \\text{if } h_{t-1} \\ge 0 \\\\ -2\\,x_{t} & \\text{otherwise} \\end{cases} + \\left[x_{t} \\ge h_{t-1}\\right] * \\left(h_{t-1} - \\left(b_{t-1} + x_{t}\\right)\\right)",
    q_z: "q_{z,t} = \\mu_{\\text{prior}} * q_{z,t-1} - 0.5",
    y: "y^{\\prime}_t = \\tanh\\left(y_{t}\\right) * \\exp\\left(-h_{t-1}\\right)",
    part: "\\mathrm{part}_t = \\left(x_{t} - h_{t-1}\\right)[0{:}3]",
    row: "\\mathrm{row}_t = E[y_{t}[0{:}1]]",
    turned: "\\mathrm{turned}_t = \\left(x_{t} + h_{t-1}\\right)^\\top",
    product: "\\mathrm{product}_t = U_{x} \\cdot \\left(x_{t} - 1\\right)",
    score: "\\mathrm{score}_t = \\mathrm{table}^\\top \\cdot n_{(2)}",
    all: "\\mathrm{all}_t = 10^{-7}\\,\\log {\\textstyle\\sum} \\exp\\left(0.1\\,x_{t}\\right)",
  });
});

test("a state that moves at every n-th step says so, in a part as well as alone", () => {
  const slow = cell("Slow", { h3: time({ every: 3 }) }, ({ x, h3, affine }) => ({
    h3: tanh(affine("h3", h3, x)),
  }));
  expect(equations(slow).h3).toBe(
    "h^{(3)}_t = \\begin{cases} \\tanh\\left(W^{(3)}_{h} \\cdot [h^{(3)}_{t-1}, x_{t}] + b^{(3)}_{h}\\right) & \\text{if } t \\bmod 3 = 0 \\\\ h^{(3)}_{t-1} & \\text{otherwise} \\end{cases}",
  );
});

test("a part is a function of its states and its input, called by the name that the cell gives its output", () => {
  expect(equations(attention, "essay", attentionSizes)).toEqual({
    alpha:
      "\\alpha_t = \\operatorname{softmax}\\left(\\tanh\\left(W_{\\text{query}} \\cdot h_{t-1} + \\mathrm{keys} + b_{\\text{query}}\\right) \\cdot v\\right)",
    context: "\\mathrm{context}_t = \\mathrm{memory}^\\top \\cdot \\alpha_t",
    h: "h_t = \\operatorname{GRU}\\left(h_{t-1}, [x_{t}, \\mathrm{context}_t]\\right)",
  });
  const two = cell("Two", { top: lstm, bottom: reluRnn }, ({ x, top, bottom }) => {
    const below = bottom({ x });
    return { y: tanh(top({ x: below.h }).h) };
  });
  expect(Object.keys(equations(two))).toEqual(["bottom.h", "top.h", "y"]);
  expect(equations(two)["top.h"]).toBe(
    "h^{\\text{top}}_t, C_t = \\operatorname{LSTM}\\left(h^{\\text{top}}_{t-1}, C_{t-1}, h^{\\text{bottom}}_t\\right)",
  );
  expect(tex(two, "essay", ["c"])).toContain("LSTM");
});

test("a layer that is run within a step is a function of its sequence", () => {
  const reader = cell("Reader", { h: "time", words: "whole" }, ({ h, words, affine, layer }) => {
    const { final, h: all } = runLayer(layer("inner", gru, { hidden: 3 }), { x: words });
    return { h: tanh(affine("h", h, final.h)), all };
  });
  expect(equations(reader, "essay", { shapes: { words: [5, 2, 4] } })).toMatchObject({
    h: "h_t = \\tanh\\left(W_{h} \\cdot [h_{t-1}, \\operatorname{GRU}^{\\text{last}}_{h}\\left(\\mathrm{words}\\right)] + b_{h}\\right)",
    all: "\\mathrm{all}_t = \\operatorname{GRU}_{h}\\left(\\mathrm{words}\\right)",
  });
});

test("a nameless value that is used twice has a line of its own, and never two to the power of its depth", () => {
  const deep = cell("Deep", { h: "time", u1: "step" }, ({ x, h, u1, affine }) => {
    let y = affine("h", h, x, u1);
    for (let k = 0; k < 40; k++) y = mul(tanh(y), sigmoid(y));
    return { h: y };
  });
  const lines = equations(deep);
  expect(Object.keys(lines)).toHaveLength(21);
  expect(Object.values(lines).join("").length).toBeLessThan(3000);
});

test("a changed operation changes the equation; a pinned gate is written as its number", () => {
  const changed = cell("Changed", { h: "time" }, ({ x, h, affine }) => ({
    h: sigmoid(affine("h", h, x)),
  }));
  expect(equations(changed).h).toContain("\\sigma");
  expect(equations(pin(lstm, { f: 1 })).f).toBe("f_t = 1");
  expect(equations(pin(lstm, { f: -0.25 })).f).toBe("f_t = -0.25");
  const list = Array.from({ length: 840 }, (_, k) => k / 1000);
  expect(equations(pin(lstm, { f: list })).f).toBe("f_t = [0, 0.001, \\dots, 0.839]");
  expect(equations(pin(lstm, { c: neg })).c).toBe(
    "C_t = -\\left(f_t * C_{t-1} + i_t * \\tilde{C}_t\\right)",
  );
});

test("operands that are joined before they enter a layer are its operands; a truncated one says stop", () => {
  const joined = cell("Joined", { h: "time" }, ({ x, h, affine }) => ({
    h: tanh(affine("h", concat(h, x))),
  }));
  expect(equations(joined)).toEqual(equations(rnn));
  const paper: Notation = "paper";
  expect(equations(joined, paper)).toEqual(equations(rnn, paper));
  expect(equations(lstm1997(), paper).i).toBe(
    "i_t = \\sigma\\left(W_{xi} x_{t} + W_{hi} \\operatorname{stop}\\left(h_{t-1}\\right) + b_{i}\\right)",
  );
});
