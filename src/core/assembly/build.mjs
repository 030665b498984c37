// Compiles the AssemblyScript beside this file and writes ../simd-binary.ts and ../wide-binary.ts. The same source and
// the same compiler give the same bytes; a test holds the committed ones against it.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { tiles } from "./tiles.mjs";

/**
 * The largest tile of each binary, as many sums as stay in registers, and whether multiply-adds are fused. "relaxed" has
 * no binary of its own: it is "simd" with them fused where it is loaded (../kernels.ts).
 * @typedef {{ rows: number, vectors: number, relaxed: boolean }} Shape
 * @type {Record<string, Shape>}
 */
export const SHAPES = {
  simd: { rows: 4, vectors: 2, relaxed: false },
  wide: { rows: 6, vectors: 4, relaxed: true },
};

/**
 * How much is done at a time. depth: steps of the sum; a panel of b, depth x WIDTH, stays in the first-level cache.
 * height: rows of a that are packed together, a multiple of every tile's.
 */
const BLOCK = { depth: 384, height: 1008 };

/** The same as in ../kernels.ts. */
const SINGLE = "!#$%&'()*+,-./:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`ghijklmnopqrstuvwxyz{|}~";

/**
 * @param {Shape} shape
 * @typedef {(name: string, text: string) => string} Change of a source: how test/mutation makes mistakes in one
 * @param {Change} [change]
 * @returns {Promise<Uint8Array>} a WebAssembly module
 */
export async function compile(shape, change = (_, text) => text) {
  // The compiler's types would declare a global `require` of their own for the whole project: hence the variable.
  const compiler = "assemblyscript/asc";
  const { main } = await import(compiler);
  /** @type {Record<string, string>} */
  const sources = { "tiles.ts": tiles({ ...shape, ...BLOCK }) };
  for (const name of ["index.ts", "matmul.ts", "pack.ts", "sum.ts"])
    sources[name] = change(name, await readFile(new URL(name, import.meta.url), "utf8"));
  /** @type {Uint8Array | undefined} */
  let binary;
  const flags = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd"];
  // The most that there is, so that a memory of any size will do.
  flags.push("--importMemory", "--maximumMemory", "65536");
  if (shape.relaxed) flags.push("--enable", "relaxed-simd");
  const { error, stderr } = await main(["index.ts", "--outFile", "out.wasm", ...flags], {
    readFile: (/** @type {string} */ name) => sources[name] ?? null,
    writeFile: (/** @type {string} */ name, /** @type {Uint8Array} */ contents) => {
      if (name === "out.wasm") binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary)
    throw new Error(`build:wasm: asc gave no module: ${error?.message}\n${stderr}`);
  return binary;
}

/**
 * @param {string} tier
 * @param {Change} [change]
 * @returns the TypeScript module that holds a binary, and where it belongs
 */
export async function binaryModule(tier, change) {
  const shape = SHAPES[tier];
  // See hexOf in ../kernels.ts, which reads it.
  const text = Array.from(await compile(shape, change), (b) => SINGLE[b] ?? b.toString(16)).join(
    "",
  );
  const sizes = { rows: shape.rows, width: shape.vectors * 4, ...BLOCK };
  const members = Object.entries(sizes).map(([key, value]) => `${key}: ${value}`);
  const code = `// Made by \`npm run build:wasm\` from assembly/; not to be edited.

export const ${tier.toUpperCase()} = { ${members.join(", ")}, text: "${text}" };
`;
  return { target: new URL(`../${tier}-binary.ts`, import.meta.url), code };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const tier of Object.keys(SHAPES)) {
    const { target, code } = await binaryModule(tier);
    await writeFile(target, code);
  }
