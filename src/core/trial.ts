import { packedSize, scratchOf, type Build, type Tier } from "./kernels.js";
import { matmulReference, type Matrix, type Memory } from "./matmul.js";
import { inWebAssembly } from "./workspace.js";

const reasons = new Map<Tier, string | undefined>();

/** Why this machine cannot have a tier, or undefined if it can: at the first question it is compiled and tried. */
export function whyNot(tier: Tier): string | undefined {
  if (!reasons.has(tier)) reasons.set(tier, tier === "js" ? undefined : trial(tier));
  return reasons.get(tier);
}

function trial(build: Build): string | undefined {
  try {
    return wrong(build) ?? (build === "wide" ? slow() : undefined);
  } catch (error) {
    // No WebAssembly at all, an instruction this engine does not know, or a page that forbids compiling.
    return error instanceof Error ? error.message : String(error);
  }
}

/** Products of every form against the reference, as small as reaches each path: a build is trusted only if all are right. */
function wrong(build: Build): string | undefined {
  for (const [m, k, n] of [
    [1, 5, 93], //   a row: panels by fours, by twos and alone
    [3, 6, 45], //   few rows; nothing is packed
    [33, 6, 9], //   b is
    [11, 530, 66], // a is; the sum is done in parts
    [130, 3, 66], //  a' and b are
  ])
    for (const form of ["a b", "a b'", "a' b", "packed"] as const) {
      const found = compare(build, m, k, n, form);
      if (found) return found;
    }
  return undefined;
}

/** One product and the sum of its rows. */
function compare(
  build: Build,
  m: number,
  k: number,
  n: number,
  form: "a b" | "a b'" | "a' b" | "packed",
): string | undefined {
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

const SIDE = 96; //    of the square product that is timed
const FASTER = 1.15; // how much "wide" must gain to be worth its name
const PATIENCE = 60; // milliseconds at most

/** Why "wide" is not worth having: without the engine's help its large tiles are slower than those of "relaxed". */
function slow(): string | undefined {
  const [wide, relaxed] = (["wide", "relaxed"] as const).map((build) => {
    const size = SIDE * SIDE;
    const product = inWebAssembly(build, 3 * size, scratchOf(SIDE, SIDE))?.product;
    const times: number[] = [];
    return {
      run() {
        const begin = performance.now();
        product?.(2 * size, { at: 0 }, { at: size }, SIDE, SIDE, SIDE);
        times.push(performance.now() - begin);
      },
      least: () => Math.min(...times),
    };
  });
  const begin = performance.now();
  while (performance.now() - begin < PATIENCE) {
    wide.run();
    relaxed.run();
  }
  const [own, other] = [wide.least(), relaxed.least()];
  return other / own >= FASTER
    ? undefined
    : `a product (${SIDE}, ${SIDE}) (${SIDE}, ${SIDE}) took ${show(own)}, in "relaxed" ${show(other)}`;
}

const show = (ms: number): string => `${(ms * 1e3).toFixed(0)} us`;
