import { globSync } from "node:fs";
import { Failure } from "../../kernel-setup/failure.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { onHosts } from "./hosts.mjs";

/**
 * What a file of tests executes, and those that are chosen of it: all, where no names are given.
 * @typedef {import("./host.mjs").Answer & { file: string, ms: number }} Ran
 * @typedef {{ file: string, ms: number, names?: string[] }} Chosen
 */

/**
 * Tests that do not run here, or are so slow that it does not pay: what only they would find counts as not found, so
 * that leaving them out can make the score lower but no higher.
 */
export const LEFT_OUT = [
  "test/core/revectorized.test.ts", // kernels.test.ts once more, with a flag of the engine
  // These take twice as long as all others together: finite differences and the interpreter of whole models.
  "test/witness/interpreter.test.ts",
  "test/witness/differences-composed.test.ts",
  "test/witness/differences-cells.test.ts",
  "test/witness/differences-models.test.ts",
  "test/witness/more-by-hand.test.ts",
];
const FOLDERS = "core,graph,cells,models,train,witness,golden";
/** Milliseconds, for a file of tests on a busy machine. */
const LIMIT = 540_000;

/**
 * Runs every file of tests once on sources that record what is executed but are right.
 * @param {Record<string, string>} texts
 * @param {number} processes
 */
export async function executedBy(texts, processes) {
  const files = globSync(`test/{${FOLDERS}}/**/*.test.ts`, { cwd: repo })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !LEFT_OUT.includes(file));
  /** @type {Ran[]} */
  const all = [];
  await onHosts(processes, files, async (file, host) => {
    const begin = performance.now();
    const answer = await host.ask({ texts, test: file, record: true }, LIMIT);
    const ms = performance.now() - begin;
    const wrong = typeof answer === "string" ? answer : answer.failed && answer.why;
    if (typeof answer === "string" || answer.failed)
      throw new Failure(`${file} fails on sources that are right: ${wrong}`);
    all.push({ ...answer, file, ms });
    console.log(`  ${all.length} of ${files.length}: ${file}, ${(ms / 1e3).toFixed(1)} s`);
  });
  return all;
}

/**
 * The tests that execute a mutant, quickest first: whole files (no names) where it runs outside of any test.
 * `patience`: milliseconds of tests, as they took at first, after which no more are chosen; one is always.
 * @param {Ran[]} all
 * @param {string} id
 * @param {number} patience
 */
export function testsOf(all, id, patience) {
  /** @type {Chosen[]} */
  const found = [];
  for (const { file, ms, tests, executed } of all) {
    if (executed?.outside.includes(id)) {
      found.push({ file, ms });
      continue;
    }
    const some = tests
      .filter((test) => executed?.perTest[test.id]?.includes(id))
      .sort((a, b) => a.ms - b.ms);
    let sum = 0;
    const names = some
      .filter((test, k) => (sum += test.ms) <= patience || k === 0)
      .map(({ name }) => name);
    if (some.length) found.push({ file, ms: Math.min(sum, patience), names });
  }
  found.sort((a, b) => a.ms - b.ms);
  let sum = 0;
  const tests = found.filter(({ ms }, k) => (sum += ms) <= patience || k === 0);
  return { tests, isAll: tests.length === found.length };
}
