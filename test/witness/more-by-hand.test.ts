import { describe, expect, it } from "vitest";
import type { Sizes } from "../golden/golden.js";
import { clockworkByHand } from "./clockwork-by-hand.js";
import { coupledByHand } from "./coupled-by-hand.js";
import { depthGatedByHand } from "./depth-gated-by-hand.js";
import { finiteDifference, relativeError } from "./error.js";
import { greffByHand } from "./greff-by-hand.js";
import { grid3ByHand } from "./grid-3d-by-hand.js";
import { gridByHand } from "./grid-by-hand.js";
import { gruByHand } from "./gru-by-hand.js";
import { layerNormLstmByHand } from "./layer-norm-lstm-by-hand.js";
import { lstm1997ByHand } from "./lstm-1997-by-hand.js";
import { lstmByHand } from "./lstm-by-hand.js";
import { mutByHand } from "./mut-by-hand.js";
import { fullPeepholeByHand, peepholeByHand } from "./peephole-by-hand.js";
import { rnnByHand } from "./rnn-by-hand.js";
import {
  type Case,
  cells,
  clockwork,
  coupled,
  depthGated,
  drawn,
  greff,
  grid,
  grid3,
  gru,
  layerNorm,
  lstm1997,
  mut,
  peephole,
  type Run,
} from "./more-cases.js";
import { type Arrays, join, type Named, split } from "./through-time.js";

/** H even, for blocks of two cells and for two modules. */
const shapes: Sizes[] = [
  { T: 3, B: 2, I: 1, H: 4 },
  { T: 5, B: 1, I: 3, H: 2 },
  { T: 1, B: 3, I: 5, H: 2 },
];

function differences<S>(c: Case<S>, { weights, given, cotangents } = drawn(c)) {
  const loss = () => c.run(c.sizes, weights, given, cotangents).loss;
  return Object.entries({ ...given, ...weights }).map(
    ([name, v]) => [name, finiteDifference(loss, v as Float64Array)] as const,
  );
}
function expectDifferences<S>(c: Case<S>) {
  const { weights, given, cotangents } = drawn(c);
  const { grad, values } = c.run(c.sizes, weights, given, cotangents);
  const gradients = differences(c);
  expect(Object.keys(grad).sort()).toEqual(gradients.map(([name]) => name).sort());
  for (const [name, gradient] of gradients) {
    expect(relativeError(grad[name], gradient), name).toBeLessThan(1e-8);
    expect(Math.max(...gradient.map(Math.abs)), name).toBeGreaterThan(1e-6);
  }
  for (const name of Object.keys(c.cotangents).filter((key) => !key.endsWith("_final")))
    expect(values[name.slice(2)], name).toHaveLength(cotangents[name].length);
}
const title = (z: object) =>
  Object.entries(z)
    .map(([k, v]) => `${k}=${v}`)
    .join(" ");

describe.each(Object.keys(cells))("%s by hand", (name) => {
  it.each(shapes.map((z) => [title(z), z] as const))("equals finite differences, %s", (_, z) =>
    expectDifferences(cells[name](z)),
  );
});
it("clockwork RNN by hand equals finite differences, three periods, one of which never comes again", () => {
  const z = { T: 7, B: 2, I: 3, H: 6 };
  expectDifferences(clockwork(z, [1, 2, 9]));
  expectDifferences(clockwork(z, [4, 1, 2]));
});
it.each([undefined, "row", "depth"])(
  "3-D grid by hand equals finite differences, priority %s",
  (p) => {
    for (const z of [
      { R: 2, C: 3, B: 1, H: 2 },
      { R: 3, C: 2, B: 2, H: 1 },
    ])
      expectDifferences(grid3(z, p));
  },
);

