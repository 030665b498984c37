import { gridLstm } from "../../src/cells/grid-lstm.js";
import { gru } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import { cell } from "../../src/graph/cell.js";
import {
  bernoulli,
  crossEntropy,
  gaussianKL,
  logSigmoid,
  maskOf,
  mean,
  softmax,
  square,
  sum,
} from "../../src/graph/functions.js";
import { runLayer } from "../../src/graph/layer.js";
import type { Build } from "../../src/graph/model.js";
import { ctc } from "../../src/graph/ctc.js";
import {
  add,
  argmax,
  concat,
  constant,
  div,
  exp,
  gather,
  matmul,
  max,
  mul,
  neg,
  reshape,
  sigmoid,
  slice,
  softplus,
  sub,
  sumTo,
  swap,
  tanh,
} from "../../src/graph/ops.js";
import { part, time } from "../../src/graph/spec.js";
import type { Sym } from "../../src/graph/sym.js";
import type { Form, Sizes } from "./forms.js";

/** Whole models of the kinds that the essay names, written as a reader would: what the tracer must be able to carry. */

const total = (a: Sym): Sym => sumTo(a, []);
const row = (v: Sym): Sym => reshape(v, 1, [1, v.shape.at(-1)!]); // (B, n) as (B, 1, n)
const flat = (m: Sym): Sym => reshape(m, 2, [m.shape.at(-2)! * m.shape.at(-1)!]);
const transposed = (m: Sym): Sym => swap(m, -1, -2);

/** Decoder of Bahdanau, Cho & Bengio (2015): at each step it weighs an encoder's outputs, memory (B, S, E). */
const attention = (A: number) =>
  cell(
    "Attention decoder",
    { rnn: gru, memory: "whole", keys: "whole", mask: "whole" },
    ({ x, rnn, memory, keys, mask, dense, param }) => {
      const query = row(dense("query", A, rnn.h));
      const score = flat(matmul(tanh(add(query, keys)), param("v", [A, 1]))); // (B, S)
      const alpha = softmax(score, mask);
      const context = flat(matmul(row(alpha), memory));
      const { h } = rnn({ x: concat(x, context) });
      return { h, context, alpha };
    },
  );

function translation(m: Build, { T, B, I, H }: Sizes) {
  const [S, V, A] = [T + 1, 5, I];
  const lengths = m.index("lengths", [B], S); // one less than S may be: at least one place must be seen
  const mask = maskOf(add(lengths, 1), S);
  const read = m.stack("encoder", gru, { hidden: H, bidirectional: true });
  const source = gather(m.param("source", [V, I]), m.index("source words", [S, B], V));
  const { h } = m.scanStack(read, { x: source }, { mask });
  const memory = swap(h, -2, -3);
  const decoder = m.layer("decoder", attention(A), { hidden: H });
  const out = m.scan(
    decoder,
    { x: gather(m.param("target", [V, I]), m.index("target words", [T, B], V)) },
    {
      whole: { memory, keys: matmul(memory, m.param("U", [2 * H, A])), mask: transposed(mask) },
      initial: { "rnn.h": tanh(m.dense("start", H, firstStep(h))) },
    },
  );
  const logits = m.dense("out", V, out.h, out.context);
  return { loss: mean(crossEntropy(logits, m.index("next", [T, B], V))), alpha: out.alpha };
}
/** The first step of (T, B, n), (B, n). */
const firstStep = (h: Sym): Sym => reshape(slice(h, 0, 1, -3), 3, h.shape.slice(1));

