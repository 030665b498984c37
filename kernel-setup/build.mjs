import { readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, main } from "./failure.mjs";
import { repo } from "./paths.mjs";
import { run } from "./run.mjs";

const EMITTED = "TSFILE: ";

/**
 * Compiles src/ into dist/, and takes away what an earlier build left there of sources that are gone.
 * @param {string} root the checkout
 */
export async function build(root) {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const args = [tsc, "-p", join(root, "src"), "--listEmittedFiles"];
  const { code, output } = await run(process.execPath, args, { cwd: root });
  const lines = output.split("\n");
  const emitted = lines.filter((line) => line.startsWith(EMITTED));
  // A compiler that could not even begin has emitted nothing; then what there is stays.
  if (emitted.length > 0) removeOthers(join(root, "dist"), emitted);
  return { code, output: lines.filter((line) => !line.startsWith(EMITTED)).join("\n") };
}

/** @param {string} dist @param {string[]} emitted */
function removeOthers(dist, emitted) {
  const kept = new Set(emitted.map((line) => relative(dist, line.slice(EMITTED.length).trim())));
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !kept.has(relative(dist, path))) rmSync(path);
  }
}

// npm run build
if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await main(async () => {
    const { code, output } = await build(repo);
    if (code === 127 || (code !== 0 && output === "")) throw new Failure("tsc did not start.");
    if (output) console.log(output);
    return code;
  });