describe("truncated LSTM of 1997", () => {
  const z = { T: 4, B: 2, I: 3, H: 6 };
  const c = lstm1997(z, 2);
  const { weights, given, cotangents } = drawn(c);
  const full = lstm1997ByHand(z, weights, given, cotangents, { block: 2 });
  const truncated = lstm1997ByHand(z, weights, given, cotangents, { block: 2, truncated: true });
  const frozen = join([given.h0, ...split(full.values.h, z.T).slice(0, -1)]);

  it("changes no value, and is the gradient of the loss in which the products read a frozen h", () => {
    expect(truncated.values).toEqual(full.values);
    const run: Run<Sizes> = (...a) => lstm1997ByHand(...a, { block: 2, frozen });
    expect(run(z, weights, given, cotangents).loss).toBe(full.loss);
    for (const [name, gradient] of differences({ ...c, run }))
      expect(relativeError(truncated.grad[name], gradient), name).toBeLessThan(1e-8);
  });
  it("is another gradient, in which h0 has none and the last step's weights do", () => {
    expect(truncated.grad.h0.every((v) => v === 0)).toBe(true);
    for (const name of ["x", "c0", "W_i", "b_o", "W_g"].filter((n) => n !== "c0"))
      expect(relativeError(truncated.grad[name], full.grad[name]), name).toBeGreaterThan(1e-3);
    const one = { ...z, T: 1 };
    const d = drawn(lstm1997(one, 2));
    const [a, b] = [false, true].map((cut) =>
      lstm1997ByHand(one, d.weights, d.given, d.cotangents, { block: 2, truncated: cut }),
    );
    expect({ ...b.grad, h0: null }).toEqual({ ...a.grad, h0: null });
  });
});

/**
 * Finite differences see a backward pass that is not that of its forward pass, but no wrong equation. These do: at some weights
 * each cell must do what another does, whose equations torch has checked.
 */
