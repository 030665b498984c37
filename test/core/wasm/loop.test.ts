import { describe, expect, test } from "vitest";
import { random } from "../../../src/core/random.js";
import {
  collapse,
  loopFunction,
  type Loop,
  type LoopValue,
  type Pointwise,
} from "../../../src/core/wasm/loop.js";
import { bytesOf, hasRelaxed, instantiate, loopOf, POINTWISE, runReference } from "./run.js";

const [PAGE, GUARD, GAP] = [65_536, 12345.678, 5];
const load = (operand: number): LoopValue => ({ op: "load", operand });
const apply = (op: Pointwise, ...args: number[]): LoopValue => ({ op, args });
const constant = (value: number): LoopValue => ({ op: "const", value });
const strided = (...strides: number[][]) => strides.map((s) => ({ strides: s }));

/** Numbers from an operand's first to its last, if it is touched at all. */
const extent = (strides: readonly number[], shape: readonly number[]): number =>
  shape.includes(0) ? 0 : strides.reduce((sum, s, axis) => sum + s * (shape[axis] - 1), 1);

/**
 * Runs a loop against its definition: the whole memory must come out alike, bit by bit but for NaN. Each operand in
 * turn is the last thing in memory, where reading beyond it traps.
 */
function check(loop: Loop, count: number, relaxed = false): void {
  const shape = [count, ...loop.inner];
  const extents = loop.operands.map(({ strides }) => extent(strides, shape));
  const needed = extents.reduce((sum, n) => sum + n + GAP, GAP);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * needed) / PAGE) });
  const numbers = new Float32Array(memory.buffer);
  const run = instantiate(loop, memory, relaxed);
  for (let last = 0; last < extents.length; last++) {
    let end = numbers.length;
    const starts = extents.map(() => 0);
    for (let k = 0; k < extents.length; k++) {
      const operand = (last + k) % extents.length;
      starts[operand] = end - extents[operand];
      end = starts[operand] - GAP;
    }
    numbers.fill(GUARD);
    const { normal } = random(count * 100 + last);
    starts.forEach((start, k) => {
      for (let i = 0; i < extents[k]; i++) numbers[start + i] = normal();
    });
    const want = numbers.slice();
    runReference(loop, want, count, starts);
    run(count, ...starts.map((start) => start * 4));
    const wrong = numbers.findIndex((got, i) =>
      relaxed
        ? !(Math.abs(got - want[i]) <= 1e-6 * (1 + Math.abs(want[i])))
        : !Object.is(got, want[i]),
    );
    if (wrong >= 0)
      expect.fail(`${JSON.stringify(loop)} at ${wrong}: ${numbers[wrong]}; want ${want[wrong]}`);
  }
}

const SIZES = Array.from({ length: 41 }, (_, n) => n);
const LSTM: readonly LoopValue[] = [
  ...[0, 1, 2, 3, 4].map(load), // 0-4: pre-activations of i, f, g, o; c
  ...[apply("sigmoid", 0), apply("sigmoid", 1), apply("tanh", 2), apply("sigmoid", 3)], // 5-8
  ...[apply("mul", 6, 4), apply("mul", 5, 7), apply("add", 9, 10)], // 11: the next c
  ...[apply("tanh", 11), apply("mul", 8, 12)], // 13: h
];
/** An LSTM's step: the gates stay where their pre-activations were, in the rows of one (B, 4 H) matrix. */
const lstm = (hidden: number | undefined): Loop => ({
  inner: hidden === undefined ? [] : [hidden],
  operands: Array.from({ length: 8 }, (_, k) => ({
    strides: hidden === undefined ? [1] : [k < 4 ? 4 * hidden : hidden, 1],
  })),
  values: LSTM,
  stores: [
    [0, 5],
    [1, 6],
    [2, 7],
    [3, 8],
    [5, 11],
    [6, 13],
    [7, 12],
  ].map(([operand, value]) => ({ operand, value })),
});

/** y = (a * b + c) where the operands move along the axes as told. */
const threeOf = (inner: readonly number[], ...strides: number[][]): Loop => ({
  inner,
  operands: strided(...strides),
  values: [load(0), load(1), load(2), apply("mul", 0, 1), apply("add", 3, 2)],
  stores: [{ operand: 3, value: 4 }],
});

