import { afterEach, expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import * as equations from "../../src/lesson/equations.js";
import { retention } from "../../src/lesson/equations-retention.js";
import { linesThatDefine } from "../../src/lesson/equations-walk.js";
import { gateLab, gateSlider } from "../../src/lesson/gate-lab.js";
import { language, type Language } from "../../src/lesson/language.js";
import { network } from "../../src/models/network.js";
import type { Figure } from "../../src/plot/figure.js";

afterEach(() => language("en"));
const alt = (figure: Figure): string => (figure.layout["meta"] as { alt: string }).alt;
const bundle = (value: object) =>
  (value as Record<symbol, () => Record<string, string>>)[Symbol.for("Jupyter.display")]!();
const y = (figure: Figure, trace: number) => figure.data[trace]!["y"] as number[];

function handSetLatch() {
  const latch = network(lstm, { input: 1, hidden: 1 });
  latch.params.set({ W_f: [[0], [0]], b_f: 20, W_i: [[0], [60]], b_i: -40 });
  latch.params.set({ W_g: [[0], [5]], b_g: 0, W_o: [[0], [0]], b_o: 20 });
  return latch;
}

test("the code beside an equation is the cell's own line", () => {
  expect(linesThatDefine(lstm, ["f"])).toMatch(/^const f = sigmoid\(affine\("f", h, x\)\);/);
  expect(linesThatDefine(lstm, ["c"])).toMatch(/^const cNext = add\(mul\(f, c\), mul\(i, g\)\);/);
  expect(linesThatDefine(lstm, ["h", "o"])).toMatch(
    /^const o = .*\nreturn \{\s*h: mul\(o, tanh\(cNext\)\)/,
  );
  expect(linesThatDefine(rnn, ["h"])).toContain('tanh(affine("h", h, x))');
});

test("a value without a line is reported, not left out", () => {
  expect(() => linesThatDefine(lstm, ["f", "z"])).toThrow('no line of LSTM defines "z"');
});

test("an equation comes with its code, and in plain text too", () => {
  const shown = bundle(equations.equation(lstm, "c"));
  expect(shown["text/markdown"]).toContain("C_t &= f_t * C_{t-1} + i_t * \\tilde{C}_t");
  expect(shown["text/markdown"]).toContain("```typescript\nconst cNext");
  expect(shown["text/plain"]).toContain("const cNext");
});

test.each<Language>(["en", "zh"])("every figure has its words (%s)", (code) => {
  language(code);
  const figures = [
    equations.forgetting(),
    equations.writing(),
    equations.update({ c: 2, f: 0.9, i: 0.5, g: -0.6 }),
    equations.showing(),
    equations.retentions(),
    equations.conveyor(handSetLatch()),
    gateLab({ f: 1, c0: 1 }),
    gateSlider("f", { c0: 1 }),
  ];
  for (const figure of figures) {
    expect(alt(figure)).not.toMatch(/undefined|NaN|\{\w+\}/);
    expect(/\p{Script=Han}/u.test(JSON.stringify(figure.layout))).toBe(code === "zh");
  }
  const drawn = [equations.picture(lstm), equations.picture(lstm, "f"), equations.symbols()];
  for (const value of drawn) expect(bundle(value)["text/plain"]).not.toMatch(/undefined|\{\w+\}/);
});

test("the forget figure says what is left: 0.9 to the 30th", () => {
  expect(alt(equations.forgetting())).toContain("f = 1: 1, f = 0.9: 0.042, f = 0.5: 0, f = 0: 0");
});

test("what is written is i times the candidate", () => {
  const [top] = equations.writing().data[0]!["z"] as number[][];
  expect(top).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
});

test("the bars of an update are the sum worked by hand", () => {
  expect(y(equations.update({ c: 2, f: 0.9, i: 0.5, g: -0.6 }), 0)).toEqual([2, 1.8, -0.3, 1.5]);
});

test("the gate lab: C decays by f, the gradient by f a step back", () => {
  const figure = gateLab({ f: 0.9, i: 0, o: 1, c0: 1 });
  expect(y(figure, 0)[39]).toBeCloseTo(0.9 ** 40, 5);
  const slope = y(figure, 2);
  expect(slope[10]! / slope[11]!).toBeCloseTo(0.9, 4);
});

test("the slider of the gate lab stays below 200 kB and starts at 0.9", () => {
  const figure = gateSlider("f", { c0: 1 });
  expect(JSON.stringify(figure).length).toBeLessThan(200_000);
  expect(figure.frames).toHaveLength(12);
  const [{ active }] = figure.layout["sliders"] as [{ active: number }];
  expect(figure.frames![active]!["name"]).toBe("0.9");
});

test("the belt stays flat for 200 steps, with a gradient of 1", () => {
  const figure = equations.conveyor(handSetLatch());
  const belt = y(figure, 0);
  expect(belt).toHaveLength(201);
  expect(Math.max(...belt) - Math.min(...belt)).toBeLessThan(1e-5);
  expect(y(figure, 3)[0]).toBeCloseTo(1, 5);
  expect(alt(figure)).toContain("0 of 46");
});

test("retention: theory's halves at bias 0, and more with every bias", () => {
  const left = [0, 1, 2, 4].map((bias) => retention(bias)[10]!);
  expect(left[0]).toBeLessThan(0.01);
  expect([...left].sort((a, b) => a - b)).toEqual(left);
  expect(retention(4)[35]).toBeLessThan(0.52);
});
