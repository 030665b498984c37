import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { coupled } from "../../src/cells/coupled.js";
import { depthGated } from "../../src/cells/depth-gated.js";
import { greff } from "../../src/cells/greff.js";
import { gridLstm } from "../../src/cells/grid-lstm.js";
import { gru, gruResetAfter } from "../../src/cells/gru.js";
import { layerNormalised } from "../../src/cells/layer-norm.js";
import { lstm1997 } from "../../src/cells/lstm-1997.js";
import { lstm } from "../../src/cells/lstm.js";
import { mut1, mut2, mut3 } from "../../src/cells/mut.js";
import { fullPeephole, peephole } from "../../src/cells/peephole.js";
import { irnn, reluRnn, rnn } from "../../src/cells/rnn.js";
import { cell, type AnyCell, type Tools } from "../../src/graph/cell.js";
import { diagram, diagramDiff, unrolledDiagram } from "../../src/graph/diagram.js";
import { crossings } from "../../src/graph/diagram/clip.js";
import { layOut } from "../../src/graph/diagram/lay-out.js";
import { isPart, type Part } from "../../src/graph/diagram/part.js";
import { partsOf } from "../../src/graph/diagram/parts.js";
import type { Point } from "../../src/graph/diagram/route.js";
import { halfOf, U } from "../../src/graph/diagram/sizes.js";
import { pin } from "../../src/graph/edit.js";
import { normalise, relu } from "../../src/graph/functions.js";
import {
  add,
  concat,
  logsumexp,
  matmul,
  mul,
  reshape,
  sigmoid,
  slice,
  softmax,
  softplus,
  sub,
  tanh,
} from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";
import type { TraceSizes } from "../../src/graph/trace.js";

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
const highway = cell("Highway", { h: "time" }, ({ x, h, affine }) => {
  const t = sigmoid(affine("t", h, x));
  return { h: add(mul(t, tanh(affine("u", x))), mul(sub(1, t), h)), t };
});
/** What readers write: attention (Bahdanau 2015) over an encoder's outputs, with a GRU as its part. */
const attention = cell(
  "Attention decoder",
  { rnn: gru, memory: "whole", keys: "whole" },
  ({ x, rnn, memory, keys, dense, param }) => {
    const query = reshape(dense("query", 64, rnn.h), 1, [1, 64]);
    const score = matmul(tanh(add(query, keys)), param("v", [64, 1]));
    const alpha = softmax(reshape(score, 2, [5]));
    const context = reshape(matmul(reshape(alpha, 1, [1, 5]), memory), 2, [840]);
    const { h } = rnn({ x: concat(x, context) });
    return { h, context, alpha };
  },
);
const ATTENTION: TraceSizes = {
  shapes: { memory: [2, 5, 840], keys: [2, 5, 64], x: [2, 7] },
};
/** Parts with two states each, and noise. */
const autoencoder = cell(
  "Autoencoder",
  { enc: lstm, dec: lstm, noise: "step" },
  ({ x, enc, dec, noise, affine }) => {
    const e = enc({ x: concat(x, dec.h) });
    const z = add(affine("mu", e.h), mul(softplus(affine("s", e.h)), noise));
    const d = dec({ x: z });
    return { out: sigmoid(affine("out", d.h)), z };
  },
);
/** One product for all gates, cut in four, as in many libraries. */
const oneMatrix = cell(
  "LSTM of one matrix",
  { h: "time", c: "time" },
  ({ x, h, c, hidden, dense }) => {
    const all = dense("all", 4 * hidden, h, x);
    const gate = (k: number): Sym => slice(all, k * hidden, (k + 1) * hidden);
    const [f, i, g, o] = [sigmoid(gate(0)), sigmoid(gate(1)), tanh(gate(2)), sigmoid(gate(3))];
    const next = add(mul(f, c), mul(i, g));
    return { h: mul(o, tanh(next)), c: next, f, i, g, o };
  },
);
/** Two belts that share their gates (as the sLSTM's, Beck 2024). */
const twoBelts = cell(
  "Normed LSTM",
  { h: "time", c: "time", n: "time" },
  ({ x, h, c, n, affine }) => {
    const f = sigmoid(affine("f", h, x));
    const i = sigmoid(affine("i", h, x));
    const [cNext, nNext] = [add(mul(f, c), mul(i, tanh(affine("g", h, x)))), add(mul(f, n), i)];
    return { h: mul(cNext, normalise(nNext)), c: cNext, n: nNext, f, i };
  },
);
const deep = cell("Deep", { h: "time" }, ({ x, h, affine }) => {
  const last = relu(affine("c", relu(affine("b", tanh(affine("a", h, x))))));
  return { h: tanh(add(last, h)), last };
});
const noisy = cell("Noisy", { h: "time", z: "step" }, ({ x, z, h, affine }) => ({
  h: tanh(affine("h", h, x, z)),
}));
const weighted = cell("Weighted", { h: "time" }, ({ x, h, affine, param }) => ({
  h: mul(param("p", [840]), tanh(affine("h", h, x))),
}));
const odd = cell("Odd", { h: "time" }, ({ x, h, affine }) => ({
  h: mul(h, logsumexp(affine("h", h, x))),
}));

