// What the binaries export, called as emitted code calls it: by address, with sums that start from c.
import { describe, expect, test } from "vitest";
import { packedSize, scratchOf, type Build } from "../../src/core/simd.js";
import { random } from "../../src/core/random.js";
import { inWebAssembly } from "../../src/core/workspace.js";
import { builds, FORMS } from "./builds.js";

const START = ["none", "row", "matrix", "y"] as const;
interface Case {
  m: number;
  k: number;
  n: number;
  /** Which export: matmul, with a and b stored so, or multiply. */
  form: { ta: boolean; tb: boolean; packed: boolean };
  start: (typeof START)[number];
  /** Numbers of a stored row of a beyond those that are read. */
  beyond?: number;
  change?: (memory: Float32Array, at: { a: number; b: number }) => void;
}
const GUARD = 7; // what lies around everything that may be written

/** Operands in a memory of GUARDs: y before and after, and all that may not change before and after. */
function run(build: Build, { m, k, n, form, start, beyond = 0, change }: Case) {
  const { ta, tb, packed } = form;
  const stride = (ta ? m : k) + beyond;
  const [a, b] = [3, 3 + (ta ? k : m) * stride + 2];
  const c = b + k * n + 2;
  const y = c + m * n + n + 2;
  const to = y + m * n + 2;
  const size = to + packedSize(k, n, build) + 2;
  const { wasm } = inWebAssembly(build, size, scratchOf(m, k) + 100)!;
  const { kernels, memory, scratch } = wasm!;
  const all = new Float32Array(memory.buffer).fill(GUARD);
  const { normal } = random(m * 10007 + k * 101 + n);
  for (let i = a; i < to - 2; i++) all[i] = normal();
  change?.(all, { a, b });
  const before = all.slice();
  const from = { none: -1, row: c * 4, matrix: c * 4, y: y * 4 }[start];
  const row = start === "row" ? 0 : n * 4;
  if (packed) {
    kernels.pack(to * 4, b * 4, k, n, tb ? 1 : 0);
    kernels.multiply(y * 4, a * 4, to * 4, m, k, n, from, row, scratch);
  } else {
    const [A, B] = [ta ? 1 : 0, tb ? 1 : 0];
    kernels.matmul(y * 4, a * 4, stride * 4, b * 4, m, k, n, A, B, from, row, scratch);
  }
  const got = all.slice(y, y + m * n);
  // What was allowed to be written: y, the packed b, scratch.
  all.set(before.subarray(y, y + m * n), y);
  if (packed) all.fill(GUARD, to, to + packedSize(k, n, build));
  all.fill(GUARD, scratch / 4, scratch / 4 + scratchOf(m, k));
  if (!Buffer.from(all.buffer).equals(Buffer.from(before.buffer)))
    expect.fail(`${build}: something beside y was written: ${m} ${k} ${n} ${start}`);
  const want = new Float32Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      const at = { none: -1, row: c + j, matrix: c + i * n + j, y: y + i * n + j }[start];
      let sum = at < 0 ? 0 : before[at];
      for (let l = 0; l < k; l++) {
        const product =
          before[a + (ta ? l * stride + i : i * stride + l)] *
          before[b + (tb ? j * k + l : l * n + j)];
        sum = Math.fround(sum + Math.fround(product));
      }
      want[i * n + j] = sum;
    }
  return { got, want };
}

function compare(build: Build, given: Case): void {
  const { got, want } = run(build, given);
  const limit = build === "simd" ? 0 : 2e-6 * (1 + given.k);
  for (const [i, w] of want.entries())
    if (!Object.is(got[i] + 0, w + 0) && !(Math.abs(got[i] - w) <= limit))
      expect.fail(`${build} ${JSON.stringify(given)} at ${i}: ${got[i]}; want ${w}`);
}

const matmuls = FORMS.map(([ta, tb]) => ({ ta, tb, packed: false }));
const multiplies = [false, true].map((tb) => ({ ta: false, tb, packed: true }));
const EDGES: readonly (readonly [m: number, k: number, n: number])[] = [
  [1, 383, 63],
  [1, 384, 64],
  [2, 385, 65],
  [3, 769, 31],
  [6, 384, 16],
  [31, 383, 17],
  [33, 5, 129],
  [1007, 2, 64],
  [1008, 2, 65],
  [1009, 3, 3],
  [70, 520, 70],
];

