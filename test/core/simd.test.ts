import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { binaryModule, compile, SHAPES } from "../../src/core/assembly/build.mjs";
import { fused } from "../../src/core/kernels.js";
import { SIMD } from "../../src/core/simd-binary.js";
import { TIERS, whyNot, workspace } from "../../src/core/simd.js";
import { builds } from "./builds.js";

test("a tier that this machine lacks says why, and nothing else is left out", () => {
  const [major] = process.versions.node.split(".").map(Number);
  // Node 20's engine knows relaxed instructions only behind a flag.
  expect(builds).toEqual(major < 22 ? ["simd"] : ["simd", "relaxed", "wide"]);
  for (const tier of TIERS) {
    const reason = whyNot(tier);
    if (reason !== undefined) console.log(`no ${tier} here: ${reason}`);
    if (tier !== "wide") expect(reason === undefined).toBe(tier === "js" || builds.includes(tier));
  }
});

test("a tier that cannot be had is served by the one before it", () => {
  for (const [k, tier] of TIERS.entries()) {
    const best = TIERS.slice(0, k + 1).findLast((t) => whyNot(t) === undefined);
    expect(workspace(10, "float32", tier, 40).tier).toBe(best);
  }
});

test("Float64 and a memory that cannot be had are left to TypeScript", () => {
  expect(workspace(10, "float64", "relaxed", 40).tier).toBe("js");
  expect(workspace(10, "float64", "relaxed", 40).memory).toBeInstanceOf(Float64Array);
  expect(workspace(10, "float32", "js", 40).tier).toBe("js");
  expect(workspace(10, "float32", "js", 40).wasm).toBeUndefined();
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

test.each(Object.keys(SHAPES))(
  "the committed binary of %s is what the source compiles to",
  async (tier) => {
    const { target, text } = await binaryModule(tier);
    expect(await readFile(target, "utf8")).toBe(text);
  },
);

test("relaxed is what the source compiles to where multiply-adds are fused, but for bytes that do nothing", async () => {
  const { rows, vectors } = SHAPES["simd"];
  const own = Buffer.from(await compile({ rows, vectors, relaxed: true })).toString("hex");
  const made = fused(SIMD.hex);
  const MADD = /fd8502/g;
  expect(made.match(MADD)?.length).toBe(own.match(MADD)!.length);
  // No product is left that is not fused: f32x4.mul.
  expect(made.match(/.{2}/g)!.join(" ")).not.toMatch(/fd e6 01/);
  expect(made).toHaveLength(SIMD.hex.length);
});