const grid = (sides: Parameters<typeof gridLstm>[0], priority?: string): AnyCell => ({
  ...gridLstm(sides, priority === undefined ? {} : { priority }),
  ...(priority === undefined ? {} : { name: `Grid, ${priority} last` }),
});
const PLANE = { time: "time", depth: "depth" } as const;
const CELLS: readonly AnyCell[] = [
  rnn,
  reluRnn,
  irnn,
  lstm,
  lstm1997(),
  { ...lstm1997({ block: 2 }), name: "LSTM 1997, blocks of 2" },
  { ...lstm1997({ truncated: false }), name: "LSTM 1997, not truncated" },
  peephole(),
  ...["f", "i", "o", "fi", "fo", "io"].map((gates) => peephole({ gates })),
  fullPeephole,
  coupled,
  gru,
  gruResetAfter,
  ...Object.values(greff),
  mut1,
  mut2,
  mut3,
  depthGated,
  clockwork([1, 2, 4, 8]),
  { ...clockwork([1, 3]), name: "Clockwork RNN of two" },
  { ...clockwork([1, 2, 3, 4, 5, 6]), name: "Clockwork RNN of six" },
  grid({ depth: "time" }),
  grid(PLANE),
  grid(PLANE, "depth"),
  grid(PLANE, "time"),
  grid({ ...PLANE, space: "step" }),
  { ...grid({ a: "time", b: "time", c: "time", d: "depth" }), name: "4-D Grid LSTM" },
  layerNormalised(lstm),
  layerNormalised(gru),
  layerNormalised(peephole()),
  attention,
  autoencoder,
  oneMatrix,
  twoBelts,
  deep,
  noisy,
  weighted,
  odd,
  highway,
  pin(lstm, { f: 1 }),
  pin(rnn, { h: 0 }),
  variant({ peek: true }),
  variant({ coupled: true }),
  variant({ forget: false }),
  variant({ out: (a) => a }),
];
const sizesOf = (of: AnyCell): TraceSizes => (of.name === "Attention decoder" ? ATTENTION : {});

const wiresIn = (svg: string): string[] =>
  [...svg.matchAll(/data-wire="([^"]*)"/g)].map((m) =>
    m[1]!.replaceAll("&gt;", ">").replaceAll("&#39;", "'"),
  );
const signsIn = (svg: string): string[] =>
  [...svg.matchAll(/>([^<>]+)<\/text>/g)].map((m) => m[1]!);
const bare = (of: AnyCell, highlight: readonly string[] = []): string =>
  diagram(of, { legend: false, highlight, sizes: sizesOf(of) });
