import { basename } from "node:path";
import { binaryModule } from "../../src/core/assembly/build.mjs";
import { edited, replacing } from "./sources.mjs";

const KERNELS = "test/core/kernels.test.ts";
const RAGGED =
  "kernels: simd > products start from zeros, a row, a matrix or y, over small ragged sizes";
const EDGES = "kernels: simd > products are right where blocks meet";
const SUMS = "kernels: simd > sums of rows keep their digits, and write y only";

/**
 * A mistake in what runs as WebAssembly, where no tool puts mutants, and the test that must find it.
 * @typedef {{ what: string, file: string, found: string, wrong: string, test: string, name: string }} WrongKernel
 * @type {WrongKernel[]}
 */
export const WRONG_KERNELS = [
  {
    what: "a tile narrower than a panel leaves out its last column",
    file: "src/core/assembly/matmul.ts",
    found: "copy(toY, toYRow, edge, WIDTH * 4, high, width);",
    wrong: "copy(toY, toYRow, edge, WIDTH * 4, high, width - 1);",
    ...{ test: KERNELS, name: RAGGED },
  },
  {
    what: "a bias is added once more for each block of the sum",
    file: "src/core/assembly/matmul.ts",
    found: "    c = y; cRow = yRow; cStep = WIDTH * 4;\n  }\n}\n\nexport function multiply",
    wrong: "  }\n}\n\nexport function multiply",
    ...{ test: KERNELS, name: EDGES },
  },
  {
    what: "a transposed a is read with the stride of a plain one",
    file: "src/core/assembly/matmul.ts",
    found: "const aRow: usize = ta ? 4 : aStride;",
    wrong: "const aRow: usize = aStride;",
    ...{ test: KERNELS, name: RAGGED },
  },
  {
    what: "the columns of a transposed b are packed one too far",
    file: "src/core/assembly/pack.ts",
    found: "const from = min(j, width - 1);",
    wrong: "const from = min(j + 1, width - 1);",
    ...{ test: KERNELS, name: RAGGED },
  },
  {
    what: "a sum of rows leaves out the last row of each block",
    file: "src/core/assembly/sum.ts",
    found: "for (let i = count; i; i--) { s += load<f32>(from); from += row; }",
    wrong: "for (let i = count; i > 1; i--) { s += load<f32>(from); from += row; }",
    ...{ test: KERNELS, name: SUMS },
  },
  {
    what: "multiply-adds are fused in the tier that rounds twice",
    file: "src/core/kernels.ts",
    found: 'const hex = build === "relaxed" ? fused(plain) : plain;',
    wrong: "const hex = fused(plain);",
    ...{ test: KERNELS, name: EDGES },
  },
  {
    what: "a coefficient of exp is off in its sixth digit",
    file: "src/core/wasm/arithmetic.ts",
    ...{ found: "0.166665204", wrong: "0.166666204" },
    test: "test/core/wasm/arithmetic.test.ts",
    name: "exp > in plain WebAssembly is as near to Float64 as it says, over all Float32",
  },
  {
    what: "an emitted loop leaves out the last of what is not a whole vector",
    file: "src/core/wasm/loop.ts",
    found: "if (width === 1) return [what, I.v128Store32Lane(at, 0)];",
    wrong: "if (width === 1) return [];",
    test: "test/core/wasm/loop.test.ts",
    name: "plain loops equal their definition > an LSTM's step in place, flat and in rows",
  },
  {
    what: "the last thread leaves out its last row",
    file: "src/graph/emit-stage.ts",
    found: "[k, I.i32Const(rows), I.i32Mul, ",
    wrong: "[k, I.i32Const(rows - 1), I.i32Mul, ",
    test: "test/graph/threads.test.ts",
    name: "LSTM > has the same bits on 2 threads, whether they have started or not",
  },
];

// At its first use a build is tried, and left alone where it is wrong: then no test would meet the mistake.
const trusting = replacing(
  "src/core/trial.ts",
  'tier === "js" ? undefined : trial(tier)',
  "undefined",
);

/**
 * The sources with the mistake in them; what is AssemblyScript is compiled anew.
 * @param {WrongKernel} kernel
 * @returns {Promise<Record<string, string>>}
 */
export async function textsOf({ file, found, wrong }) {
  const trial = { [trusting.file]: edited(trusting) };
  const text = edited(replacing(file, found, wrong));
  if (!file.startsWith("src/core/assembly/")) return { ...trial, [file]: text };
  const { code } = await binaryModule("simd", (name, source) =>
    name === basename(file) ? text : source,
  );
  return { ...trial, "src/core/simd-binary.ts": code };
}
