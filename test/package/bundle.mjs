import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../kernel-setup/run.mjs";
import { tool } from "./tools.mjs";

/**
 * Bundles as a project would, minified and with source maps; what a bundler has to say is a problem.
 * @param {string} project
 * @param {string[]} entries
 * @param {string} out a folder of the project
 */
export async function withEsbuild(project, entries, out) {
  const meta = join(project, out, "meta.json");
  const flags = ["--bundle", "--minify", "--format=esm", "--sourcemap", "--log-level=warning"];
  const program = tool("esbuild", "bin", "esbuild");
  const { code, output } = await run(
    process.execPath,
    [program, ...entries, ...flags, `--outdir=${out}`, `--metafile=${meta}`],
    { cwd: project },
  );
  if (code !== 0) return { problems: [output], outputs: {} };
  /** @type {Record<string, { inputs: Record<string, { bytesInOutput: number }> }>} */
  const outputs = JSON.parse(readFileSync(meta, "utf8")).outputs;
  return { problems: output ? [output] : [], outputs };
}

/** @param {string} project @param {string} out */
export async function withVite(project, out) {
  const flags = ["--base=./", "--emptyOutDir", "--sourcemap", "--logLevel=warn"];
  const program = tool("vite", "bin", "vite.js");
  const { code, output } = await run(
    process.execPath,
    [program, "build", `--outDir=${out}`, ...flags],
    { cwd: project },
  );
  return code === 0 && !output ? [] : [`vite ended with code ${code}`, output];
}