const strongIn = (svg: string): string =>
  svg.includes("<g/>") ? "" : svg.slice(svg.lastIndexOf("<g>"));

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
    const parts = partsOf(of, sizesOf(of));
    const { placed, wires } = layOut(parts);
    const pairs = parts.all.flatMap((to) => [...new Set(to.inputs)].map((from) => [from, to]));
    expect(wires.filter((w) => isPart(w.to)).map((w) => [w.from, w.to])).toEqual(pairs);

    const isIn = (part: Part, p: Point): boolean =>
      part.kind === "cell" && Math.abs(placed.at.get(part)!.x - p.x) * U < halfOf(part).width;
    const idOf = (p: Part): string => p.glyph + parts.all.indexOf(p);
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
          // What a cell's value leaves by is in its box.
          if (isPart(to) && (to.kind === "value" || isIn(to, p))) continue;
          owners.set(key, (owners.get(key) ?? new Set()).add(idOf(from)));
          // No line runs through a part that it neither leaves nor enters.
          for (const [part, at] of placed.at) {
            if (part === from || part === to || from.inputs[0] === part) continue;
            const { width, height } = halfOf(part);
            const [dx, dy] = [Math.abs(at.x - p.x) * U, Math.abs(at.y - p.y) * U];
            const inside = part.kind === "source" ? dx + dy < 0.6 * U : dx <= width && dy <= height;
            expect(inside && part.glyph !== ",", `${from.glyph} > ${part.glyph}`).toBe(false);
          }
        }
      }
    }
    const readSets = parts.all
      .filter((p) => p.kind === "layer" || p.kind === "cell" || p.glyph === ",")
      .map((p) => p.inputs.filter((a) => !p.beside?.includes(a)).map(idOf));
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
    const drawn = diagram(of, { sizes: sizesOf(of) });
    expect(diagram(of, { sizes: sizesOf(of) })).toBe(drawn);
    expect(drawn).not.toMatch(/NaN|undefined|Infinity|<script|href|="-?\d+\.\d\d/);
    expect(drawn).toContain('role="img"');
    // Each element is closed: a well-formed tree.
    const open: string[] = [];
    for (const [, end, name, alone] of drawn.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name);
      else if (!alone) open.push(name!);
    }
    expect(open).toEqual([]);
  }
});

const described = (of: AnyCell): string =>
  /<desc>(.*?)<\/desc>/.exec(diagram(of, { sizes: sizesOf(of) }))![1]!;

test("a peephole is a line through its own weights into the side of its gate", () => {
  const wires = wiresIn(bare(peephole()));
  const from = (start: string): string[] =>
    wires.filter((w) => w.startsWith(start)).map((w) => w.replace(/\d+/, ""));
  expect(from("c>")).toEqual(["c>p_f", "c>p_i", expect.stringMatching(/^c>×/)]);
  expect(from("c'>")).toEqual(expect.arrayContaining(["c'>p_o"]));
  for (const gate of ["f", "i", "o"]) expect(from(`p_${gate}`)).toEqual([`p_${gate}>${gate}`]);
  expect(wires.filter((w) => w.endsWith(">g")).sort()).toEqual(["h>g", "x>g"]);
  expect(described(peephole())).toContain("f_t = σ([h_t−1, x_t] + p_f × C_t−1); ");
  // Highlighting the gate shows its peephole too.
  expect(wiresIn(strongIn(bare(peephole(), ["f"]))).map((w) => w.replace(/\d+/, ""))).toEqual(
    expect.arrayContaining(["c>p_f", "p_f>f", "h>f", "x>f"]),
  );
  expect(wiresIn(bare(peephole({ gates: "io" })))).not.toContain("p_f>f");
});

