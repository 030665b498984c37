import { edited } from "./sources.mjs";

/**
 * What became of a mutant. "killed": a test failed; "timeout": it ran so much longer than before that it will never
 * end; "survived": no test failed; "unexecuted": no test runs it.
 * @typedef {"killed" | "timeout" | "survived" | "unexecuted"} Verdict
 * @typedef {import("./mutants.mjs").Mutant & { verdict: Verdict, isAll?: boolean, test?: string, name?: string | undefined }} Judged
 */

/** Milliseconds that a file of tests may take: far more than it needs, since the machine may be busy. */
const limitOf = (/** @type {number} */ ms) => 30_000 + 10 * ms;

/**
 * Runs the tests that execute a mutant, quickest first, until one fails.
 * @param {import("./mutants.mjs").Mutant} mutant
 * @param {ReturnType<typeof import("./executed.mjs").testsOf>} chosen
 * @param {import("./hosts.mjs").Host} host
 * @returns {Promise<Judged>}
 */
export async function judge(mutant, { tests, isAll }, host) {
  if (tests.length === 0) return { ...mutant, verdict: "unexecuted" };
  const texts = { [mutant.file]: edited(mutant) };
  for (const { file: test, ms, names } of tests) {
    const answer = await host.ask({ texts, test, ...(names ? { names } : {}) }, limitOf(ms));
    if (answer === "timeout") return { ...mutant, verdict: "timeout", test };
    if (answer === "crash") return { ...mutant, verdict: "killed", test };
    if (answer.failed) return { ...mutant, verdict: "killed", test, name: answer.failed };
  }
  return { ...mutant, verdict: "survived", isAll };
}
