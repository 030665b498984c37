import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import { cell } from "../../src/graph/cell.js";
import { pin } from "../../src/graph/edit.js";
import { add, mul, sigmoid, sub, tanh } from "../../src/graph/ops.js";
import { equations, tex } from "../../src/graph/tex.js";

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
  expect(tex(lstm, "paper", ["c", "h"])).toBe(
    "\\begin{aligned}\nc_t &= f_t \\odot c_{t-1} + i_t \\odot g_t \\\\\nh_t &= o_t \\odot \\tanh\\left(c_t\\right)\n\\end{aligned}",
  );
  expect(equations(rnn).h).toBe("h_t = \\tanh\\left(W_{h} \\cdot [h_{t-1}, x_{t}] + b_{h}\\right)");
  expect(() => tex(rnn, "essay", ["q"])).toThrow('RNN has no "q"; it has h');
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

test("a changed operation changes the equation; a pinned gate is written as its number", () => {
  const changed = cell("Changed", { h: "time" }, ({ x, h, affine }) => ({
    h: sigmoid(affine("h", h, x)),
  }));
  expect(equations(changed).h).toContain("\\sigma");
  expect(equations(pin(lstm, { f: 1 })).f).toBe("f_t = 1");
});