describe.each([
  ["plain", false],
  ["relaxed", true],
])("%s loops equal their definition", (_, relaxed) => {
  const run = test.skipIf(relaxed && !hasRelaxed);

  run("one axis of every length, each operand still or moving", () => {
    for (const count of SIZES)
      for (let still = 0; still < 8; still++) {
        const [a, b, c] = [1, 2, 4].map((bit) => [still & bit ? 0 : 1]);
        check(threeOf([], a, b, c, [1]), count, relaxed);
      }
  });

  run("rows of every length, under every pattern of strides", () => {
    const patterns = (n: number) => [
      [n, 1], //     a matrix
      [n + 3, 1], // a matrix with something beside it
      [0, 1], //     a row for all rows
      [1, 0], //     a number a row
      [0, 0], //     a number for all
    ];
    for (const size of SIZES)
      for (let which = 0; which < 125; which++) {
        if (relaxed && (size + which) % 3 > 0) continue; // enough where addresses are the same
        const [a, b, c] = [1, 5, 25].map((by) => patterns(size)[Math.floor(which / by) % 5]);
        check(threeOf([size], a, b, c, [size + 1, 1]), which % 4, relaxed);
      }
  });

  run("three axes and four", () => {
    for (const size of [1, 3, 4, 8, 9, 21])
      for (const middle of [1, 2, 5])
        for (const count of [1, 3]) {
          const all = [middle * size, size, 1];
          const tensors = [
            all,
            [size, 0, 1],
            [0, size + 2, 1],
            [0, 0, 1],
            [middle, 1, 0],
            [1, 0, 0],
          ];
          for (const a of tensors)
            for (const b of tensors)
              check(threeOf([middle, size], a, b, [0, 2, 0], all), count, relaxed);
          const four = [2 * middle * (size + 1), middle * (size + 1), size + 1, 1];
          const [rows, steps] = [
            [0, middle * size, size, 1],
            [3, 0, 1, 0],
          ];
          check(threeOf([2, middle, size], rows, steps, [0, 1, 0, 0], four), count, relaxed);
        }
  });

  run("an LSTM's step in place, flat and in rows", () => {
    for (const count of SIZES) check(lstm(undefined), count, relaxed);
    for (const hidden of SIZES) check(lstm(hidden), 3, relaxed);
  });
});

test("rows may be shared out: in shared memory, one call a part", () => {
  const [count, hidden] = [7, 13];
  const loop = lstm(hidden);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const numbers = new Float32Array(memory.buffer);
  const { normal } = random(1);
  for (let i = 0; i < numbers.length; i++) numbers[i] = normal();
  // The gates' four operands are parts of one matrix.
  const starts = [0, 1, 2, 3, 30, 40, 50, 60].map((n) => n * hidden);
  const want = Float32Array.from(numbers);
  runReference(loop, want, count, starts);
  const run = instantiate(loop, memory);
  for (const [from, rows] of [
    [3, 4],
    [0, 3],
  ])
    run(rows, ...starts.map((start, k) => 4 * (start + from * loop.operands[k].strides[0])));
  expect(Float32Array.from(numbers)).toEqual(want);
});

/** Numbers with a meaning of their own, as bits: NaN too, quiet and signalling, of either sign and with payloads. */
const SPECIAL = [
  ...[
    0x00000000, 0x00000001, 0x007fffff, 0x00800000, 0x3f7fffff, 0x3f800000, 0x40490fdb, 0x461c4000,
  ],
  ...[0x7f7fffff, 0x7f800000, 0x7fc00000, 0x7fc00001, 0x7f800001, 0x7fffffff],
].flatMap((bits) => [bits, (bits | 0x80000000) >>> 0]);

test.each(Object.keys(POINTWISE) as Pointwise[])("%s of special and random numbers", (op) => {
  const n = SPECIAL.length ** 2 + 100_000;
  const loop = loopOf(op);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * 4 * n) / PAGE) });
  const bits = new Uint32Array(memory.buffer);
  const { normal, uniform } = random(5);
  const numbers = new Float32Array(memory.buffer);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < 3; k++) {
      bits[k * n + i] = i % 2 ? uniform() * 2 ** 32 : 0;
      if (i % 2 === 0) numbers[k * n + i] = normal();
    }
  // Every pair, and so every single one; for the third operand, one or another.
  for (let i = 0; i < SPECIAL.length ** 2; i++) {
    bits[i] = SPECIAL[Math.floor(i / SPECIAL.length)];
    bits[n + i] = SPECIAL[i % SPECIAL.length];
    bits[2 * n + i] = SPECIAL[(7 * i) % SPECIAL.length];
  }
  const starts = loop.operands.map((_, k) => k * n);
  const want = numbers.slice();
  runReference(loop, want, n, starts);
  instantiate(loop, memory)(n, ...starts.map((start) => 4 * start));
  const from = starts.at(-1)!;
  const wrong = want.findIndex((v, i) => !Object.is(v, numbers[i]));
  if (wrong >= 0) {
    const args = starts.slice(0, -1).map((start) => numbers[start + wrong - from]);
    expect.fail(`${op}(${args.join(", ")}) is ${numbers[wrong]}; want ${want[wrong]}`);
  }
});

