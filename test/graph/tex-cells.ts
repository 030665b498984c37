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
import { cell, type AnyCell } from "../../src/graph/cell.js";
import { gaussianKL, logSigmoid, relu, softmax } from "../../src/graph/functions.js";
import {
  add,
  concat,
  div,
  exp,
  matmul,
  max,
  mul,
  reshape,
  sigmoid,
  softplus,
  sub,
  tanh,
} from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";
import type { TraceSizes } from "../../src/graph/trace.js";

/** Bahdanau, Cho & Bengio 2015: memory (B, S, E) and keys (B, S, A) are the same at all steps. */
export const attention = cell(
  "Attention decoder",
  { rnn: gru, memory: "whole", keys: "whole" },
  ({ x, rnn: decoder, memory, keys, dense, param }) => {
    const [S, A] = keys.shape.slice(-2) as [number, number];
    const query = reshape(dense("query", A, decoder.h), 1, [1, A]);
    const score = reshape(matmul(tanh(add(query, keys)), param("v", [A, 1])), 2, [S]);
    const alpha = softmax(score);
    const row = reshape(alpha, 1, [1, S]);
    const context = reshape(matmul(row, memory), 2, [memory.shape.at(-1)!]);
    const { h } = decoder({ x: concat(x, context) });
    return { h, context, alpha };
  },
);
export const attentionSizes: TraceSizes = { shapes: { memory: [2, 7, 6], keys: [2, 7, 5] } };

/** Xu et al. 2015: an LSTM that looks at regions of an image. */
const captioner = cell(
  "Show, attend and tell",
  { rnn: lstm, memory: "whole", keys: "whole" },
  ({ x, rnn: decoder, memory, keys, dense, param }) => {
    const [S, A] = keys.shape.slice(-2) as [number, number];
    const query = reshape(dense("query", A, decoder.h), 1, [1, A]);
    const score = reshape(matmul(tanh(add(query, keys)), param("v", [A, 1])), 2, [S]);
    const alpha = softmax(score);
    const beta = sigmoid(dense("beta", 1, decoder.h));
    const seen = reshape(matmul(reshape(alpha, 1, [1, S]), memory), 2, [memory.shape.at(-1)!]);
    const context = mul(beta, seen);
    const { h } = decoder({ x: concat(x, context) });
    return { h, context, alpha, beta };
  },
);

/** Chung et al. 2015: many values without a name. */
const vrnn = cell("VRNN", { rnn: gru, eps: "step" }, ({ x, eps, rnn: inner, dense }) => {
  const Z = eps.shape.at(-1)!;
  const gauss = (name: string, v: Sym) =>
    [dense(`mu_${name}`, Z, v), add(softplus(dense(`sigma_${name}`, Z, v)), 1e-4)] as const;
  const [m0, s0] = gauss("prior", relu(dense("prior", 5, inner.h)));
  const px = relu(dense("phi_x", 5, x));
  const [m, s] = gauss("enc", relu(dense("enc", 5, px, inner.h)));
  const z = add(m, mul(s, eps));
  const pz = relu(dense("phi_z", 5, z));
  const { h } = inner({ x: concat(px, pz) });
  return { h, z, kl: gaussianKL(m, s, m0, s0) };
});

/** Beck et al. 2024. */
const slstm = cell(
  "sLSTM",
  { h: "time", c: "time", n: "time", m: "time" },
  ({ x, h, c, n, m, affine }) => {
    const iLog = affine("i", h, x);
    const fLog = logSigmoid(affine("f", h, x));
    const mNext = max(add(fLog, m), iLog);
    const i = exp(sub(iLog, mNext));
    const f = exp(sub(add(fLog, m), mNext));
    const cNext = add(mul(f, c), mul(i, tanh(affine("z", h, x))));
    const nNext = add(mul(f, n), i);
    const o = sigmoid(affine("o", h, x));
    return { h: mul(o, div(cNext, nNext)), c: cNext, n: nNext, m: mNext, i, f, o };
  },
);

/** Two parts whose states have the same names. */
const autoencoder = cell(
  "Autoencoder",
  { enc: lstm, dec: lstm, eps: "step" },
  ({ x, enc, dec, eps, affine }) => {
    const e = enc({ x });
    const mu = affine("mu", e.h);
    const sigma = exp(affine("sigma", e.h));
    const z = add(mu, mul(sigma, eps));
    const d = dec({ x: z });
    return { mu, sigma, z, y: sigmoid(affine("y", d.h, e.o)) };
  },
);

type Case = readonly [title: string, cell: AnyCell, sizes?: TraceSizes];
/** Every cell of the project, in every form that changes its equations, and cells as a reader may write them. */
export const CASES: readonly Case[] = [
  ["RNN", rnn],
  ["ReLU RNN", reluRnn],
  ["IRNN", irnn],
  ["LSTM 1997", lstm1997()],
  ["LSTM 1997, blocks of 2, errors not truncated", lstm1997({ block: 2, truncated: false })],
  ["LSTM", lstm],
  ["Peephole LSTM", peephole()],
  ["Peephole LSTM, output gate only", peephole({ gates: "o" })],
  ["Peephole LSTM (full)", fullPeephole],
  ["Coupled LSTM", coupled],
  ["GRU", gru],
  ["GRU (reset after)", gruResetAfter],
  ...Object.values(greff).map((variant): Case => [variant.name, variant]),
  ["MUT1", mut1],
  ["MUT2", mut2],
  ["MUT3", mut3],
  ["MUT1, x not as wide as h", mut1, { shapes: { x: [2, 3] } }],
  ["Depth-Gated LSTM", depthGated],
  ["Clockwork RNN", clockwork()],
  ["1-D Grid LSTM", gridLstm({ depth: "time" })],
  ["2-D Grid LSTM", gridLstm({ time: "time", depth: "depth" })],
  ["2-D Grid LSTM, depth last", gridLstm({ time: "time", depth: "depth" }, { priority: "depth" })],
  ["3-D Grid LSTM", gridLstm({ x: "time", y: "step", depth: "depth" })],
  ["LSTM with layer normalisation", layerNormalised(lstm)],
  ["GRU with layer normalisation", layerNormalised(gru)],
  ["Attention decoder", attention, attentionSizes],
  ["Show, attend and tell", captioner, attentionSizes],
  ["VRNN", vrnn],
  ["sLSTM", slstm],
  ["Autoencoder", autoencoder],
];
