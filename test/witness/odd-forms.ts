import { clockwork } from "../../src/cells/clockwork.js";
import { gru } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import { cell, type AnyCell } from "../../src/graph/cell.js";
import { maskOf, normalise, softmax, square } from "../../src/graph/functions.js";
import { runLayer } from "../../src/graph/layer.js";
import type { Build } from "../../src/graph/model.js";
import {
  add,
  argmax,
  concat,
  constant,
  gather,
  matmul,
  mul,
  onehot,
  reshape,
  sigmoid,
  sumTo,
  swap,
  tanh,
} from "../../src/graph/ops.js";
import { gradient } from "../../src/graph/reverse.js";
import { time } from "../../src/graph/spec.js";
import type { Sym } from "../../src/graph/sym.js";
import type { Form, Sizes, Values } from "./forms.js";

/** Graphs that no paper asks for and that a reader may write all the same. */

const total = (a: Sym): Sym => sumTo(a, []);
const x = (m: Build, { T, B, I }: Sizes): Sym => m.input("x", [T, B, I]);

const crossing = cell("Crossing", { h: "time", c: "time" }, ({ x: now, h, c, affine }) => ({
  h: c, // each state is the other's next value
  c: h,
  seen: tanh(add(affine("a", now), h)),
  always: constant([1, 2]), // not of the batch's shape
  same: now,
}));

const innermost = cell("Innermost", { h: "time", w: "whole" }, ({ x: now, h, w, affine }) => ({
  // So many steps of random weights would be chaos, in which Float32 cannot follow: a quarter of them is not.
  h: tanh(mul(0.25, add(affine("i", h, now), w))),
}));
const middle = cell("Middle", { h: "time", w: "whole" }, ({ x: row, h, w, affine, layer }) => {
  const along = swap(reshape(row, 1, [row.shape.at(-1)!, 1]), -2, -3); // (3, B, 1)
  const whole = { w: mul(affine("q", h), w) };
  const { final } = runLayer(layer("innermost", innermost), { x: along }, { whole });
  return { h: tanh(add(final.h, h)) };
});
const outermost = cell("Outermost", { h: "time" }, ({ x: rows, h, affine, layer }) => {
  const run = runLayer(
    layer("middle", middle),
    { x: swap(rows, -2, -3) },
    { whole: { w: affine("w", h) } },
  );
  return { h: mul(run.final.h, sigmoid(affine("g", h))) };
});

const choosing = cell(
  "Choosing",
  { h: "time", token: time({ size: [] }), table: "whole" },
  ({ h, token, table, affine, dense }) => {
    const seen = gather(table, token);
    const next = tanh(affine("a", h, seen));
    const scores = dense("scores", 4, normalise(concat(next, seen)));
    return { h: next, token: argmax(scores), scores, was: onehot(token, 4) };
  },
);

const looking = cell(
  "Looking",
  { rnn: lstm, memory: "whole", mask: "whole" },
  ({ x: now, rnn, memory, mask, param, hidden }) => {
    const query = reshape(rnn.h, 1, [1, hidden]);
    const alpha = softmax(reshape(matmul(query, memory, false, true), 2, [3]), mask);
    const context = reshape(matmul(reshape(alpha, 1, [1, 3]), memory), 2, [hidden]);
    const twice = add(param("W", [hidden, hidden]), param("W", [hidden, hidden])); // one parameter
    const { h } = rnn({ x: concat(now, matmul(context, twice)) });
    return { h, alpha };
  },
);

const beside = cell("Beside", { h: "time", w: "whole" }, ({ x: now, h, w, affine }) => ({
  h: tanh(affine("h", h, concat(now, w))),
}));

/** |d loss / dx|^2 of a cell, and of that once more: second and third derivatives through time. */
const derivatives =
  (of: AnyCell) =>
  (m: Build, sizes: Sizes): Values => {
    const given = x(m, sizes);
    const { h } = m.scan(m.layer("", of as typeof gru, { hidden: sizes.H }), { x: given });
    const [first] = gradient(total(square(h)), [given]);
    const [second] = gradient(total(square(first)), [given]);
    return { loss: add(total(square(first)), total(square(second))), first };
  };

export const ODD_FORMS: readonly Form[] = [
  {
    name: "Crossing",
    form: "states swap; a constant; x shown",
    build(m, sizes) {
      const { B, H } = sizes;
      const initial = { h: m.input("h0", [B, H]), c: m.param("c0", [H]) };
      const run = m.scan(m.layer("", crossing, { hidden: H }), { x: x(m, sizes) }, { initial });
      const { final, ...all } = run;
      return { ...all, last: final.c, again: run.h };
    },
  },
  {
    name: "GRU",
    form: "one layer used twice, a parameter shown",
    build(m, { T, B, H }) {
      const layer = m.layer("", gru, { hidden: H });
      const up = m.scan(layer, { x: m.input("x", [T, B, H]) });
      const down = m.scan(layer, { x: up.h }, { backwards: true, initial: up.final });
      const W = m.param("W", [H, H]);
      return { h: down.h, y: matmul(down.final.h, W), W, unused: m.param("unused", [2]) };
    },
  },
  {
    name: "Outermost",
    form: "scans three deep",
    build(m, { T, B, H }) {
      const layer = m.layer("", outermost, { hidden: H });
      const initial = { h: m.input("h0", [B, H]) };
      return { h: m.scan(layer, { x: m.input("x", [T, B, 2, 3]) }, { initial }).h };
    },
  },
  {
    name: "Choosing",
    form: "its token is a state; no sequence",
    build(m, { T, B, I, H }) {
      const whole = { table: m.param("table", [4, I]) };
      const layer = m.layer("", choosing, { hidden: H });
      const { scores, was } = m.scan(layer, {}, { steps: T, batch: B, whole });
      return { loss: add(total(square(scores)), total(mul(was, scores))) };
    },
  },
  {
    name: "Looking",
    form: "masks that may be all 0, lengths of 0",
    build(m, sizes) {
      const { T, B, H } = sizes;
      const run = m.scan(
        m.layer("", looking, { hidden: H }),
        { x: x(m, sizes) },
        {
          whole: { memory: m.input("memory", [B, 3, H]), mask: m.index("seen", [B, 3], 2) },
          mask: maskOf(m.index("lengths", [B], T + 1), T),
        },
      );
      return { h: run.h, alpha: run.alpha, c: run.final["rnn.c"] };
    },
  },
  {
    name: "Beside",
    form: "x joined to what is the same at all steps",
    build(m, sizes) {
      const { B, H } = sizes;
      const layer = m.layer("", beside, { hidden: H });
      return { h: m.scan(layer, { x: x(m, sizes) }, { whole: { w: m.input("w", [B, 2]) } }).h };
    },
  },
  ...[lstm, gru].map((of) => ({
    name: of.name,
    form: "second and third derivatives",
    build: derivatives(of),
  })),
  {
    name: "Clockwork RNN",
    form: "second and third derivatives",
    multiple: 2,
    build: derivatives(clockwork([2, 3])),
  },
  {
    name: "Clockwork RNN",
    form: "2 layers, bidirectional",
    multiple: 2,
    build(m, sizes) {
      const shape = { hidden: sizes.H, layers: 2, bidirectional: true };
      return { h: m.scanStack(m.stack("", clockwork([1, 2]), shape), { x: x(m, sizes) }).h };
    },
  },
];
