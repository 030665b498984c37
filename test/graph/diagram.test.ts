import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import { cell, type AnyCell, type Tools } from "../../src/graph/cell.js";
import { pin } from "../../src/graph/edit.js";
import { diagram, unrolledDiagram } from "../../src/graph/diagram.js";
import { place } from "../../src/graph/diagram/place.js";
import { partsOf } from "../../src/graph/diagram/parts.js";
import { isPart, wiresOf } from "../../src/graph/diagram/wires.js";
import { add, logsumexp, mul, sigmoid, sub, tanh } from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";

type Given = Tools & { readonly h: Sym; readonly c: Sym };
/** The LSTM with parts exchanged. */
const variant = (
  change: Partial<Record<"candidate" | "out", (a: Sym) => Sym>> & {
    forget?: false;
    peek?: true;
    coupled?: true;
  },
): AnyCell =>
  cell("Variant", { h: "time", c: "time" }, ({ x, h, c, affine }: Given) => {
    const seen = change.peek ? [c, h, x] : [h, x];
    const f = sigmoid(affine("f", ...seen));
    const i = change.coupled ? sub(1, f) : sigmoid(affine("i", ...seen));
    const g = (change.candidate ?? tanh)(affine("g", h, x));
    const next = add(change.forget === false ? c : mul(f, c), mul(i, g));
    const o = sigmoid(affine("o", h, x));
    return {
      h: mul(o, (change.out ?? tanh)(next)),
      c: next,
      ...(change.forget === false ? {} : { f }),
      i,
      g,
      o,
    };
  });
const gru = cell("GRU", { h: "time" }, ({ x, h, affine }) => {
  const r = sigmoid(affine("r", h, x));
  const z = sigmoid(affine("z", h, x));
  const n = tanh(affine("n", mul(r, h), x));
  return { h: add(mul(sub(1, z), h), mul(z, n)), r, z, n };
});
const highway = cell("Highway", { h: "time" }, ({ x, h, affine }) => {
  const t = sigmoid(affine("t", h, x));
  return { h: add(mul(t, tanh(affine("u", x))), mul(sub(1, t), h)), t };
});
const CELLS: readonly AnyCell[] = [
  lstm,
  rnn,
  gru,
  highway,
  pin(lstm, { f: 1 }),
  variant({ peek: true }),
  variant({ coupled: true }),
  variant({ forget: false }),
  variant({ out: (a) => a }),
];

const wiresIn = (svg: string): string[] =>
  [...svg.matchAll(/data-wire="([^"]*)"/g)].map((m) =>
    m[1]!.replaceAll("&gt;", ">").replaceAll("&#39;", "'"),
  );
const signsIn = (svg: string): string[] =>
  [...svg.matchAll(/>([^<>]+)<\/text>/g)].map((m) => m[1]!);
const bare = (of: AnyCell, highlight: readonly string[] = []): string =>
  diagram(of, { legend: false, highlight });
const strongIn = (svg: string): string => svg.slice(svg.lastIndexOf("<g>"));