describe("a loop's body", () => {
  const body = (values: readonly LoopValue[], ...stored: number[]): Loop => ({
    inner: [],
    operands: Array.from({ length: 4 }, () => ({ strides: [1] })),
    values,
    stores: stored.map((value, k) => ({ operand: 3 - k, value })),
  });
  const size = (loop: Loop) => bytesOf(loop, false).length;

  test("has equal values once, and none that is not stored", () => {
    const once = body([load(0), apply("exp", 0), apply("add", 1, 1)], 2);
    const twice = body(
      [load(0), load(0), apply("exp", 0), apply("exp", 1), apply("add", 2, 3), apply("log", 4)],
      4,
    );
    expect(bytesOf(twice, false)).toEqual(bytesOf(once, false));
  });

  test("may store one value twice, a constant, what it has loaded, or nothing", () => {
    check(body([load(0), apply("neg", 0)], 1, 1), 13);
    check(body([constant(0.1)], 0), 13);
    check(body([load(0)], 0, 0), 13);
    check(body([load(0)]), 13);
    check(body([constant(-0), constant(0), apply("div", 0, 1)], 0, 1, 2), 5);
  });

  test("has a bit more than the bits of where(ge(a, b), ...) only where 1 and 0 are wanted", () => {
    const chosen = [load(0), load(1), load(2), apply("ge", 0, 1), apply("where", 3, 2, 0)];
    check(body(chosen, 4), 21);
    check(body(chosen, 4, 3), 21);
    expect(size(body(chosen, 4))).toBeLessThan(size(body(chosen, 4, 3)));
  });

  test("reads all of an element before it writes: operands may change places", () => {
    const swap: Loop = {
      inner: [],
      operands: strided([1], [1]),
      values: [load(0), load(1)],
      stores: [
        { operand: 0, value: 1 },
        { operand: 1, value: 0 },
      ],
    };
    for (const count of SIZES) check(swap, count);
  });

  test("adds up over an axis along which the result stays", () => {
    const sum: Loop = {
      inner: [3, 11],
      operands: strided([33, 11, 1], [0, 0, 1]),
      values: [load(0), load(1), apply("add", 0, 1)],
      stores: [{ operand: 1, value: 2 }],
    };
    check(sum, 5);
  });

  test("of many values is still right", () => {
    const values: LoopValue[] = [load(0), load(1)];
    const ops = ["sigmoid", "tanh", "softplus"] as const;
    for (let n = 2; n < 42; n++)
      values.push(n % 2 ? apply(ops[n % 3], n - 1) : apply("mul", n - 1, Math.floor(n / 3)));
    check(body(values, 41, 17), 37);
    if (hasRelaxed) check(body(values, 41, 17), 37, true);
  });
});

test("the same loop always gives the same bytes", () => {
  for (const relaxed of [false, true]) {
    expect(bytesOf(lstm(7), relaxed)).toEqual(bytesOf(structuredClone(lstm(7)), relaxed));
    expect(bytesOf(lstm(64), relaxed).length).toBeLessThan(2500);
    expect(bytesOf(lstm(undefined), relaxed).length).toBeLessThan(4000);
  }
});

test("loops without a meaning are refused", () => {
  const make = (loop: Partial<Loop>) => () =>
    loopFunction({ ...loopOf("add"), ...loop }, "f", { relaxed: false });
  expect(make({ operands: strided([1], [2], [1]) })).toThrow(
    "loop: operand 1 moves by 2 along the last axis; want 0 or 1",
  );
  expect(make({ operands: strided([1], [1], [0]) })).toThrow(
    "loop: operand 2 is written but stays along the last axis",
  );
  expect(make({ inner: [4] })).toThrow("loop: operand 0 has strides along 1 axes; there are 2");
  expect(make({ values: [load(0), apply("add", 0, 1)] })).toThrow(
    "loop: value 1 (add) is made of value 1, which is not before it",
  );
  expect(make({ inner: [2.5], operands: strided([4, 1], [4, 1], [4, 1]) })).toThrow(
    "loop: an axis has size 2.5; want a whole number",
  );
});

