import { describe, expect, test } from "vitest";
import { random } from "../../src/core/random.js";
import { packedSize, scratchOf } from "../../src/core/simd.js";
import { inWebAssembly } from "../../src/core/workspace.js";
import { builds } from "./builds.js";
import { compare, EDGES, matmuls, multiplies, run, START } from "./kernel-cases.js";

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
          if (rows === 10_000 && n !== 5 && n !== 33) continue;
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

test("what pack writes", () => {
  for (const build of builds)
    for (const [k, n] of [
      [1, 1],
      [5, 4],
      [3, 5],
      [7, 8],
      [2, 9],
      [4, 16],
      [6, 25],
    ])
      for (const tb of [0, 1]) {
        const [b, to] = [0, k * n];
        const size = packedSize(k, n, build);
        const { wasm, memory } = inWebAssembly(build, to + size + 4, 100)!;
        memory.fill(NaN);
        for (let i = 0; i < k * n; i++) memory[i] = i;
        wasm!.kernels.pack(to * 4, b * 4, k, n, tb);
        // Every number of b is there, and nothing is written behind the last.
        const packed = memory.slice(to, to + size);
        for (let i = 0; i < k * n; i++) expect(packed).toContain(i);
        expect(memory.slice(to + size)).toEqual(new Float32Array(4).fill(NaN));
      }
});

test("packed columns are rounded up to half a panel", () => {
  const columns = [0, 1, 4, 5, 8, 9, 16, 17];
  expect(columns.map((n) => packedSize(1, n, "simd"))).toEqual([0, 4, 4, 8, 8, 12, 16, 20]);
  expect(columns.map((n) => packedSize(1, n, "wide"))).toEqual([0, 8, 8, 8, 8, 16, 16, 24]);
  expect(packedSize(7, 9, "relaxed")).toBe(7 * 12);
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