test("the LSTM's lines are those of its equations", () => {
  const wires = wiresIn(bare(lstm));
  for (const gate of ["f", "i", "g", "o"])
    expect(wires.filter((w) => w.endsWith(`>${gate}`)).sort()).toEqual([`h>${gate}`, `x>${gate}`]);
  expect(wires.filter((w) => w.startsWith("c>"))).toEqual([expect.stringMatching(/^c>×/)]);
  expect(wires.find((w) => w.startsWith("f>"))!.slice(2)).toBe(
    wires.find((w) => w.startsWith("c>"))!.slice(2),
  );
  expect(wires.filter((w) => w.startsWith("c'>"))).toEqual([
    expect.stringMatching(/^c'>tanh/),
    "c'>c out",
  ]);
  expect(wires.filter((w) => w.endsWith(">h'"))).toEqual([
    "o>h'",
    expect.stringMatching(/^tanh.*>h'$/),
  ]);
  expect(wires).toHaveLength(8 + 2 + 2 + 2 + 1 + 2 + 3);
  expect(signsIn(bare(lstm)).filter((s) => s === "tanh")).toHaveLength(2);
  expect(bare(lstm)).toContain(
    "C_t = f_t × C_t−1 + i_t × C\u0303_t; o_t = σ[h_t−1, x_t]; h_t = o_t × tanh(C_t)</desc>",
  );
});

test("the RNN is one layer", () => {
  expect(wiresIn(bare(rnn)).sort()).toEqual(["h'>h out", "h'>h up", "h>h'", "x>h'"]);
});

test("changing an operation of a cell changes its drawing", () => {
  const signs = (of: AnyCell): string[] =>
    signsIn(bare(of))
      .filter((s) => /σ|tanh|[×+−]$/.test(s))
      .sort();
  const whole = ["+", "tanh", "tanh", "×", "×", "×", "σ", "σ", "σ"];
  expect(signs(lstm)).toEqual(whole);
  expect(signs(variant({ candidate: sigmoid }))).toEqual([
    "+",
    "tanh",
    "×",
    "×",
    "×",
    "σ",
    "σ",
    "σ",
    "σ",
  ]);
  expect(signs(variant({ out: (a) => a }))).toEqual(["+", "tanh", "×", "×", "×", "σ", "σ", "σ"]);
  expect(signs(variant({ forget: false }))).toEqual(["+", "tanh", "tanh", "×", "×", "σ", "σ"]);
  expect(signs(variant({ coupled: true }))).toEqual([
    "+",
    "1−",
    "tanh",
    "tanh",
    "×",
    "×",
    "×",
    "σ",
    "σ",
  ]);
  expect(wiresIn(bare(variant({ peek: true })))).toEqual(expect.arrayContaining(["c>f", "c>i"]));
  expect(wiresIn(bare(variant({ out: (a) => a })))).toContain("c'>h'");
});

test.each(CELLS)(
  "$name: every line runs from its part to its reader, and no two lie on one another",
  (of) => {
    const parts = partsOf(of);
    const placed = place(parts);
    const wires = wiresOf(parts, placed);
    const pairs = parts.all.flatMap((to) => [...new Set(to.inputs)].map((from) => [from, to]));
    expect(wires.filter((w) => isPart(w.to)).map((w) => [w.from, w.to])).toEqual(pairs);

    // A piece of grid line belongs to one source, or to sources that meet in one reader behind it.
    const owners = new Map<string, Set<string>>();
    for (const { from, to, points } of wires) {
      expect(points[0]).toEqual(placed.at.get(from));
      if (isPart(to)) expect(points.at(-1)).toEqual(placed.at.get(to));
      for (const [k, b] of points.slice(1).entries()) {
        const a = points[k]!;
        expect(a.x === b.x || a.y === b.y).toBe(true);
        const steps = Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
        for (let s = 0; s < steps; s++) {
          const p = {
            x: a.x + (Math.sign(b.x - a.x) * (2 * s + 1)) / 2,
            y: a.y + (Math.sign(b.y - a.y) * (2 * s + 1)) / 2,
          };
          const key = `${p.x},${p.y}`;
          owners.set(key, (owners.get(key) ?? new Set()).add(from.glyph + parts.all.indexOf(from)));
          // No line runs through a part that it neither leaves nor enters.
          for (const [part, at] of placed.at)
            if (part !== from && part !== to)
              expect(Math.hypot(at.x - p.x, at.y - p.y)).toBeGreaterThan(0.7);
        }
      }
    }
    const readSets = parts.all
      .filter((p) => p.kind === "layer")
      .map((p) => p.inputs.map((a) => a.glyph + parts.all.indexOf(a)));
    for (const names of owners.values())
      expect(
        names.size === 1 || readSets.some((set) => [...names].every((n) => set.includes(n))),
      ).toBe(true);
  },
);

test("a highlight marks its equation and fades the rest", () => {
  expect(wiresIn(strongIn(bare(lstm, ["f"])))).toEqual([
    "h>f",
    "x>f",
    expect.stringMatching(/^f>/),
  ]);
  const update = strongIn(bare(lstm, ["c"]));
  expect(wiresIn(update).filter((w) => w.startsWith("c"))).toEqual([
    expect.stringMatching(/^c>×/),
    "c'>c out",
  ]);
  expect(
    signsIn(update)
      .filter((s) => /[×+σ]|tanh/.test(s))
      .sort(),
  ).toEqual(["+", "×", "×"]);
  const write = strongIn(bare(lstm, ["i", "g"]));
  expect(
    signsIn(write)
      .filter((s) => /[×+σ]|tanh/.test(s))
      .sort(),
  ).toEqual(["tanh", "×", "σ"]);
  const show = strongIn(bare(lstm, ["o", "h"]));
  expect(
    signsIn(show)
      .filter((s) => /[×+σ]|tanh/.test(s))
      .sort(),
  ).toEqual(["tanh", "×", "σ"]);
  expect(wiresIn(show)).toEqual(expect.arrayContaining(["h'>h out", "h'>h up"]));
  expect(bare(lstm, ["f"])).toContain('<g opacity="0.25">');
  expect(bare(lstm)).not.toContain("opacity");
  expect(strongIn(bare(lstm, ["f"]))).toContain('stroke-width="4.5"');
  expect(() => diagram(lstm, { highlight: ["q"] })).toThrow(
    'LSTM: highlight names "q"; the diagram has f, i, g, c, o, h',
  );
});

test("pictures speak: titles, descriptions and words are the caller's, and are escaped", () => {
  const svg = diagram(lstm, {
    title: `a < b & "c"`,
    description: "门控",
    words: { gate: "学习层，0 到 1" },
    names: { g: "g" },
  });
  expect(svg).toContain("<title>a &lt; b &amp; &quot;c&quot;</title><desc>门控</desc>");
  expect(svg).toContain("学习层，0 到 1");
  expect(svg).toContain('role="img"');
  expect(svg).not.toContain("C\u0303");
  for (const of of CELLS) {
    expect(diagram(of)).toBe(diagram(of));
    expect(diagram(of)).not.toMatch(/NaN|undefined|<script|href|\d\.\d\d/);
    // Each element is closed: a well-formed tree.
    const open: string[] = [];
    for (const [, end, name, alone] of diagram(of).matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name);
      else if (!alone) open.push(name!);
    }
    expect(open).toEqual([]);
  }
});

test("what has no form is refused in the cell's name", () => {
  const clock = cell("Clock", { h: "time", n: "step" }, ({ x, h, n, affine }) => ({
    h: tanh(affine("h", h, x, n)),
  }));
  expect(() => diagram(clock)).toThrow(
    'Clock: diagram draws the states h and c; it has no place for "n" ("step")',
  );
  const vector = cell("Vector", { h: "time" }, ({ x, h, affine, param }) => ({
    h: mul(param("p", [5]), tanh(affine("h", h, x))),
  }));
  expect(() => diagram(vector)).toThrow('Vector: diagram has no form for "p"');
  const odd = cell("Odd", { h: "time" }, ({ x, h, affine }) => ({
    h: mul(h, logsumexp(affine("h", h, x))),
  }));
  expect(diagram(odd)).toContain("lse");
  expect(() => diagram(pin(rnn, { h: 0 }))).toThrow(
    "RNN: diagram has no form for the constant state h",
  );
});

test("an unrolled network carries the cell's states and shares one set of weights", () => {
  for (const steps of [1, 2, 5, 12]) {
    const svg = unrolledDiagram(lstm, { steps });
    expect(svg.match(/data-carries="c"/g)).toHaveLength(steps);
    expect(svg.match(/data-carries="h"/g)).toHaveLength(steps);
    // The loop hangs on the same line.
    expect(svg.match(/data-shares/g)).toHaveLength(steps + 1);
    expect(svg).toContain(
      `x_${steps - 1} → A → h_${steps - 1}; A → A: C, h; the same weights at every step: W_f, W_i, W_C, W_o`,
    );
    expect(svg).toBe(unrolledDiagram(lstm, { steps }));
  }
  expect(unrolledDiagram(rnn, { steps: 3 })).not.toContain('data-carries="c"');
  expect(unrolledDiagram(rnn, { steps: 3, highlight: 1 })).toContain('opacity="0.3"');
  const width = (svg: string): string => /viewBox="([^"]*)"/.exec(svg)![1]!;
  expect(width(unrolledDiagram(rnn, { steps: 2, room: 8 }))).toBe(
    width(unrolledDiagram(rnn, { steps: 8 })),
  );
  expect(() => unrolledDiagram(rnn, { steps: 0 })).toThrow("RNN: unrolledDiagram: steps is 0");
  expect(() => unrolledDiagram(rnn, { steps: 2, highlight: 2 })).toThrow(
    "highlight is 2; want a step, 0 to 1",
  );
});
