import { readFile } from "node:fs/promises";
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { binaries, target } from "../../src/core/assembly/build.mjs";
import { matmulReference } from "../../src/core/matmul.js";
import { random } from "../../src/core/random.js";
import { scratchOf, TIERS, whyNot, workspace, type Tier } from "../../src/core/simd.js";

interface Case {
  m: number;
  k: number;
  n: number;
  ta: boolean;
  tb: boolean;
  add: boolean;
  /** Numbers before each operand and y, so that they begin anywhere. */
  gap: number;
}
const FORMS = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;
const here = TIERS.filter((tier) => whyNot(tier) === undefined);

/** A workspace with normal numbers in it, and where the operands, y and a copy of y lie. */
function prepare(tier: Tier, { m, k, n, gap }: Case, seed = 1) {
  const a = gap;
  const b = a + m * k + gap;
  const y = b + k * n + gap;
  const z = y + m * n + gap;
  const made = workspace(z + m * n, "float32", tier, scratchOf(m, k));
  expect(made.tier).toBe(tier);
  const { normal } = random(seed);
  for (let i = 0; i < z; i++) made.memory[i] = normal();
  made.memory.copyWithin(z, y, y + m * n);
  return { ...made, a, b, y, z };
}

/** Runs a product and its reference, and says where they differ, or that something beside y was written. */
function compare(tier: Tier, given: Case, change?: (memory: Float32Array, a: number) => void) {
  const { m, k, n, ta, tb, add } = given;
  const { memory, product, a, b, y, z } = prepare(tier, given, m * 10007 + k * 101 + n);
  change?.(memory as Float32Array, a);
  const before = memory.slice();
  const [left, right] = [
    { at: a, transposed: ta },
    { at: b, transposed: tb },
  ];
  product(y, left, right, m, k, n, add);
  const got = memory.slice(y, y + m * n);
  memory.copyWithin(y, z, z + m * n);
  expect(memory).toEqual(before);
  matmulReference(memory, z, left, right, m, k, n, add, tier === "js" ? undefined : Math.fround);
  const limit = tier === "simd" ? 0 : 2e-6 * (1 + k);
  for (let i = 0; i < m * n; i++) {
    const want = memory[z + i];
    if (!Object.is(got[i] + 0, want + 0) && !(Math.abs(got[i] - want) <= limit))
      expect.fail(`${tier} ${JSON.stringify(given)} at ${i}: ${got[i]}; want ${want}`);
  }
}

test("a tier that this machine lacks says why, and nothing else is left out", () => {
  const absent = TIERS.filter((tier) => !here.includes(tier));
  for (const tier of absent) console.log(`no ${tier} here: ${whyNot(tier)}`);
  const [major] = process.versions.node.split(".").map(Number);
  // Node 20's engine knows relaxed instructions only behind a flag.
  expect(here).toEqual(major < 22 ? ["js", "simd"] : TIERS);
});

