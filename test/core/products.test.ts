// The products that callers in JavaScript see, in every tier, against the reference.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matmulReference, type Memory } from "../../src/core/matmul.js";
import { random } from "../../src/core/random.js";
import { scratchOf, type Tier } from "../../src/core/simd.js";
import { inTypeScript, inWebAssembly } from "../../src/core/workspace.js";
import { builds, FORMS } from "./builds.js";

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

/** A workspace with normal numbers in it, and where the operands, y and a copy of y lie. */
function prepare(tier: Tier, { m, k, n, gap }: Case, seed = 1) {
  const a = gap;
  const b = a + m * k + gap;
  const y = b + k * n + gap;
  const z = y + m * n + gap;
  const size = z + m * n;
  const made =
    tier === "js"
      ? inTypeScript(new Float32Array(size))
      : inWebAssembly(tier, size, scratchOf(m, k))!;
  const { normal } = random(seed);
  for (let i = 0; i < z; i++) made.memory[i] = normal();
  made.memory.copyWithin(z, y, y + m * n);
  return { ...made, a, b, y, z };
}

const bytes = (v: Memory) => Buffer.from(v.buffer, v.byteOffset, v.byteLength);

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
  if (!bytes(memory).equals(bytes(before)))
    expect.fail(`${tier} ${JSON.stringify(given)}: something beside y was written`);
  matmulReference(memory, z, left, right, m, k, n, add, tier === "js" ? undefined : Math.fround);
  const limit = tier === "simd" ? 0 : 2e-6 * (1 + k);
  for (let i = 0; i < m * n; i++) {
    const want = memory[z + i];
    if (!Object.is(got[i] + 0, want + 0) && !(Math.abs(got[i] - want) <= limit))
      expect.fail(`${tier} ${JSON.stringify(given)} at ${i}: ${got[i]}; want ${want}`);
  }
}

describe.each(["js", ...builds] as const)("products: %s", (tier) => {
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
      [129, 385, 65],
      [128, 384, 64],
      [127, 383, 63],
      [31, 800, 66],
      [32, 128, 64],
      [1, 513, 97],
      [260, 5, 70],
      [1007, 3, 65],
      [1008, 3, 64],
      [1009, 3, 63],
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