/** Captions with soft attention over regions (Xu et al. 2015), doubly stochastic: every region is to be looked at. */
function captions(m: Build, { T, B, I, H }: Sizes) {
  const [S, E, A, V] = [3, 4, I, 5];
  const look = cell(
    "Show, attend and tell",
    { rnn: lstm, regions: "whole", keys: "whole" },
    ({ x, rnn, regions, keys, dense, param }) => {
      const query = row(dense("query", A, rnn.h));
      const alpha = softmax(flat(matmul(tanh(add(keys, query)), param("v", [A, 1]))));
      const beta = sigmoid(dense("beta", 1, rnn.h));
      const context = mul(beta, flat(matmul(row(alpha), regions)));
      const { h } = rnn({ x: concat(x, context) });
      return { h, context, alpha, beta };
    },
  );
  const regions = m.input("regions", [B, S, E]);
  const run = m.scan(
    m.layer("decoder", look, { hidden: H }),
    { x: gather(m.param("words", [V, I]), m.index("caption", [T, B], V)) },
    { whole: { regions, keys: matmul(regions, m.param("U", [E, A])) } },
  );
  const seen = sumTo(run.alpha, [1, B, S]);
  const logits = m.dense("out", V, run.h, run.context);
  const wrong = crossEntropy(logits, m.index("next", [T, B], V));
  return { loss: add(mean(wrong), mean(square(sub(1, seen)))), alpha: run.alpha };
}

/** DRAW (Gregor et al. 2015) on A x A pixels through N x N Gaussian filters; equations numbered as there. */
function draw(m: Build, { T, B, H }: Sizes) {
  const [A, N, Z] = [5, 2, 2];
  const filters = (p: Sym) => {
    const at = (k: number): Sym => reshape(slice(p, k, k + 1), 1, [1, 1]); // (B, 1, 1)
    const centre = (g: Sym): Sym => mul((A + 1) / 2, add(g, 1)); //           22, 23
    const stride = mul((A - 1) / (N - 1), exp(at(3))); //                     24
    const offsets = reshape(constant(Array.from({ length: N }, (_, i) => i + 0.5 - N / 2)), 1, [
      N,
      1,
    ]);
    const pixels = constant(Array.from({ length: A }, (_, a) => a + 1));
    const bank = (g: Sym): Sym => {
      const mu = add(centre(g), mul(offsets, stride)); //                     19, 20
      const f = exp(neg(div(square(sub(pixels, mu)), mul(2, exp(at(2)))))); // 25, 26
      return div(f, add(sum(f), 1e-8));
    };
    return { Fx: bank(at(0)), Fy: bank(at(1)), gamma: exp(at(4)) };
  };
  const small = part(lstm, { hidden: H });
  const DRAW = cell(
    "DRAW",
    { enc: small, dec: small, canvas: time({ size: A * A }), image: "whole", eps: "step" },
    ({ image, eps, enc, dec, canvas, dense }) => {
      const square2 = (v: Sym, n: number): Sym => reshape(v, 1, [n, n]);
      const r = filters(dense("read", 5, dec.h));
      const look = (v: Sym): Sym =>
        flat(mul(r.gamma, matmul(matmul(r.Fy, square2(v, A)), transposed(r.Fx)))); // 27
      const missing = sub(image, sigmoid(canvas)); //                                3
      const e = enc({ x: concat(look(image), look(missing), dec.h) }); //            4, 5
      const mu = dense("mu", Z, e.h);
      const sigma = exp(dense("sigma", Z, e.h));
      const z = add(mu, mul(sigma, eps)); //                                         6
      const d = dec({ x: z }); //                                                    7
      const w = filters(dense("write", 5, d.h));
      const patch = square2(dense("patch", N * N, d.h), N);
      const stroke = flat(div(matmul(matmul(transposed(w.Fy), patch), w.Fx), w.gamma)); // 29
      return { canvas: add(canvas, stroke), kl: gaussianKL(mu, sigma), z };
    },
  );
  const pixels = m.index("image", [B, A * A], 2);
  const run = m.scan(
    m.layer("", DRAW, { hidden: H }),
    { eps: m.input("eps", [T, B, Z]) },
    { whole: { image: pixels } },
  );
  return { loss: add(mean(bernoulli(run.final.canvas, pixels)), div(total(run.kl), B)) };
}

