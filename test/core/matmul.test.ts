import { expect, test } from "vitest";
import { matmul, matmulReference } from "../../src/core/matmul.js";
import { random } from "../../src/core/random.js";

const SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 33];

/** Fills a fresh memory, runs both forms over the same operands and returns the results. */
function both(m: number, k: number, n: number, ta: boolean, tb: boolean, add: boolean) {
  const { normal } = random(m * 10007 + k * 101 + n);
  const memory = Float64Array.from({ length: m * k + k * n + 2 * m * n }, normal);
  const [a, b] = [
    { at: 0, transposed: ta },
    { at: m * k, transposed: tb },
  ];
  const [y, z] = [m * k + k * n, m * k + k * n + m * n];
  memory.copyWithin(z, y, y + m * n);
  matmulReference(memory, y, a, b, m, k, n, add);
  matmul(memory, z, a, b, m, k, n, add);
  return [memory.slice(y, z), memory.slice(z)] as const;
}

test("blocked equals reference over ragged sizes, transposed or not, added or not", () => {
  let cases = 0;
  for (const m of SIZES)
    for (const k of SIZES)
      for (const n of SIZES)
        for (const [ta, tb] of [
          [false, false],
          [true, false],
          [false, true],
          [true, true],
        ] as const) {
          const add = (m + k + n) % 2 === 1;
          const [expected, got] = both(m, k, n, ta, tb, add);
          for (let i = 0; i < expected.length; i++)
            if (!(Math.abs(expected[i] - got[i]) <= 1e-12 * (1 + k)))
              expect.fail(
                `(${m}, ${k}, ${n}) ${ta} ${tb} ${add} at ${i}: ${expected[i]} and ${got[i]}`,
              );
          cases++;
        }
  expect(cases).toBe(SIZES.length ** 3 * 4);
});

test("blocks meet at their edges", () => {
  for (const [m, k, n] of [
    [5, 257, 513],
    [4, 256, 512],
    [3, 300, 520],
    [6, 511, 4],
  ] as const) {
    const [expected, got] = both(m, k, n, false, true, false);
    expect(Math.max(...expected.map((v, i) => Math.abs(v - got[i])))).toBeLessThan(1e-10);
  }
});

test("the reference itself: a product worked by hand", () => {
  const memory = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0]);
  matmulReference(memory, 8, { at: 0 }, { at: 4 }, 2, 2, 2);
  expect([...memory.slice(8)]).toEqual([19, 22, 43, 50]);
});

test("NaN and infinity pass through, and a zero does not hide them", () => {
  const memory = new Float32Array(4 * 4 * 3);
  memory.fill(1, 16, 32);
  memory[0] = NaN;
  matmul(memory, 32, { at: 0 }, { at: 16 }, 4, 4, 4);
  expect([...memory.slice(32, 36)]).toEqual([NaN, NaN, NaN, NaN]);
  memory.fill(0, 0, 16);
  memory[16] = Infinity;
  matmul(memory, 32, { at: 0 }, { at: 16 }, 4, 4, 4);
  expect(memory[32]).toBeNaN(); // 0 times infinity
});