describe("collapse", () => {
  test("joins neighbours where all operands move on evenly", () => {
    expect(
      collapse(
        [5, 3, 4],
        [
          [12, 4, 1],
          [24, 4, 1],
        ],
      ),
    ).toEqual({
      shape: [5, 12],
      strides: [
        [12, 1],
        [24, 1],
      ],
      outer: 1,
    });
    expect(
      collapse(
        [5, 3, 4],
        [
          [12, 4, 1],
          [0, 0, 0],
        ],
        true,
      ),
    ).toEqual({
      shape: [60],
      strides: [[1], [0]],
      outer: 12,
    });
    // A row for all rows cannot be one long row; a number a row cannot either.
    expect(
      collapse(
        [5, 4],
        [
          [4, 1],
          [0, 1],
        ],
        true,
      ).shape,
    ).toEqual([5, 4]);
    expect(
      collapse(
        [5, 4],
        [
          [4, 1],
          [1, 0],
        ],
        true,
      ).shape,
    ).toEqual([5, 4]);
    expect(
      collapse(
        [2, 3, 4],
        [
          [12, 4, 1],
          [4, 0, 1],
        ],
        true,
      ).shape,
    ).toEqual([2, 3, 4]);
    expect(
      collapse(
        [2, 3, 4],
        [
          [12, 4, 1],
          [0, 4, 1],
        ],
        true,
      ),
    ).toEqual({
      shape: [2, 12],
      strides: [
        [12, 1],
        [0, 1],
      ],
      outer: 1,
    });
  });

  test("drops axes of size 1, whatever their strides", () => {
    expect(
      collapse(
        [5, 1, 4],
        [
          [4, 99, 1],
          [8, 0, 1],
        ],
      ),
    ).toEqual({
      shape: [5, 4],
      strides: [
        [4, 1],
        [8, 1],
      ],
      outer: 1,
    });
    expect(
      collapse(
        [5, 4, 1],
        [
          [4, 1, 1],
          [0, 1, 0],
        ],
      ).shape,
    ).toEqual([5, 4]);
    // Where the last axis goes too, what is left is the outermost.
    expect(
      collapse(
        [5, 1, 1],
        [
          [1, 7, 7],
          [0, 0, 0],
        ],
      ),
    ).toEqual({
      shape: [5],
      strides: [[1], [0]],
      outer: 1,
    });
    // An outermost axis of size 1 stays, unless it may be joined with any other.
    expect(collapse([1, 4], [[0, 1]]).shape).toEqual([1, 4]);
    expect(collapse([1, 4], [[0, 1]], true)).toEqual({ shape: [4], strides: [[1]], outer: 4 });
  });

  test("what has collapsed visits the same numbers in the same order", () => {
    const { below } = random(11);
    const visited = (shape: readonly number[], strides: readonly number[]): number[] =>
      shape.length === 0
        ? [0]
        : Array.from({ length: shape[0] }, (_, i) =>
            visited(shape.slice(1), strides.slice(1)).map((at) => at + i * strides[0]),
          ).flat();
    for (let k = 0; k < 2000; k++) {
      const shape = Array.from({ length: 1 + below(4) }, () => 1 + below(3));
      const strides = Array.from({ length: 3 }, () => {
        // What a tensor broadcast to the shape, maybe within a wider one, moves by.
        let step = 1;
        return [...shape]
          .reverse()
          .map((size) => {
            const stride = below(4) === 0 ? 0 : step;
            if (stride > 0) step *= size + (below(5) === 0 ? 1 : 0);
            return stride;
          })
          .reverse();
      });
      for (const mergeOuter of [false, true]) {
        const to = collapse(shape, strides, mergeOuter);
        strides.forEach((s, o) =>
          expect(visited(to.shape, to.strides[o])).toEqual(visited(shape, s)),
        );
        expect(to.shape[0]).toBe(shape[0] * to.outer);
        if (!mergeOuter) expect(to.outer).toBe(1);
        for (const s of to.strides) expect([0, 1]).toContain(s.at(-1));
      }
    }
  });
});

test("a value that nobody stores costs nothing", () => {
  const live = threeOf([], [1], [1], [1], [1]);
  for (const dead of [
    load(0),
    constant(2),
    apply("exp", 0),
    apply("mul", 1, 3),
    apply("add", 4, 4),
  ])
    expect(bytesOf({ ...live, values: [...live.values, dead] }, false)).toEqual(
      bytesOf(live, false),
    );
});