test("one line that passes over another has a gap there, but not where a line turns or forks", () => {
  const part = partsOf(rnn).all[0]!;
  const wire = (...points: (readonly [x: number, y: number])[]) => ({
    ...{ from: part, to: part },
    points: points.map(([x, y]) => ({ x, y })),
  });
  const across = wire([0, 3], [9, 3]);
  const down = wire([4, 0], [4, 9]);
  expect(crossings([across, down])).toEqual([
    { at: { x: 4, y: 3 }, across: [across], down: [down] },
  ]);
  // Two lines that lie on one another are passed as one.
  const longer = wire([0, 3], [12, 3], [12, 0]);
  expect(crossings([across, down, longer])).toEqual([
    { at: { x: 4, y: 3 }, across: [across, longer], down: [down, down] },
  ]);
  expect(crossings([across, down, wire([0, 3], [4, 3], [4, 9])])).toEqual([]);
  expect(crossings([across, down, wire([4, 3], [4, 9])])).toEqual([]);
  // Neither where they only touch, nor beside one another.
  expect(crossings([across, wire([4, 3], [4, 9])])).toEqual([]);
  expect(crossings([across, wire([0, 0], [0, 9])])).toEqual([]);
  expect(crossings([across, wire([0, 4], [9, 4])])).toEqual([]);
});

