// Compiles the AssemblyScript beside this file and writes ../simd-binaries.ts. The same source and the same compiler
// give the same bytes; a test holds the committed ones against it.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const source = new URL("matmul.ts", import.meta.url);
export const target = new URL("../simd-binaries.ts", import.meta.url);

/**
 * @param {boolean} relaxed whether multiply-adds may be fused
 * @returns {Promise<Uint8Array>} a WebAssembly module
 */
async function compile(relaxed) {
  // The compiler's types would declare a global `require` of their own for the whole project: hence the variable.
  const compiler = "assemblyscript/asc";
  const { main } = await import(compiler);
  const text = await readFile(source, "utf8");
  /** @type {Uint8Array | undefined} */
  let binary;
  const flags = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd"];
  if (relaxed) flags.push("--enable", "relaxed-simd");
  const { error, stderr } = await main(
    ["matmul.ts", "--outFile", "out.wasm", "--use", `RELAXED=${relaxed ? 1 : 0}`, ...flags],
    {
      readFile: (/** @type {string} */ name) => (name === "matmul.ts" ? text : null),
      writeFile: (/** @type {string} */ name, /** @type {Uint8Array} */ contents) => {
        if (name === "out.wasm") binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary)
    throw new Error(`build:wasm: asc gave no module: ${error?.message}\n${stderr}`);
  return binary;
}

/** @returns {Promise<string>} the TypeScript module that holds both binaries */
export async function binaries() {
  const [simd, relaxed] = [await compile(false), await compile(true)].map((binary) =>
    Buffer.from(binary).toString("base64"),
  );
  return `// Made by \`npm run build:wasm\` from assembly/matmul.ts; not to be edited.

/** WebAssembly in base64: within the program, so that every runtime and bundler finds it without a path. */
export const BINARIES = {
  simd: "${simd}",
  relaxed: "${relaxed}",
};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(target, await binaries());
