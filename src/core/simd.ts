import { matmul, matmulReference, type Matrix, type Memory, type Product } from "./matmul.js";
import { BINARIES } from "./simd-binaries.js";

/**
 * How matrix products of Float32 are worked out. Each gives the same bits at every run on one machine.
 * "js": the blocked TypeScript, with sums in Float64. "simd": WebAssembly, four numbers at a time; the same bits on
 * every machine. "relaxed": the same with fused multiply-adds, where the machine has them; the fastest, but its last
 * digits differ from machine to machine.
 */
export type Tier = "js" | "simd" | "relaxed";
/** The slowest first: where one is absent, the one before it serves. */
export const TIERS: readonly Tier[] = ["js", "simd", "relaxed"];

/** A plan's memory, and the products of matrices that lie in it. */
export interface Workspace {
  readonly memory: Memory;
  readonly product: Product;
  readonly tier: Tier;
}

// What the binary needs beside the operands; the sizes are those of assembly/matmul.ts.
const [ROWS, WIDTH, HEIGHT, DEPTH] = [4, 8, 128, 256];
const upToFour = (n: number): number => (n + 3) & ~3;

/** Numbers of scratch memory that y (m, n) = a (m, k) b (k, n) may need: a tile, a panel of b and a block of a. */
export function scratchOf(m: number, k: number): number {
  const depth = upToFour(Math.min(k, DEPTH));
  return ROWS * WIDTH + depth * WIDTH + upToFour(Math.min(m, HEIGHT)) * depth;
}

const PAGE = 65_536; //          bytes: WebAssembly's unit of memory
const MOST = 65_536 * PAGE; //   bytes: what its 32-bit addresses reach

/**
 * `size` zeros, with the products of `tier` or, where that cannot be had, of the one before it; the result's own
 * `tier` says which. Float64 has "js" only. `scratch`: the most that scratchOf says for any product to come.
 *
 * Every workspace has a WebAssembly memory of its own, so that it goes when its plan goes. An engine may refuse one:
 * beyond 4 GiB, or with many thousands alive at a time, since each reserves addresses (not memory) by the gigabyte.
 */
export function workspace(
  size: number,
  dtype: "float32" | "float64",
  tier: Tier,
  scratch: number,
): Workspace {
  if (dtype === "float64") return plain(new Float64Array(size));
  const found = TIERS.slice(1, TIERS.indexOf(tier) + 1).findLast((t) => whyNot(t) === undefined);
  return (found && inWebAssembly(found, size, scratch)) ?? plain(new Float32Array(size));
}

function plain(memory: Memory): Workspace {
  return {
    memory,
    product: (y, a, b, m, k, n, add) => matmul(memory, y, a, b, m, k, n, add),
    tier: "js",
  };
}

interface Exports {
  /** Addresses in bytes; transposed and add are 0 or 1. */
  matmul(
    ...args: [y: number, a: number, b: number, m: number, k: number, n: number, ...rest: number[]]
  ): void;
}

function inWebAssembly(tier: Tier, size: number, scratch: number): Workspace | undefined {
  const start = upToFour(size) * 4; // in bytes, of the scratch memory
  if (start + scratch * 4 > MOST) return undefined;
  const pages = Math.max(1, Math.ceil((start + scratch * 4) / PAGE));
  let memory: WebAssembly.Memory;
  try {
    memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const { exports } = new WebAssembly.Instance(compiled(tier), { env: { memory } });
  const run = (exports as unknown as Exports).matmul;
  return {
    memory: new Float32Array(memory.buffer, 0, size),
    product: (y, a, b, m, k, n, add) =>
      run(
        y * 4,
        a.at * 4,
        b.at * 4,
        m,
        k,
        n,
        a.transposed ? 1 : 0,
        b.transposed ? 1 : 0,
        add ? 1 : 0,
        start,
      ),
    tier,
  };
}

const modules = new Map<Tier, WebAssembly.Module>();
function compiled(tier: Tier): WebAssembly.Module {
  let module = modules.get(tier);
  if (!module) {
    const text = atob(BINARIES[tier as keyof typeof BINARIES]);
    module = new WebAssembly.Module(Uint8Array.from(text, (c) => c.charCodeAt(0)));
    modules.set(tier, module);
  }
  return module;
}

const reasons = new Map<Tier, string | undefined>();

/** Why this machine cannot have a tier, or undefined if it can: at the first question it is compiled and tried. */
export function whyNot(tier: Tier): string | undefined {
  if (!reasons.has(tier)) reasons.set(tier, tier === "js" ? undefined : trial(tier));
  return reasons.get(tier);
}

/** Products of every form against the reference, as small as reaches each path: a tier is trusted only if all are right. */
function trial(tier: Tier): string | undefined {
  try {
    for (const [m, k, n] of [
      [1, 5, 45], //   a row
      [3, 6, 11], //   nothing is packed
      [33, 6, 9], //   b is
      [5, 130, 66], // a is
      [130, 3, 66], // a' and b are, in more than one block
      [2, 259, 9], //  the sum is done in two parts
    ])
      for (const [ta, tb] of [
        [false, false],
        [false, true],
        [true, false],
      ]) {
        const wrong = tryProduct(tier, m, k, n, ta, tb);
        if (wrong) return wrong;
      }
  } catch (error) {
    // No WebAssembly at all, an instruction this engine does not know, or a page that forbids compiling.
    return error instanceof Error ? error.message : String(error);
  }
  return undefined;
}

function tryProduct(
  tier: Tier,
  m: number,
  k: number,
  n: number,
  ta: boolean,
  tb: boolean,
): string | undefined {
  const [b, y, z, end] = [m * k, m * k + k * n, m * k + k * n + m * n, m * k + k * n + 2 * m * n];
  const made = inWebAssembly(tier, end, scratchOf(m, k));
  if (!made) return "no memory could be had";
  const { memory, product } = made;
  for (let i = 0; i < y; i++) memory[i] = (((i + 1) * 7919) % 1009) / 1009 - 0.5;
  for (let i = y; i < end; i++) memory[i] = 1;
  const [left, right]: Matrix[] = [
    { at: 0, transposed: ta },
    { at: b, transposed: tb },
  ];
  product(y, left, right, m, k, n, true);
  matmulReference(memory, z, left, right, m, k, n, true, Math.fround);
  // Without relaxed instructions not a bit may differ.
  const limit = tier === "simd" ? 0 : 1e-6 * k;
  for (let i = 0; i < m * n; i++)
    if (!(Math.abs(memory[y + i] - memory[z + i]) <= limit))
      return `a trial product (${m}, ${k}) (${k}, ${n}) gave ${memory[y + i]}; want ${memory[z + i]}`;
  return undefined;
}