describe.each(builds)("kernels: %s", (build) => {
  test("products start from zeros, a row, a matrix or y, over small ragged sizes", () => {
    let turn = 0;
    for (const m of [0, 1, 2, 3, 4, 5, 6, 7, 11, 13])
      for (const k of [0, 1, 3, 4, 5])
        for (const n of [0, 1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 25, 33, 64, 75])
          for (const form of [...matmuls, ...multiplies])
            compare(build, {
              m,
              k,
              n,
              form,
              start: START[turn++ % 4],
              beyond: turn % 3 && !form.packed ? turn % 5 : 0,
            });
  });

  test("products are right where blocks meet", () => {
    for (const [m, k, n] of EDGES)
      for (const form of [...matmuls, ...multiplies])
        for (const start of ["none", "row", "y"] as const) compare(build, { m, k, n, form, start });
  });

  test("NaN and infinity pass through, and no zero hides them", () => {
    for (const [m, k, n] of [
      [1, 6, 9],
      [5, 6, 9],
      [40, 520, 70],
    ])
      for (const form of [...matmuls, ...multiplies])
        for (const value of [NaN, Infinity, -Infinity])
          compare(build, {
            m,
            k,
            n,
            form,
            start: "none",
            change(memory, { a, b }) {
              memory[a] = value;
              memory[b + 1] = value;
              memory.fill(0, a + 1, a + 5);
            },
          });
  });

  test("some rows of y can be done by themselves, of a transposed a too", () => {
    const [m, k, n] = [50, 130, 40];
    const size = m * k + k * n + 2 * m * n;
    const { wasm, memory } = inWebAssembly(build, size, scratchOf(m, k))!;
    const { kernels, scratch } = wasm!;
    const { normal } = random(1);
    for (let i = 0; i < size; i++) memory[i] = normal();
    const [b, y, z] = [m * k, m * k + k * n, m * k + k * n + m * n];
    kernels.matmul(y * 4, 0, m * 4, b * 4, m, k, n, 1, 0, -1, 0, scratch);
    for (const [from, to] of [
      [0, 1],
      [1, 20],
      [20, 50],
    ])
      kernels.matmul(
        (z + from * n) * 4,
        from * 4,
        m * 4,
        b * 4,
        to - from,
        k,
        n,
        1,
        0,
        -1,
        0,
        scratch,
      );
    expect(memory.slice(z, z + m * n)).toEqual(memory.slice(y, y + m * n));
  });

  test("sums of rows keep their digits, and write y only", () => {
    for (const rows of [0, 1, 2, 63, 64, 65, 128, 10_000])
      for (const n of [0, 1, 3, 4, 5, 31, 32, 33, 100])
        for (const start of ["none", "row", "y"] as const) {
          if (rows === 10_000 && n > 33) continue;
          const [a, c, y] = [1, 1 + rows * n, 1 + rows * n + n];
          const { wasm, memory } = inWebAssembly(build, y + n + 1, 0)!;
          const { normal } = random(rows + n);
          for (let i = 0; i < memory.length; i++) memory[i] = 1 + normal();
          const before = memory.slice();
          wasm!.kernels.sumRows(y * 4, a * 4, rows, n, { none: -1, row: c * 4, y: y * 4 }[start]);
          const got = memory.slice(y, y + n);
          memory.set(before.subarray(y, y + n), y);
          expect(memory).toEqual(before);
          for (let j = 0; j < n; j++) {
            let want = start === "none" ? 0 : before[(start === "row" ? c : y) + j];
            let size = Math.abs(want);
            for (let i = 0; i < rows; i++) {
              want += before[a + i * n + j];
              size += Math.abs(before[a + i * n + j]);
            }
            // Half a unit in the last place for each of the sums in a block, and of blocks; most of them cancel.
            if (!(Math.abs(got[j] - want) <= 1e-6 * size))
              expect.fail(`${rows} ${n}: ${got[j]}; want ${want}`);
          }
        }
  });
});

test.runIf(builds.includes("wide"))("wide and relaxed give the same bits", () => {
  for (const [m, k, n] of EDGES)
    for (const form of [...matmuls, ...multiplies]) {
      const [wide, relaxed] = (["wide", "relaxed"] as const).map((build) =>
        run(build, { m, k, n, form, start: "row" }),
      );
      expect(wide.got).toEqual(relaxed.got);
    }
});