test("what the other cells do otherwise is in their lines", () => {
  // The constant error carousel: c meets nothing but a sum; errors stop where h comes in.
  const old = wiresIn(bare(lstm1997()));
  expect(old.filter((w) => w.startsWith("c>"))).toEqual(["c>c'"]);
  expect(old.filter((w) => w.startsWith("h>"))).toEqual(["h>stop0"]);
  expect(wiresIn(bare(lstm1997({ truncated: false })))).toContain("h>i");
  expect(signsIn(bare(lstm1997()))).toEqual(expect.arrayContaining(["4σ−2", "2σ−1"]));
  expect(signsIn(bare(lstm1997({ block: 2 }))).filter((s) => s === "1:2")).toHaveLength(2);
  // The layer below comes in from under the cell, and c leads up to the layer above.
  const deeper = wiresIn(bare(depthGated));
  expect(deeper.filter((w) => w.startsWith("below>"))).toEqual([
    expect.stringMatching(/^below>w_l/),
    expect.stringMatching(/^below>×/),
  ]);
  expect(deeper).toEqual(expect.arrayContaining(["c'>c up", "c'>c out", "h'>h up", "h'>h out"]));
  const { placed, parts } = layOut(partsOf(depthGated));
  expect(placed.at.get(parts.sources["below"]!)!.y).toBeGreaterThan(placed.body.bottom);
  // A module reads itself and the slower ones.
  const clock = wiresIn(bare(clockwork([1, 2, 4, 8])));
  expect(clock.filter((w) => w.endsWith(">h4'")).sort()).toEqual(["h4>h4'", "h8>h4'", "x>h4'"]);
  // r works before the product, or after it.
  expect(described(gru)).toContain("n_t = tanh[r_t × h_t−1, x_t]");
  expect(described(gruResetAfter)).toContain("n_t = tanh(W_n[x_t] + r_t × W_u[h_t−1])");
  expect(described(layerNormalised(lstm))).toContain("f_t = σ(LN[h_t−1, x_t])");
  expect(described(attention)).toBe(
    "α_t = softmax(v[tanh(W_query[h^rnn_t−1] + keys)]); context_t = α_t · memory; " +
      "h^rnn_t = h of GRU[h^rnn_t−1, x_t, context_t]",
  );
  expect(
    wiresIn(bare(greff.FGR))
      .filter((w) => w.endsWith(">f'"))
      .sort(),
  ).toEqual(["f>f'", "h>f'", "i>f'", "o>f'", expect.stringMatching(/^p_f\d+>f'$/), "x>f'"]);
});

test.each([
  ["2-D", grid(PLANE)],
  ["3-D", grid({ ...PLANE, space: "step" })],
])("every cell state of a %s grid runs straight", (_, of) => {
  const { parts, wires, placed } = layOut(partsOf(of));
  for (const key of Object.keys(parts.sources).filter((k) => k.startsWith("c_"))) {
    const axis = key === "c_depth" ? "x" : "y";
    const source = parts.sources[key]!;
    const at = placed.at.get(source)![axis];
    const exit = parts.exits.find((e) => e.state === key)!;
    const belt = [source, ...parts.all.filter((p) => placed.at.get(p)![axis] === at)];
    expect(belt).toContain(exit.from);
    const along = wires.filter(
      (w) => belt.includes(w.from) && (w.to === exit || (isPart(w.to) && belt.includes(w.to))),
    );
    expect(along).toHaveLength(3);
    for (const wire of along) expect(wire.points.every((p) => p[axis] === at)).toBe(true);
  }
  expect(bare(of)).toContain(">time</tspan>");
});

test("a step shows which modules rest at it", () => {
  const of = clockwork([1, 2, 4, 8]);
  const at = (step: number): string => diagram(of, { step });
  expect(at(0)).not.toContain("rests");
  expect(at(6).match(/every \d steps · rests/g)).toEqual([
    "every 4 steps · rests",
    "every 8 steps · rests",
  ]);
  expect(wiresIn(at(6))).not.toContain("x>h4'");
  expect(wiresIn(at(6))).toContain("h4>h4'");
  expect(diagram(of, { words: { every: "每 {n} 步" } })).toContain("每 4 步");
  expect(() => at(1.5)).toThrow("Clockwork RNN: diagram: step is 1.5; want a whole number");
});

test("a difference marks what is new and lists what is gone", () => {
  const strong = (from: AnyCell, to: AnyCell): string[] =>
    wiresIn(strongIn(diagramDiff(from, to, { legend: false })))
      .map((w) => w.replace(/\d+/g, ""))
      .sort();
  const saidOf = (from: AnyCell, to: AnyCell): string =>
    /<desc>(.*?)<\/desc>/.exec(diagramDiff(from, to))![1]!;
  expect(strong(lstm, peephole())).toEqual(
    ["c'>p_o", "c>p_f", "c>p_i", "p_f>f", "p_i>i", "p_o>o"].sort(),
  );
  expect(saidOf(lstm, peephole())).toContain("; not in LSTM: p_f × C_t−1; p_i × C_t−1; p_o × C_t");
  expect(saidOf(lstm, peephole())).not.toContain("taken away");
  expect(strong(lstm, coupled)).toEqual(["f>−", "−>×"]);
  expect(saidOf(lstm, coupled)).toContain("taken away from LSTM: i_t = σ[h_t−1, x_t]");
  expect(strong(peephole(), lstm)).toEqual([]);
  expect(saidOf(peephole(), lstm)).toContain("taken away from Peephole LSTM: p_f × C_t−1; ");
  for (const of of CELLS) {
    const svg = diagramDiff(of, of, { sizes: sizesOf(of) });
    expect(svg, of.name).not.toContain("opacity");
    expect(wiresIn(strongIn(svg))).toEqual([]);
    expect(/<desc>(.*?)<\/desc>/.exec(svg)![1]).toBe(described(of));
  }
  // Not by position: the same cell, its gates in another order.
  const shuffled = cell("Shuffled", { c: "time", h: "time" }, ({ x, h, c, affine }) => {
    const o = sigmoid(affine("o", h, x));
    const g = tanh(affine("g", h, x));
    const i = sigmoid(affine("i", h, x));
    const f = sigmoid(affine("f", h, x));
    const next = add(mul(f, c), mul(i, g));
    return { c: next, h: mul(o, tanh(next)), f, i, g, o };
  });
  expect(strong(lstm, shuffled)).toEqual([]);
  // A layer that is squashed otherwise is marked itself, its lines are not.
  const other = variant({ candidate: sigmoid });
  expect(strong(lstm, other)).toEqual([]);
  expect(signsIn(strongIn(diagramDiff(lstm, other, { legend: false })))).toContain("σ");
  // Marked lines are thicker, not only of another colour.
  expect(strongIn(diagramDiff(lstm, peephole()))).toContain('stroke-width="4.5"');
});

test("what cannot be drawn or is asked wrongly is refused in the cell's name", () => {
  expect(diagram(odd)).toContain("lse");
  expect(diagram(weighted)).toContain("one learned weight");
  expect(described(pin(rnn, { h: 0 }))).toBe("h_t = 0");
  expect(() => diagram(attention, { sizes: ATTENTION, highlight: ["beta"] })).toThrow(
    'Attention decoder: highlight names "beta"; the diagram has ',
  );
  expect(strongIn(bare(attention, ["alpha"]))).toContain("softmax");
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

test("an unrolled clockwork shows which modules move at which step", () => {
  const svg = unrolledDiagram(clockwork([1, 2, 4, 8]), { steps: 8 });
  const moves = [4, 1, 2, 1, 3, 1, 2, 1];
  expect(svg.match(/stroke-dasharray="3 3"/g)).toHaveLength(
    moves.reduce((sum, n) => sum + 4 - n, 0) + 1, // One in the key.
  );
  expect(svg).toContain("x_6 → A → h_6 (moves: h^1, h^2)");
  expect(svg.match(/data-carries="h4"/g)).toHaveLength(8);
  for (const of of CELLS)
    expect(unrolledDiagram(of, { steps: 3, sizes: sizesOf(of) })).not.toMatch(
      /NaN|undefined|Infinity/,
    );
});

test("a stack is a row of copies a layer, and one more each for the way back", () => {
  const rows = (svg: string): number => new Set(svg.match(/data-row="\d+"/g)).size;
  const stack = unrolledDiagram(lstm, { steps: 5, layers: 3 });
  expect(rows(stack)).toBe(3);
  expect(stack.match(/data-carries="c"/g)).toHaveLength(3 * 4);
  expect(stack).toContain("layer 3: → C, h");
  const both = unrolledDiagram(gru, { steps: 4, layers: 2, bidirectional: true });
  expect(rows(both)).toBe(4);
  expect(both).toContain("layer 2, backwards: ← h");
  expect(unrolledDiagram(lstm, { steps: 2, layers: 2, layer: "第 {n} 层" })).toContain("第 2 层");
  expect(() => unrolledDiagram(lstm, { steps: 2, layers: 0 })).toThrow(
    "LSTM: unrolledDiagram: layers is 0; want a whole number of at least 1",
  );
});

/**
 * A line of the picture's own is a hash of it. What a picture must be is said above; this holds each to the one that was
 * looked at. After a change of drawing look at the pictures again, then `npm test -- -u test/graph/diagram.test.ts`.
 */
test("every picture is the one that was looked at", async () => {
  const lines: string[] = [];
  const add = (what: string, svg: string): unknown =>
    lines.push(`${what}: ${createHash("sha256").update(svg).digest("hex").slice(0, 16)}`);
  for (const of of CELLS) {
    const sizes = sizesOf(of);
    const names = [...Object.keys(of.spec as object)]
      .filter((key) => /^[hc]/.test(key))
      .slice(0, 1);
    add(of.name, diagram(of, { sizes }));
    add(
      `${of.name}, ${names.join()} stands out`,
      diagram(of, { sizes, legend: false, highlight: names }),
    );
    add(`${of.name} beside the LSTM`, diagramDiff(lstm, of, { sizes }));
    add(`${of.name}, three copies`, unrolledDiagram(of, { steps: 3, sizes }));
  }
  for (const of of [rnn, lstm, gru, clockwork([1, 2, 4])] as AnyCell[])
    for (const options of [
      { steps: 1, room: 4 },
      { steps: 6, highlight: 2 },
      { steps: 3, layers: 3, highlight: 1 },
      { steps: 4, layers: 2, bidirectional: true },
      { steps: 2, bidirectional: true, highlight: 0 },
    ])
      add(`${of.name}, ${JSON.stringify(options)}`, unrolledDiagram(of, options));
  for (const step of [0, 1, 2])
    add(`Clockwork at step ${step}`, diagram(clockwork([1, 2, 4]), { step }));
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./snapshots/pictures.txt");
});