describe.each(here)("products: %s", (tier) => {
  test("equal the reference over small ragged sizes, all forms", () => {
    const sizes = [0, 1, 2, 3, 4, 5, 7, 8, 9, 33];
    for (const m of sizes)
      for (const k of sizes)
        for (const n of sizes)
          for (const [ta, tb] of FORMS)
            compare(tier, { m, k, n, ta, tb, add: (m + k + n) % 2 === 1, gap: (m + n) % 3 });
  });

  test("equal the reference where blocks meet", () => {
    for (const [m, k, n] of [
      [129, 257, 65],
      [128, 256, 64],
      [127, 255, 63],
      [31, 300, 66],
      [32, 128, 64],
      [1, 513, 97],
      [260, 5, 70],
    ])
      for (const [ta, tb] of FORMS)
        for (const add of [false, true]) compare(tier, { m, k, n, ta, tb, add, gap: 1 });
  });

  test("equal the reference over sizes drawn", () => {
    const upTo = (max: number) => fc.oneof(fc.integer({ min: 0, max: 12 }), fc.nat(max));
    fc.assert(
      fc.property(
        fc.record({
          m: upTo(150),
          k: upTo(280),
          n: upTo(90),
          ta: fc.boolean(),
          tb: fc.boolean(),
          add: fc.boolean(),
          gap: fc.nat(5),
        }),
        (given) => compare(tier, given),
      ),
      { numRuns: 150, seed: 5 },
    );
  });

  test("let NaN and infinity through, and no zero hides them", () => {
    for (const [m, k, n] of [
      [1, 6, 9],
      [5, 6, 9],
      [40, 140, 70],
    ])
      for (const [ta, tb] of FORMS)
        for (const value of [NaN, Infinity, -Infinity])
          compare(tier, { m, k, n, ta, tb, add: false, gap: 1 }, (memory, a) => {
            memory[a] = value;
            memory[a + m * k] = 0; // in the gap
            memory.fill(0, a + m * k + 1, a + m * k + 1 + n);
          });
  });

  test("give the same bits again, and whatever the number of rows", () => {
    const given = { m: 40, k: 300, n: 70, ta: false, tb: true, add: false, gap: 0 };
    const runs = [1, 2].map(() => {
      const { memory, product, a, b, y } = prepare(tier, given);
      product(y, { at: a }, { at: b, transposed: true }, 40, 300, 70);
      return memory.slice(y, y + 40 * 70);
    });
    expect(runs[0]).toEqual(runs[1]);
    const { memory, product, a, b, y } = prepare(tier, given);
    product(y, { at: a + 7 * 300 }, { at: b, transposed: true }, 1, 300, 70);
    const row = memory.slice(y, y + 70);
    // The TypeScript form sums few rows in Float32's memory, many in Float64.
    if (tier === "js") for (let j = 0; j < 70; j++) expect(row[j]).toBeCloseTo(runs[0][490 + j], 3);
    else expect(row).toEqual(runs[0].slice(490, 560));
  });
});

test("scratch memory is not overrun", () => {
  for (const tier of here.filter((t) => t !== "js"))
    for (const m of [1, 2, 5, 127, 128, 300])
      for (const k of [1, 3, 255, 256, 257])
        for (const [ta, tb] of FORMS) {
          // A second memory's worth of scratch behind what this product may use, filled with sevens.
          const n = 67;
          const used = m * k + k * n + m * n;
          const { memory, product } = workspace(used, "float32", tier, scratchOf(m, k) + 1000);
          const all = new Float32Array(memory.buffer);
          all.fill(7);
          product(m * k + k * n, { at: 0, transposed: ta }, { at: m * k, transposed: tb }, m, k, n);
          const end = ((used + 3) & ~3) + scratchOf(m, k);
          expect(all.subarray(end).every((v) => v === 7)).toBe(true);
        }
});

test("Float64 and a memory that cannot be had are left to TypeScript", () => {
  expect(workspace(10, "float64", "relaxed", 40).tier).toBe("js");
  expect(workspace(10, "float64", "relaxed", 40).memory).toBeInstanceOf(Float64Array);
  expect(workspace(10, "float32", "js", 40).tier).toBe("js");
  // More than 32-bit addresses reach; the scratch memory is asked for, so that the fallback is small.
  expect(workspace(10, "float32", "simd", 2 ** 30).tier).toBe("js");
});

test("where an engine gives no more memory, TypeScript serves", () => {
  const refusal = vi.spyOn(WebAssembly, "Memory").mockImplementation(function () {
    throw new RangeError("could not allocate memory");
  });
  expect(workspace(10, "float32", "simd", 40).tier).toBe("js");
  expect(refusal).toHaveBeenCalledOnce();
  refusal.mockRestore();
});

test("thousands of memories come and go", () => {
  for (let k = 0; k < 20_000; k++)
    if (workspace(1000, "float32", "simd", 100).tier !== "simd") expect.fail(`refused at ${k}`);
});

test("the committed binaries are what the source compiles to", async () => {
  expect(await binaries()).toBe(await readFile(target, "utf8"));
});
