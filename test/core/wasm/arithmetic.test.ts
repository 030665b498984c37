import { describe, expect, test } from "vitest";
import { random } from "../../../src/core/random.js";
import { hasRelaxed, instantiate, loopOf, POINTWISE } from "./run.js";

const CHUNK = 1 << 16;
const ACTIVATIONS = ["exp", "log", "sigmoid", "tanh", "softplus"] as const;
type Activation = (typeof ACTIVATIONS)[number];

/** What Float64 says; each is free of cancellation and overflow. */
const EXACT: Record<Activation, (a: number) => number> = {
  exp: Math.exp,
  log: Math.log,
  sigmoid: (a) => (a < 0 ? Math.exp(a) / (1 + Math.exp(a)) : 1 / (1 + Math.exp(-a))),
  tanh: Math.tanh,
  softplus: (a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
};
/** What the functions' descriptions promise, in ulp. */
const LIMIT: Record<Activation, number> = {
  exp: 1.2,
  log: 0.9,
  sigmoid: 2.5,
  tanh: 5.9,
  softplus: 2.9,
};

/** A function of one number, done by WebAssembly on up to CHUNK numbers or bit patterns at a time. */
function many(op: Activation, relaxed: boolean) {
  const memory = new WebAssembly.Memory({ initial: (2 * CHUNK * 4) / 65_536 });
  const run = instantiate(loopOf(op), memory, relaxed);
  const [x, y] = [0, CHUNK].map((start) => new Float32Array(memory.buffer, start * 4, CHUNK));
  return { x, y, bits: new Uint32Array(memory.buffer), run: (n: number) => run(n, 0, CHUNK * 4) };
}

/** Which numbers: those where something ends or begins, and their neighbours. */
const EDGES = [
  ...[
    0,
    2 ** -149,
    2 ** -148,
    2 ** -127,
    2 ** -126,
    2 ** -25,
    2 ** -12,
    0.5,
    Math.SQRT1_2,
    1,
    2,
    3,
  ],
  ...[Math.SQRT2, 8.66, 9.01, 15, 17, 18, 87.3, 87.68, 88, 88.37, 88.7228, 88.73, 89, 103.97, 104],
  ...[105, 127, 128, 1e4, 1e30, 3.4028234663852886e38, Infinity],
];
const words = new DataView(new ArrayBuffer(4));
const near = (a: number): number[] =>
  [-1, 0, 1].map((by) => {
    words.setFloat32(0, a);
    words.setUint32(0, words.getUint32(0) + by);
    return words.getFloat32(0);
  });
const SPECIAL = [...EDGES.flatMap(near), NaN].flatMap((a) => [a, -a]);

/** The distance from the right result in its units in the last place; Infinity counts as 2^128. */
function ulps(got: number, exact: number): number {
  const right = Math.fround(exact);
  if (Object.is(got, right) || (Number.isNaN(got) && Number.isNaN(right))) return 0;
  const finite = (a: number) => Math.max(-(2 ** 128), Math.min(a, 2 ** 128));
  const exponent = Math.max(-126, Math.min(Math.floor(Math.log2(Math.abs(exact))), 127));
  return Math.abs(finite(got) - finite(exact)) / 2 ** (exponent - 23);
}

describe.each(ACTIVATIONS)("%s", (op) => {
  test("in plain WebAssembly has the bits of the JavaScript reference", () => {
    const { x, y, run } = many(op, false);
    const { uniform, normal, below } = random(7);
    const scales = [1, 10, 100, 1e-3, 1e-38];
    for (let from = 0; from < 100_000; from += CHUNK) {
      x.set(SPECIAL);
      for (let i = SPECIAL.length; i < CHUNK; i++) {
        words.setUint32(0, uniform() * 2 ** 32);
        x[i] = i % 2 ? words.getFloat32(0) : normal() * scales[below(scales.length)];
      }
      run(CHUNK);
      for (let i = 0; i < CHUNK; i++) {
        const want = POINTWISE[op](x[i]);
        if (!Object.is(y[i], want)) expect.fail(`${op}(${x[i]}) is ${y[i]}; want ${want}`);
      }
    }
  });

  test.each([
    ["plain", false],
    ["relaxed", true],
  ])("in %s WebAssembly is as near to Float64 as it says, over all Float32", (_, relaxed) => {
    if (relaxed && !hasRelaxed) return;
    const { x, y, bits, run } = many(op, relaxed);
    let worst = { error: -1, at: NaN };
    const judge = (n: number) => {
      run(n);
      for (let i = 0; i < n; i++) {
        // What sigmoid gives as 0 is below all that matters.
        if (op === "sigmoid" && x[i] < -87.6) {
          if (!(y[i] < 1e-38)) expect.fail(`sigmoid(${x[i]}) is ${y[i]}`);
        } else {
          const error = ulps(y[i], EXACT[op](x[i]));
          if (!(error <= worst.error)) worst = { error, at: x[i] };
        }
        if (op === "sigmoid" && (y[i] < 0 || y[i] > 1)) expect.fail(`sigmoid(${x[i]}) is ${y[i]}`);
        if (op === "tanh" && Math.abs(y[i]) > 1) expect.fail(`tanh(${x[i]}) is ${y[i]}`);
      }
    };
    x.set(SPECIAL);
    judge(SPECIAL.length);
    for (let pattern = 0; pattern < 2 ** 32;) {
      let n = 0;
      for (; n < CHUNK && pattern < 2 ** 32; pattern += 997) bits[n++] = pattern;
      judge(n);
    }
    if (!(worst.error <= LIMIT[op]))
      expect.fail(
        `${op}(${worst.at}) is off by ${worst.error} ulp; at most ${LIMIT[op]} is promised`,
      );
  });
});

test("special values", () => {
  const of = (op: Activation, ...args: number[]) => args.map((a) => POINTWISE[op](a));
  expect(of("exp", 0, -0, 1, 88.8, -105, -Infinity, Infinity, NaN)).toEqual([
    ...[1, 1, Math.fround(Math.E), Infinity, 0, 0, Infinity, NaN],
  ]);
  expect(of("exp", -87.5, -100, -103.9)).toEqual(
    [-87.5, -100, -103.9].map((a) => Math.fround(Math.exp(Math.fround(a)))),
  );
  expect(of("log", 0, -0, 1, -1, -Infinity, Infinity, NaN, 2 ** -149, 2 ** 127)).toEqual([
    ...[-Infinity, -Infinity, 0, NaN, NaN, Infinity, NaN],
    ...[-149 * Math.LN2, 127 * Math.LN2].map(Math.fround),
  ]);
  expect(of("sigmoid", 0, 1e4, -1e4, Infinity, -Infinity, NaN)).toEqual([0.5, 1, 0, 1, 0, NaN]);
  expect(of("tanh", 0, -0, 1e-40, -1e-40, 2 ** -149, 1e4, -1e4, Infinity, -Infinity, NaN)).toEqual([
    ...[0, -0, Math.fround(1e-40), Math.fround(-1e-40), 2 ** -149, 1, -1, 1, -1, NaN],
  ]);
  expect(of("softplus", 0, 1e4, -1e4, Infinity, -Infinity, NaN)).toEqual([
    ...[Math.fround(Math.LN2), 1e4, 0, Infinity, 0, NaN],
  ]);
});

test("tanh is odd, bit by bit", () => {
  const { uniform } = random(3);
  for (let i = 0; i < 10_000; i++) {
    words.setUint32(0, uniform() * 2 ** 32);
    const a = words.getFloat32(0);
    expect(POINTWISE.tanh(-a)).toBe(-POINTWISE.tanh(a));
  }
});
