import { packedSize, scratchOf, type Build } from "./kernels.js";
import { matmulReference, type Matrix, type Memory } from "./matmul.js";
import type { Tier } from "./tier.js";
import { wrongLoop } from "./trial-loop.js";
import { slow } from "./trial-speed.js";
import { inWebAssembly } from "./workspace.js";

const reasons = new Map<Tier, string | undefined>();

/** Why this machine cannot have a tier, or undefined if it can: at the first question it is compiled and tried. */
export function whyNot(tier: Tier): string | undefined {
  if (!reasons.has(tier)) reasons.set(tier, tier === "js" ? undefined : trial(tier));
  return reasons.get(tier);
}

function trial(build: Build): string | undefined {
  try {
    // Once more after the speed trial: by then the engine has optimised the code, and it is that which must be right.
    return (
      wrong(build) ?? wrongLoop(build) ?? (build === "wide" ? (slow() ?? wrong(build)) : undefined)
    );
  } catch (error) {
    // No WebAssembly at all, an instruction this engine does not know, or a page that forbids compiling.
    return error instanceof Error ? error.message : String(error);
  }
}

type Form = "a b" | "a b'" | "a' b" | "packed";
const ALL: readonly Form[] = ["a b", "a b'", "a' b", "packed"];
/** Products (m, k) (k, n) as small as reaches each path. */
const TRIALS: readonly (readonly [m: number, k: number, n: number, forms: readonly Form[]])[] = [
  [1, 5, 93, ALL], //         a row: panels by fours, by twos and alone
  [3, 6, 45, ALL], //         few rows
  [33, 6, 9, ALL], //         b is packed
  [257, 2, 64, ["a' b"]], //  a is, by columns
  [4, 512, 64, ["a b"]], //   and by rows; the sum is done in parts
  [5, 386, 9, ["packed"]], // in parts too
];

/** Products of every form against the reference: a build is trusted only if all are right. */
function wrong(build: Build): string | undefined {
  for (const [m, k, n, forms] of TRIALS)
    for (const form of forms) {
      const found = compare(build, m, k, n, form);
      if (found) return found;
    }
  return undefined;
}

/** One product and the sum of its rows. */
function compare(build: Build, m: number, k: number, n: number, form: Form): string | undefined {
  const b = m * k;
  const y = b + k * n;
  const z = y + m * n;
  const sum = z + m * n;
  const packed = sum + n;
  const made = inWebAssembly(build, packed + packedSize(k, n, build), scratchOf(m, k));
  if (!made?.wasm) return "no memory could be had";
  const { memory, product } = made;
  const { kernels, scratch } = made.wasm;
  for (let i = 0; i < y; i++) memory[i] = (((i + 1) * 7919) % 1009) / 1009 - 0.5;
  memory.fill(1, y, packed);
  const left: Matrix = { at: 0, transposed: form === "a' b" };
  const right: Matrix = { at: b, transposed: form === "a b'" };
  if (form === "packed") {
    kernels.pack(packed * 4, b * 4, k, n, 0);
    kernels.multiply(y * 4, 0, packed * 4, m, k, n, y * 4, n * 4, scratch);
  } else product(y, left, right, m, k, n, true);
  matmulReference(memory, z, left, right, m, k, n, true, Math.fround);
  // Without relaxed instructions not a bit may differ.
  const limit = build === "simd" ? 0 : 1e-6 * k;
  for (let i = 0; i < m * n; i++)
    if (!(Math.abs(memory[y + i] - memory[z + i]) <= limit))
      return `a trial product (${m}, ${k}) (${k}, ${n}) gave ${memory[y + i]}; want ${memory[z + i]}`;
  kernels.sumRows(sum * 4, y * 4, m, n, -1);
  for (let j = 0; j < n; j++) {
    const want = column(memory, y + j, m, n);
    if (!(Math.abs(memory[sum + j] - want) <= 1e-5 * m))
      return `a trial sum of ${m} rows gave ${memory[sum + j]}; want ${want}`;
  }
  return undefined;
}

function column(memory: Memory, at: number, rows: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += memory[at + i * n];
  return sum;
}