/** VRNN (Chung et al. 2015). */
function vrnn(m: Build, { T, B, I, H }: Sizes) {
  const [Z, P] = [2, 3];
  const VRNN = cell("VRNN", { rnn: gru, eps: "step" }, ({ x, eps, rnn, dense }) => {
    const gaussian = (name: string, v: Sym): [Sym, Sym] => [
      dense(`mu_${name}`, Z, v),
      add(softplus(dense(`sigma_${name}`, Z, v)), 1e-4),
    ];
    const prior = gaussian("prior", tanh(dense("prior", P, rnn.h)));
    const px = tanh(dense("phi_x", P, x));
    const [mu, sigma] = gaussian("enc", tanh(dense("enc", P, px, rnn.h)));
    const z = add(mu, mul(sigma, eps));
    const pz = tanh(dense("phi_z", P, z));
    const logit = dense("logit", I, tanh(dense("dec", P, pz, rnn.h)));
    const { h } = rnn({ x: concat(px, pz) });
    return { h, z, logit, kl: gaussianKL(mu, sigma, ...prior) };
  });
  const x = m.index("x", [T, B, I], 2);
  const run = m.scan(m.layer("", VRNN, { hidden: H }), { x, eps: m.input("eps", [T, B, Z]) });
  return { loss: mean(add(bernoulli(run.logit, x), run.kl)) };
}

/** STORN (Bayer & Osendorfer 2014): one network recognises, another generates from what it drew. */
function storn(m: Build, { T, B, I, H }: Sizes) {
  const Z = 2;
  const x = m.index("x", [T, B, I], 2);
  const { h } = m.scan(m.layer("recognise", rnn, { hidden: H }), { x });
  const mu = m.dense("mu", Z, h);
  const sigma = add(softplus(m.dense("sigma", Z, h)), 1e-4);
  const z = add(mu, mul(sigma, m.input("eps", [T, B, Z])));
  const made = m.scan(m.layer("generate", rnn, { hidden: H }), { x: concat(x, z) });
  return { loss: mean(add(bernoulli(m.dense("x", I, made.h), x), gaussianKL(mu, sigma))) };
}

function reading(m: Build, { T, B, I, H }: Sizes) {
  const [L, K, steps] = [2, 4, T + 4];
  const late = m.index("late", [B], 2);
  const lengths = sub(steps, late);
  const layers = m.stack("", lstm, { hidden: H, bidirectional: true });
  const x = m.input("x", [steps, B, I]);
  const { h } = m.scanStack(layers, { x }, { mask: maskOf(lengths, steps) });
  const labels = add(m.index("labels", [B, L], K - 1), 1);
  const losses = ctc(m.dense("out", K, h), labels, lengths, m.index("count", [B], L + 1));
  return { loss: mean(losses) };
}

/** A decoder whose own choice is its next input: the choice is a state; Gumbel noise makes it a sample. */
function sampling(m: Build, { T, B, I, H }: Sizes) {
  const V = 4;
  const sampler = cell(
    "Sampler",
    { rnn: gru, token: time({ size: [] }), gumbel: "step", table: "whole" },
    ({ rnn, token, gumbel, table, dense }) => {
      const { h } = rnn({ x: gather(table, token) });
      const logit = dense("out", V, h);
      return { token: argmax(add(logit, gumbel)), logit };
    },
  );
  const run = m.scan(
    m.layer("", sampler, { hidden: H }),
    { gumbel: m.index("gumbel", [T, B, V], 9) },
    { whole: { table: m.param("words", [V, I]) } },
  );
  return { loss: mean(square(run.logit)), token: run.token };
}

