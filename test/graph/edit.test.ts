import { expect, test } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { gru } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import { cell, type AnyCell } from "../../src/graph/cell.js";
import { pin } from "../../src/graph/edit.js";
import { model } from "../../src/graph/model.js";
import { add, concat, mul, neg } from "../../src/graph/ops.js";
import { time } from "../../src/graph/spec.js";
import { relativeError } from "../witness/error.js";
import { equations } from "../../src/graph/tex.js";
import { network } from "../../src/models/network.js";

const x = [[0.5], [-1], [2], [0.1]];
const net = network(lstm, { input: 1, hidden: 3, seed: 4 });
const at = (data: Float32Array, t: number): number[] =>
  Array.from(data.slice(3 * t, 3 * t + 3), (v) => v + 0); // -0 is 0 here

test("a value is held at a number, or at one a unit; what follows from it follows", () => {
  const held = net.run(x, { pin: { f: 1, i: [0, 0, 1] } });
  expect(new Set(held.f.data)).toEqual(new Set([1]));
  // Nothing is written to the first two cells, and nothing forgotten: they stay at 0.
  for (let t = 0; t < 4; t++) expect(at(held.c.data, t).slice(0, 2)).toEqual([0, 0]);
  expect(at(held.c.data, 3)[2]).toBeCloseTo(
    [0, 1, 2, 3].reduce((sum, t) => sum + at(held.g.data, t)[2]!, 0),
    5,
  );
});

test("a state is ablated or turned over, unit by unit, and all later steps with it", () => {
  const [plain, ablated] = [net.run(x), net.run(x, { scale: { c: [0, 1, 1] } })];
  for (let t = 0; t < 4; t++) expect(at(ablated.c.data, t)[0]).toBe(0);
  expect(at(ablated.h.data, 0).slice(1)).toEqual(at(plain.h.data, 0).slice(1));
  expect(at(ablated.h.data, 2)[1]).not.toBe(at(plain.h.data, 2)[1]); // through the recurrent matrix
  const turned = net.run(x, { scale: { c: -1 } });
  expect(at(turned.c.data, 0)).toEqual(at(plain.c.data, 0).map((v) => -v + 0));
});

test("a function changes a value by one from outside the step, given at each run", () => {
  const definition = model("kept", (m) => {
    const keep = m.input("keep", [3]);
    const changed = pin(lstm, { c: (c) => mul(c, keep), f: neg });
    const { h, f } = m.scan(m.layer("", changed, { hidden: 3 }), { x: m.input("x", [4, 1, 1]) });
    return { h, f };
  });
  const plan = definition.plan({}, { seed: 4, gradients: false });
  const ones = plan.forward({ x, keep: [1, 1, 1] }).h.slice();
  const none = plan.forward({ x, keep: [0, 0, 0] });
  expect(none.h.every((v) => v === 0)).toBe(true);
  expect(none.f.every((v) => v <= 0)).toBe(true);
  expect(ones.some((v) => v !== 0)).toBe(true);
});

test("a value within a part is reached by its path", () => {
  const outer = cell("Outer", { rnn: gru }, ({ x, rnn }) => {
    const { h } = rnn({ x: concat(x, x) });
    return { twice: mul(2, h) };
  });
  const definition = model("outer", (m) => {
    const layer = m.layer("", pin(outer, { "rnn.z": 0 }), { hidden: 2 });
    return { twice: m.scan(layer, { x: m.input("x", [3, 1, 1]) }).twice };
  });
  expect(new Set(definition.plan({}).forward({ x: [1, 2, 3] }).twice)).toEqual(new Set([0]));
});

test("a part that is changed within is shown as what it now is", () => {
  const outer = cell("Outer", { rnn: gru }, ({ x, rnn }) => ({ h: rnn({ x }).h }));
  expect(equations(outer)["h"]).toBe("h_t = \\operatorname{GRU}\\left(h_{t-1}, x_{t}\\right)");
  expect(equations(pin(outer, { "rnn.z": 1 }))["h"]).not.toContain("GRU");
});

test("what is not there is named", () => {
  expect(() => net.run(x, { scale: { q: 0 } as never })).toThrow(
    'pin: LSTM has no "q"; it has h, c, f, i, g, o',
  );
});

test("a resting state keeps its value, for all that reads it", () => {
  const clock = network(clockwork([1, 3]) as AnyCell, { input: 1, hidden: 4, seed: 1 });
  const run = clock.run([[1], [2], [3], [4], [5]]) as Record<string, { data: Float32Array }>;
  const [slow, all] = [run["h3"]!.data, run["h"]!.data];
  for (const [t, moved] of [0, 0, 0, 3, 3].entries()) {
    expect(slow.slice(2 * t, 2 * t + 2)).toEqual(slow.slice(2 * moved, 2 * moved + 2));
    expect(all.slice(4 * t + 2, 4 * t + 4)).toEqual(slow.slice(2 * t, 2 * t + 2));
  }
  expect(slow.slice(0, 2)).not.toEqual(slow.slice(6, 8));
});

test("a name that rests, is scaled or nudged is that name alone, not the value it shares with another", () => {
  const hold = cell(
    "Sample and hold",
    { m: time({ every: 2, size: 1 }), h: time({ size: 1 }) },
    ({ x: now, m, h }) => ({ m: now, h: add(h, now), was: m }),
  );
  const run = network(hold, { input: 1, hidden: 1 }).run([[1], [2], [3], [4]]);
  expect(Array.from(run.m.data)).toEqual([1, 1, 3, 3]);
  expect(Array.from(run.h.data)).toEqual([1, 3, 6, 10]);
  const inside = cell("Inside", { y: time({ every: 2 }), r: rnn }, ({ x: now, r }) => ({
    y: r({ x: now }).h,
  }));
  const both = network(inside, { input: 1, hidden: 2, seed: 3 });
  const alone = network(rnn, { input: 1, hidden: 2 });
  alone.params.set({ W_h: both.params.get("r.W_h"), b_h: both.params.get("r.b_h") });
  const [outer, plain] = [both.run([[1], [-2], [0.5]]), alone.run([[1], [-2], [0.5]])];
  expect(relativeError(outer["r.h"].data, plain.h.data)).toBeLessThan(1e-7);
  expect(outer.y.data.slice(2, 4)).toEqual(plain.h.data.slice(0, 2));
  const nudged = model("nudged", (m) => {
    const seen = cell("Seen", { h: time({ size: 1 }) }, ({ x: now, h }) => ({
      h: add(h, now),
      seen: now,
    }));
    const input = m.input("x", [2, 1, 1]);
    return {
      h: m.scan(m.layer("", seen, { hidden: 1 }), { x: input }, { nudge: { seen: input } }).h,
    };
  });
  expect(Array.from(nudged.plan({}).forward({ x: [1, 2] }).h)).toEqual([1, 3]);
});

test("what is held must fit", () => {
  expect(() => net.run(x, { pin: { f: [0, 1] } })).toThrow(
    'pin: LSTM: "f" is (1, 3) but was given (2)',
  );
});