describe("a cell by hand that becomes another", () => {
  const z = { T: 4, B: 2, I: 3, H: 6 };
  const same = (ours: Numbers, theirs: Numbers, name: string) =>
    expect(relativeError(ours, theirs), name).toBeLessThan(1e-12);
  type Numbers = ArrayLike<number>;
  const lstm = (weights: Named, x: Numbers, { h0, c0 }: Named, H = z.H) => {
    const nothing = { dh: new Float64Array(z.T * z.B * H), dc: new Float64Array(z.B * H) };
    return lstmByHand({ ...z, I: x.length / z.T / z.B, H }, weights, x, { h0, c0 }, nothing);
  };
  const scaled = (v: Numbers, by: number) => Float64Array.from(v, (n) => n * by);
  /** Rows [from, to) of W, whose others are dropped or set to 0. */
  const rows = (v: Numbers, from: number, to: number) =>
    Float64Array.from(v).slice(from * z.H, to * z.H);
  const blank = (v: Numbers, from: number, to: number) =>
    Float64Array.from(v).fill(0, from * z.H, to * z.H);
  const open = { W_f: new Float64Array((z.H + z.I) * z.H), b_f: new Float64Array(z.H).fill(1e3) };

  it("LSTM of 1997 is an LSTM that forgets nothing, at twice its c and half its W_g", () => {
    const { weights, given, cotangents } = drawn(lstm1997(z, 1));
    const { values } = lstm1997ByHand(z, weights, given, cotangents);
    const halved = {
      ...weights,
      ...open,
      W_g: scaled(weights.W_g, 0.5),
      b_g: scaled(weights.b_g, 0.5),
    };
    const theirs = lstm(halved, given.x, { ...given, c0: scaled(given.c0, 0.5) });
    same(values.h, theirs.h, "h");
    same(values.c, scaled(theirs.c, 2), "c");
    same(values.g, scaled(theirs.g, 2), "g");
  });
  it("blocks are cells with equal gates", () => {
    const c = lstm1997(z, 3);
    const { weights, given, cotangents } = drawn(c);
    const wide = (v: Numbers) =>
      Float64Array.from({ length: 3 * v.length }, (_, k) => v[Math.floor(k / 3)]);
    const each = { ...weights };
    for (const name of ["W_i", "W_o", "b_i", "b_o"]) each[name] = wide(weights[name]);
    const ours = lstm1997ByHand(z, weights, given, cotangents, { block: 3 });
    same(ours.values.h, lstm1997ByHand(z, each, given, cotangents).values.h, "h");
  });
  it("peephole LSTM without peepholes, and Greff's NP, are the LSTM", () => {
    const { weights, given, cotangents } = drawn(peephole(z, []));
    const theirs = lstm(weights, given.x, given);
    const ours = peepholeByHand(z, weights, given, cotangents, { gates: [] });
    const named = { ...weights, W_z: weights.W_g, b_z: weights.b_g };
    const np = greffByHand(z, named, given, cotangents, { variant: "NP" });
    for (const name of ["h", "c", "f", "i", "o"] as const) {
      same(ours.values[name], theirs[name], name);
      same(np.values[name], theirs[name], name);
    }
  });
  it("full peephole LSTM with a diagonal for c is the peephole LSTM, and so is Greff's V", () => {
    const { weights, given, cotangents } = drawn(peephole(z, ["f", "i", "o"]));
    const full: Arrays = { ...weights, W_z: weights.W_g, b_z: weights.b_g };
    for (const k of ["f", "i", "o"]) {
      const diagonal = new Float64Array(z.H * z.H);
      for (let j = 0; j < z.H; j++) diagonal[j * z.H + j] = weights[`p_${k}`][j];
      full[`W_${k}`] = join([diagonal, weights[`W_${k}`]]);
    }
    const ours = fullPeepholeByHand(z, full, given, cotangents).values;
    const theirs = peepholeByHand(z, weights, given, cotangents).values;
    const named = { ...weights, W_z: weights.W_g, b_z: weights.b_g };
    const v = greffByHand(z, named, given, cotangents).values;
    for (const name of ["h", "c", "f", "i", "o"]) {
      same(ours[name], theirs[name], name);
      same(v[name], theirs[name], name);
    }
  });
  it("a peephole reads c before the step for f and i, after it for o", () => {
    const one = { T: 1, B: 1, I: 1, H: 1 };
    const w = drawn(peephole(one, ["f", "i", "o"])).weights;
    const given = { x: [0.3], h0: [0.2], c0: [0.7] };
    const { f, i, o, c } = peepholeByHand(one, w, given, {}).values;
    const at = (k: string, cell: number) =>
      1 /
      (1 +
        Math.exp(
          -(0.2 * w[`W_${k}`][0] + 0.3 * w[`W_${k}`][1] + w[`b_${k}`][0] + w[`p_${k}`][0] * cell),
        ));
    same([...f, ...i, ...o], [at("f", 0.7), at("i", 0.7), at("o", c[0])], "f, i, o");
  });
  it("Greff's NIG, NFG, NOG are V with a gate held open; CIFG with f from i; FGR with no gates read", () => {
    for (const [variant, gate] of [
      ["NIG", "i"],
      ["NFG", "f"],
      ["NOG", "o"],
    ] as const) {
      const { weights, given, cotangents } = drawn(greff(z, variant));
      const held = {
        [`W_${gate}`]: open.W_f,
        [`b_${gate}`]: open.b_f,
        [`p_${gate}`]: new Float64Array(z.H),
      };
      const theirs = greffByHand(z, { ...weights, ...held }, given, cotangents).values;
      const ours = greffByHand(z, weights, given, cotangents, { variant }).values;
      for (const name of ["h", "c", "z"]) same(ours[name], theirs[name], `${variant} ${name}`);
    }
    const { weights, given, cotangents } = drawn(greff(z, "V"));
    const { W_i, b_i, p_i } = weights;
    const mirror = { ...weights, W_f: scaled(W_i, -1), b_f: scaled(b_i, -1), p_f: scaled(p_i, -1) };
    const cifg = greffByHand(z, weights, given, cotangents, { variant: "CIFG" }).values;
    same(cifg.h, greffByHand(z, mirror, given, cotangents).values.h, "CIFG");
    const gates = { ...given, i0: given.h0, f0: given.c0, o0: given.h0 };
    const none = new Float64Array(3 * z.H * z.H);
    const fgr = { ...weights };
    for (const k of ["i", "f", "o"]) fgr[`W_${k}`] = join([weights[`W_${k}`], none]);
    const ours = greffByHand(z, fgr, gates, cotangents, { variant: "FGR" }).values;
    same(ours.h, greffByHand(z, weights, given, cotangents).values.h, "FGR");
  });
  it("Greff's NIAF, NOAF are V where tanh is its argument", () => {
    const d = drawn(greff(z, "V"));
    const small = (by: number) => ({
      weights: { ...d.weights, W_z: scaled(d.weights.W_z, by), b_z: scaled(d.weights.b_z, by) },
      given: { ...d.given, c0: scaled(d.given.c0, by) },
    });
    const { weights, given } = small(1e-6);
    const v = greffByHand(z, weights, given, d.cotangents).values;
    for (const variant of ["NIAF", "NOAF"] as const) {
      const ours = greffByHand(z, weights, given, d.cotangents, { variant }).values;
      same(ours.c, v.c, variant);
      same(ours.h, v.h, variant);
      const far = greffByHand(z, d.weights, d.given, d.cotangents, { variant }).values;
      const vFar = greffByHand(z, d.weights, d.given, d.cotangents).values;
      expect(relativeError(far.h, vFar.h)).toBeGreaterThan(1e-3);
    }
  });
  it("coupled LSTM is an LSTM whose W_i is -W_f", () => {
    const { weights, given, cotangents } = drawn(coupled(z));
    const mirror = { ...weights, W_i: scaled(weights.W_f, -1), b_i: scaled(weights.b_f, -1) };
    const theirs = lstm(mirror, given.x, given);
    const ours = coupledByHand(z, weights, given, cotangents).values;
    for (const name of ["h", "c", "i"] as const) same(ours[name], theirs[name], name);
  });
  it("GRU by one unit is the same whether r comes before or after the product", () => {
    const one = { T: 4, B: 2, I: 3, H: 1 };
    const { weights, given, cotangents } = drawn(gru(one, false));
    const { W_n } = weights;
    const after = { ...weights, W_u: W_n.slice(0, 1), b_u: new Float64Array(1), W_n: W_n.slice(1) };
    const ours = gruByHand(one, after, given, cotangents, { resetAfter: true });
    same(ours.values.h, gruByHand(one, weights, given, cotangents).values.h, "h");
  });
  it("GRU at z = 1 and r = 1 is the RNN", () => {
    const { weights, given, cotangents } = drawn(gru(z, false));
    const held = { W_z: open.W_f, b_z: open.b_f, W_r: open.W_f, b_r: open.b_f };
    const rnn = { W_h: weights.W_n, b_h: weights.b_n };
    const theirs = rnnByHand(z, rnn, given.x, { h0: given.h0 }, { dh: cotangents.d_h });
    same(gruByHand(z, { ...weights, ...held }, given, cotangents).values.h, theirs.h, "h");
  });
  it("MUT1, MUT2 and MUT3 are the GRU where they differ by nothing", () => {
    const { weights, given, cotangents } = drawn(gru(z, false));
    const { H, I } = z;
    const n = { W_h: weights.W_n, b_h: weights.b_n };
    const two = {
      ...weights,
      ...n,
      W_r: rows(weights.W_r, 0, H),
      U_x: rows(weights.W_r, H, H + I),
    };
    const mut2 = mutByHand(z, two, given, cotangents, { variant: 2 }).values;
    const theirs = gruByHand(z, weights, given, cotangents).values;
    for (const name of ["h", "z", "r", "n"]) same(mut2[name], theirs[name], `MUT2 ${name}`);

    const deaf = { ...weights, W_z: blank(weights.W_z, 0, H) };
    const mut3 = mutByHand(z, { ...deaf, ...n }, given, cotangents, { variant: 3 }).values;
    same(mut3.h, gruByHand(z, deaf, given, cotangents).values.h, "MUT3");

    const blind = { ...deaf, W_n: blank(weights.W_n, H, H + I) };
    const W_z = rows(weights.W_z, H, H + I);
    const one = {
      ...weights,
      W_z,
      W_h: rows(weights.W_n, 0, H),
      b_h: weights.b_n,
      U_x: new Float64Array(I * H),
    };
    const mut1 = mutByHand(z, one, given, cotangents, { variant: 1 }).values;
    same(mut1.h, gruByHand(z, blind, given, cotangents).values.h, "MUT1");
  });
  it("MUT1 and MUT3 take the tanh of x and of h", () => {
    const one = { T: 1, B: 1, I: 1, H: 1 };
    const given = { x: [0.8], h0: [-0.6] };
    const w = drawn(mut(one, 1)).weights;
    const { n, r } = mutByHand(one, w, given, {}, { variant: 1 }).values;
    same(n, [Math.tanh(r[0] * -0.6 * w.W_h[0] + w.b_h[0] + Math.tanh(0.8))], "n");
    const w3 = drawn(mut(one, 3)).weights;
    const a = Math.tanh(-0.6) * w3.W_z[0] + 0.8 * w3.W_z[1] + w3.b_z[0];
    same(mutByHand(one, w3, given, {}, { variant: 3 }).values.z, [1 / (1 + Math.exp(-a))], "z");
  });
  it("depth-gated LSTM with its gates d shut and no peepholes is LSTMs one on another", () => {
    const { weights, given, cotangents } = drawn(depthGated(z, 2, "observed"));
    for (const l of [0, 1]) {
      for (const p of ["p_f", "p_i", "p_o"]) weights[`layers.${l}.${p}`].fill(0);
      weights[`layers.${l}.b_d`].fill(-1e3);
    }
    const ours = depthGatedByHand(z, weights, given, cotangents, {
      layers: 2,
      first: "observed",
    }).values;
    const of = (l: number) =>
      Object.fromEntries(
        Object.entries(weights).map(([name, v]) => [name.replace(`layers.${l}.`, ""), v]),
      );
    const first = lstm(of(0), given.x, { h0: given["h0.0"], c0: given["c0.0"] });
    const second = lstm(of(1), first.h, { h0: given["h0.1"], c0: given["c0.1"] });
    same(ours["h.0"], first.h, "h.0");
    same(ours["h.1"], second.h, "h.1");
    same(ours["c.1"], second.c, "c.1");
    const plain = depthGatedByHand(z, weights, given, cotangents, { layers: 2 }).values;
    same(plain["h.1"], second.h, "plain h.1");
  });
  it("depth-gated LSTM with d open adds the new c below", () => {
    const { weights, given, cotangents } = drawn(depthGated(z, 2, "plain"));
    weights["layers.1.b_d"].fill(1e3);
    const v = depthGatedByHand(z, weights, given, cotangents, { layers: 2 }).values;
    const before = join([given["c0.1"], v["c.1"].slice(0, -z.B * z.H)]);
    const sum = v["c.0"].map((c, k) => c + v["f.1"][k] * before[k] + v["i.1"][k] * v["g.1"][k]);
    same(v["c.1"], sum, "c.1");
  });
  it("clockwork RNN of one module that always moves is the RNN, and so is one that hears nothing slower", () => {
    const { weights, given, cotangents } = drawn(clockwork(z, [1]));
    const rnn = { W_h: weights.W_h1, b_h: weights.b_h1 };
    const theirs = rnnByHand(z, rnn, given.x, { h0: given.h10 }, { dh: cotangents.d_h1 });
    same(
      clockworkByHand(z, weights, given, cotangents, { periods: [1] }).values.h1,
      theirs.h,
      "h1",
    );
  });
  it("clockwork RNN: the slowest module is an RNN over every P-th x", () => {
    const { weights, given, cotangents } = drawn(clockwork(z, [1, 2]));
    const v = clockworkByHand(z, weights, given, cotangents, { periods: [1, 2] }).values;
    const x = join(split(given.x, z.T).filter((_, t) => t % 2 === 0));
    const rnn = { W_h: weights.W_h2, b_h: weights.b_h2 };
    const half = { ...z, T: 2, H: 3 };
    const theirs = rnnByHand(
      half,
      rnn,
      x,
      { h0: given.h20 },
      { dh: new Float64Array(2 * z.B * 3) },
    );
    const [first, second] = split(theirs.h, 2);
    same(v.h2, join([first, first, second, second]), "h2");
  });
  it("grid: f open and i shut keep c, and h' is tanh(o c), not o tanh(c)", () => {
    const { weights, given, cotangents } = drawn(grid(z, { layers: 1 }));
    for (const [name, v] of Object.entries(weights)) {
      if (name.startsWith("layers.0.W_")) v.fill(0);
      if (name.includes(".b_f_")) v.fill(1e3);
      if (name.includes(".b_i_")) v.fill(-1e3);
      if (name.includes(".b_o_")) v.fill(0);
    }
    const v = gridByHand(z, weights, given, cotangents, { layers: 1 }).values;
    const kept = join(Array.from({ length: z.T }, () => given["c_time0.0"]));
    same(v["c_time.0"], kept, "c_time");
    same(
      v["h_time.0"],
      kept.map((c) => Math.tanh(c / 2)),
      "h_time",
    );
    const entered = given.x.filter((_, k) => k % (2 * z.H) >= z.H);
    same(v.c_depth, entered, "c_depth");
    same(
      v.h_depth,
      entered.map((c) => Math.tanh(c / 2)),
      "h_depth",
    );
  });
  it("grid: the priority dimension alone reads what is new", () => {
    const { weights, given, cotangents } = drawn(grid(z, { layers: 1 }));
    const plain = gridByHand(z, weights, given, cotangents, { layers: 1 }).values;
    const depth = gridByHand(z, weights, given, cotangents, {
      layers: 1,
      priority: "depth",
    }).values;
    same(depth["h_time.0"], plain["h_time.0"], "h_time");
    expect(relativeError(depth.h_depth, plain.h_depth)).toBeGreaterThan(1e-3);
    // What it reads for time at step t is what the plain one reads at step t + 1, if there x is that of step t.
    const x = split(given.x, z.T);
    const late = { ...given, x: join([x[1], x[0], x[2], x[3]]) };
    const first = gridByHand(z, weights, late, cotangents, { layers: 1 }).values;
    const again = { ...given, x: join([x[1], x[1], x[2], x[3]]) };
    const prior = gridByHand(z, weights, again, cotangents, {
      layers: 1,
      priority: "depth",
    }).values;
    const step = (v: Float64Array, t: number) => split(v, z.T)[t];
    const repeated = gridByHand(z, weights, again, cotangents, { layers: 1 }).values;
    same(step(first["h_time.0"], 0), step(prior["h_time.0"], 0), "h_time");
    same(step(prior.h_depth, 0), step(repeated.h_depth, 1), "h_depth");
  });
  it("a 3-D grid of one row that hears nothing from above is a 2-D grid of columns and depth", () => {
    const size = { R: 1, C: z.T, B: z.B, H: z.H };
    const { weights, given } = drawn(grid3(size));
    const two: Arrays = {};
    for (const [name, v] of Object.entries(weights)) {
      if (name.startsWith("W_")) v.fill(0, 0, z.H * z.H);
      if (name.endsWith("_row")) continue;
      two[`layers.${name.replace("_col", "_time")}`] = name.startsWith("W_")
        ? v.slice(z.H * z.H)
        : v;
    }
    const time = { x: given.x, "h_time0.0": given.h_col0, "c_time0.0": given.c_col0 };
    const theirs = gridByHand(z, two, time, {}, { layers: 1, tied: true }).values;
    const ours = grid3ByHand(size, weights, given, {}).values;
    same(ours.h_depth, theirs.h_depth, "h_depth");
    same(ours.h_col, theirs["h_time.0"], "h_col");
  });
  it("a 3-D grid is the same when its rows and columns change places", () => {
    const size = { R: 2, C: 3, B: 2, H: 2 };
    const { weights, given } = drawn(grid3(size));
    const square = size.H * size.H;
    const turned: Named = Object.fromEntries(
      Object.entries(weights).map(([name, v]) => {
        const other = name.replace(/row|col/, (dim) => (dim === "row" ? "col" : "row"));
        const [row, col, depth] = name.startsWith("W_") ? split(v, 3) : [v, [], []];
        expect(name.startsWith("W_") ? row.length : square).toBe(square);
        return [other, Float64Array.from([...col, ...row, ...depth])];
      }),
    );
    const turn = (v: Numbers, R: number, C: number) => {
      const places = split(v, R * C);
      return join(Array.from({ length: R * C }, (_, k) => places[(k % R) * C + Math.floor(k / R)]));
    };
    const edges = {
      h_row0: given.h_col0,
      c_row0: given.c_col0,
      h_col0: given.h_row0,
      c_col0: given.c_row0,
    };
    const ours = grid3ByHand(size, weights, given, {}).values;
    const theirs = grid3ByHand(
      { ...size, R: 3, C: 2 },
      turned,
      { ...edges, x: turn(given.x, 2, 3) },
      {},
    ).values;
    same(turn(ours.h_depth, 2, 3), theirs.h_depth, "h_depth");
    same(turn(ours.c_row, 2, 3), theirs.c_col, "c_row");
  });
  it("layer-normalised LSTM: what is added to all of a, or multiplies it, is not seen; the gain is", () => {
    const { weights, given, cotangents } = drawn(layerNorm(z));
    const moved: Arrays = { ...weights };
    const row = (k: number) => Math.sin(1 + Math.floor(k / z.H));
    for (const k of ["f", "i", "g", "o"])
      moved[`W_${k}`] = weights[`W_${k}`].map((v, n) => v + row(n));
    const ours = layerNormLstmByHand(z, weights, given, cotangents).values;
    same(layerNormLstmByHand(z, moved, given, cotangents).values.h, ours.h, "moved");
    const large = { ...weights, W_f: scaled(weights.W_f, 1e4) };
    const larger = { ...weights, W_f: scaled(weights.W_f, 1e6) };
    const [one, other] = [large, larger].map(
      (w) => layerNormLstmByHand(z, w, given, cotangents).values,
    );
    expect(relativeError(one.h, other.h)).toBeLessThan(1e-9);
    const doubled = { ...weights, gain_f: scaled(weights.gain_f, 2) };
    const gained = layerNormLstmByHand(z, doubled, given, cotangents).values;
    expect(relativeError(gained.f, ours.f)).toBeGreaterThan(1e-3);
  });
  it("layer-normalised LSTM, two units: n is 1 and -1, but for the 1e-5", () => {
    const one = { T: 1, B: 1, I: 1, H: 2 };
    const w = drawn(layerNorm(one)).weights;
    const given = { x: [0.5], h0: [0, 0], c0: [0, 0] };
    const { i } = layerNormLstmByHand(one, w, given, {}).values;
    const half = (0.5 * (w.W_i[4] - w.W_i[5])) / 2;
    const n = half / Math.sqrt(half * half + 1e-5);
    const at = (j: number) => 1 / (1 + Math.exp(-(w.gain_i[j] * (j === 0 ? n : -n) + w.b_i[j])));
    same(i, [at(0), at(1)], "i");
  });
});

describe("the comparison can fail", () => {
  const z = shapes[0];
  it("a cotangent of no state is an error", () => {
    const c = coupled(z);
    const { weights, given, cotangents } = drawn(c);
    expect(() => c.run(c.sizes, weights, given, { ...cotangents, d_C: cotangents.d_c })).toThrow(
      "no state has the cotangent d_C",
    );
  });
  it("every cotangent counts", () => {
    for (const cell of Object.values(cells)) {
      const c = cell(z);
      const { weights, given, cotangents } = drawn(c);
      const { loss } = c.run(c.sizes, weights, given, cotangents);
      for (const name of Object.keys(cotangents)) {
        const { [name]: _, ...others } = cotangents;
        expect(c.run(c.sizes, weights, given, others).loss, name).not.toBeCloseTo(loss, 9);
      }
    }
  });
});
