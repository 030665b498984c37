import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { cell } from "../../src/graph/cell.js";
import { diagram } from "../../src/graph/diagram.js";
import { add, mul, sigmoid, tanh } from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";
import { equations } from "../../src/graph/tex.js";
import { network } from "../../src/models/network.js";

/** The LSTM, line by line as in src/cells, with one operation left open: what squashes the candidate. */
const lstmWith = (squash: (a: Sym) => Sym) =>
  cell(
    "LSTM",
    { h: "time", c: "time" },
    ({ x, h, c, affine }) => {
      const f = sigmoid(affine("f", h, x));
      const i = sigmoid(affine("i", h, x));
      const g = squash(affine("g", h, x));
      const cNext = add(mul(f, c), mul(i, g));
      const o = sigmoid(affine("o", h, x));
      return { h: mul(o, tanh(cNext)), c: cNext, f, i, g, o };
    },
    { bias: { f: 1 } },
  );

/** All that is made of a cell's step: its equations, its diagram, what it does and how it learns. */
function madeOf(of: typeof lstm) {
  const net = network(of, { input: 2, hidden: 3, seed: 1 }); // the same weights for each
  const x = [
    [1, -1],
    [0.5, 2],
    [0, 1],
  ];
  const values = Object.entries(net.run(x)).map(([name, { data }]) => [name, [...data]] as const);
  const svg = diagram(of, { legend: false });
  return {
    equations: equations(of),
    svg,
    /** The functions in the diagram's boxes and circles, in the order in which they are drawn. */
    functions: [...svg.matchAll(/>(σ|tanh)</g)].map(([, name]) => name),
    values: Object.fromEntries(values),
    gradient: [...net.sensitivity(x, "h", "c").data],
  };
}

test("one operation changed in a cell's step changes its TeX, its diagram, its output and its gradient together", () => {
  const original = madeOf(lstm);
  expect(madeOf(lstmWith(tanh))).toEqual(original);

  const changed = madeOf(lstmWith(sigmoid));
  const { g, ...otherLines } = original.equations;
  const { g: changedG, ...otherChangedLines } = changed.equations;
  expect(g).toContain("\\tanh");
  expect(changedG).toBe(g!.replace("\\tanh", "\\sigma"));
  expect(otherChangedLines).toEqual(otherLines);

  const count = (name: string, of: typeof original): number =>
    of.functions.filter((other) => other === name).length;
  expect([count("σ", original), count("tanh", original)]).toEqual([3, 2]);
  expect([count("σ", changed), count("tanh", changed)]).toEqual([4, 1]);

  // At the first step f, i and o read nothing that has changed; the candidate is sigmoid(a) where it was tanh(a).
  const first = ({ values }: typeof original, name: string) => values[name]!.slice(0, 3);
  for (const gate of ["f", "i", "o"]) expect(first(changed, gate)).toEqual(first(original, gate));
  first(changed, "g").forEach((v, k) =>
    expect(v).toBeCloseTo(1 / (1 + Math.exp(-Math.atanh(first(original, "g")[k]!))), 6),
  );
  for (const name of ["g", "c", "h"])
    expect(changed.values[name]).not.toEqual(original.values[name]);
  expect(changed.gradient).not.toEqual(original.gradient);
});
