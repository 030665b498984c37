// Products by the binaries' exports, called as emitted code calls them: by address, with sums that start from c.
import { expect } from "vitest";
import { random } from "../../src/core/random.js";
import { packedSize, scratchOf, type Build } from "../../src/core/simd.js";
import { inWebAssembly } from "../../src/core/workspace.js";
import { FORMS } from "./builds.js";

export const START = ["none", "row", "matrix", "y"] as const;
export interface Case {
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
export function run(build: Build, { m, k, n, form, start, beyond = 0, change }: Case) {
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

/** The same bits as a plain sum, or nearly so where multiply-adds are fused. */
export function compare(build: Build, given: Case): void {
  const { got, want } = run(build, given);
  const limit = build === "simd" ? 0 : 2e-6 * (1 + given.k);
  for (const [i, w] of want.entries())
    if (!Object.is(got[i] + 0, w + 0) && !(Math.abs(got[i] - w) <= limit))
      expect.fail(`${build} ${JSON.stringify(given)} at ${i}: ${got[i]}; want ${w}`);
}

export const matmuls = FORMS.map(([ta, tb]) => ({ ta, tb, packed: false }));
export const multiplies = [false, true].map((tb) => ({ ta: false, tb, packed: true }));
/** Sizes on both sides of where tiles, panels and blocks meet. */
export const EDGES: readonly (readonly [m: number, k: number, n: number])[] = [
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
