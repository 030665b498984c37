import { readFile } from "node:fs/promises";
import { expect, test, vi } from "vitest";
import { binaryModule, compile, SHAPES } from "../../src/core/assembly/build.mjs";
import { fused, hexOf } from "../../src/core/kernels.js";
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
  "the committed binary of %s is what its source compiles to",
  async (tier) => {
    const { target, code } = await binaryModule(tier);
    expect(await readFile(target, "utf8")).toBe(code);
  },
);

test("what is read of the committed text are the compiled bytes", async () => {
  const compiled = Buffer.from(await compile(SHAPES["simd"]));
  expect(hexOf(SIMD.text)).toBe(compiled.toString("hex"));
});

test("relaxed is simd with every multiply-add fused, as many as the compiler fuses", async () => {
  const { rows, vectors } = SHAPES["simd"];
  const own = Buffer.from(await compile({ rows, vectors, relaxed: true }));
  const plain = hexOf(SIMD.text);
  const made = fused(plain);
  const count = (hex: string, bytes: string): number =>
    hex.match(/../g)!.join(" ").split(bytes).length - 1;
  const [MUL, MADD] = ["fd e6 01", "fd 85 02"];
  expect(count(made, MADD)).toBe(count(own.toString("hex"), MADD));
  expect(count(made, MADD)).toBe(count(plain, MUL));
  expect(count(made, MUL)).toBe(0);
  expect(made).toHaveLength(plain.length);
});
