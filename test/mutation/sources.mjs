import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";

/**
 * A source file changed in one place. `file` is relative to the repository, with slashes; start and end are offsets.
 * @typedef {{ file: string, start: number, end: number, text: string }} Edit
 */

/** What is mutated: generated code and AssemblyScript, of which TypeScript's mutants say nothing, left out. */
export const mutated = () =>
  globSync("src/{core,graph}/**/*.ts", { cwd: repo })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !/^src\/core\/(assembly\/|simd-binary|wide-binary)/.test(file))
    .sort();

/** @type {Map<string, string>} */
const texts = new Map();
/**
 * A file of the repository, as it was when it was first read.
 * @param {string} file
 */
export function read(file) {
  if (!texts.has(file)) texts.set(file, readFileSync(join(repo, file), "utf8"));
  return /** @type {string} */ (texts.get(file));
}

/** @param {Edit} edit */
export function edited({ file, start, end, text }) {
  const source = read(file);
  return source.slice(0, start) + text + source.slice(end);
}

/**
 * The edit that puts `text` in the place of `found`, which must be there once.
 * @param {string} file
 * @param {string} found
 * @param {string} text
 * @returns {Edit}
 */
export function replacing(file, found, text) {
  const source = read(file);
  const start = source.indexOf(found);
  if (start < 0 || source.includes(found, start + 1))
    throw new RangeError(`${file}: want "${found}" once; write the edit anew`);
  return { file, start, end: start + found.length, text };
}

/** @param {string} text */
export const hash = (text) => createHash("sha256").update(text).digest("hex");