/** sLSTM (Beck et al. 2024): exponential gates, held in range by a running maximum. */
const slstm = cell(
  "sLSTM",
  { h: "time", c: "time", n: "time", m: "time" },
  ({ x, h, c, n, m, affine }) => {
    const write = affine("i", h, x);
    const keep = add(logSigmoid(affine("f", h, x)), m);
    const mNext = max(keep, write);
    const i = exp(sub(write, mNext));
    const f = exp(sub(keep, mNext));
    const cNext = add(mul(f, c), mul(i, tanh(affine("z", h, x))));
    const nNext = add(mul(f, n), i);
    const o = sigmoid(affine("o", h, x));
    return { h: mul(o, div(cNext, nNext)), c: cNext, n: nNext, m: mNext, i, f, o };
  },
);
/** minGRU (Feng et al. 2024): gates that see x alone. */
const minGru = cell("minGRU", { h: "time" }, ({ x, h, affine }) => {
  const z = sigmoid(affine("z", x));
  return { h: add(mul(sub(1, z), h), mul(z, affine("g", x))), z };
});
const layerOf =
  (of: typeof slstm | typeof minGru) =>
  (m: Build, { T, B, I, H }: Sizes) => {
    const run = m.scan(m.layer("", of as typeof minGru, { hidden: H }), {
      x: m.input("x", [T, B, I]),
    });
    return { h: run.h };
  };

/** A 3-D grid: rows by columns by depth. The state of the outer step is a whole row; its step runs along the row. */
export function grid3(m: Build, { R, C, B, H }: { R: number; C: number; B: number; H: number }) {
  const block = gridLstm({ row: "step", col: "time", depth: "step" });
  const wide = time({ size: (hidden) => [C, hidden] });
  const rows = cell(
    "Rows of a 3-D grid",
    { h_row: wide, c_row: wide, h_col0: "step", c_col0: "step" },
    ({ x, h_row, c_row, h_col0, c_col0, hidden, layer }) => {
      const along = (v: Sym): Sym => swap(v, -2, -3); // (B, C, n) and (C, B, n)
      const run = runLayer(
        layer("", block),
        {
          h_row: along(h_row),
          c_row: along(c_row),
          h_depth: along(slice(x, 0, hidden)),
          c_depth: along(slice(x, hidden, 2 * hidden)),
        },
        { initial: { h_col: h_col0, c_col: c_col0 } },
      ) as unknown as Record<string, Sym>;
      const { h_row: down, c_row: below, h_col, c_col, h_depth, c_depth } = run;
      return { h_row: along(down), c_row: along(below), h_col, c_col, h_depth, c_depth };
    },
  );
  const edge = (name: string): Sym => m.input(name, [R, B, H]);
  const out = m.scan(
    m.layer("", rows, { hidden: H }),
    {
      x: swap(m.input("x", [R, C, B, 2 * H]), -2, -3),
      h_col0: edge("h_col0"),
      c_col0: edge("c_col0"),
    },
    {
      initial: {
        h_row: swap(m.input("h_row0", [C, B, H]), -2, -3),
        c_row: swap(m.input("c_row0", [C, B, H]), -2, -3),
      },
    },
  );
  const { final: _, h_row, c_row, ...others } = out as typeof out & Record<string, Sym>;
  return { ...others, h_row: swap(h_row, -2, -3), c_row: swap(c_row, -2, -3) };
}

export const MODEL_FORMS: readonly Form[] = [
  { name: "Translation", form: "attention, masked", build: translation },
  { name: "Captions", form: "soft attention", build: captions },
  { name: "DRAW", form: "glimpses of filters", build: draw },
  { name: "VRNN", form: "bound", build: vrnn },
  { name: "STORN", form: "bound", build: storn },
  { name: "Reader", form: "CTC, bidirectional, masked", build: reading },
  { name: "Sampler", form: "its choice is a state", build: sampling },
  { name: "sLSTM", form: "cell", build: layerOf(slstm) },
  { name: "minGRU", form: "cell", build: layerOf(minGru) },
  {
    name: "3-D Grid LSTM",
    form: "scans within a scan",
    build: (m, { T, B, I, H }) => grid3(m, { R: T, C: I, B, H }),
  },
];
