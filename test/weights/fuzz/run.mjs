import { writeFileSync } from "node:fs";
import { Failure, main } from "../../../kernel-setup/failure.mjs";
import { unrolled } from "../../bench/ours/library.mjs";
import { CANARY_CASES, compareAll, compareLarge } from "./compare.mjs";
import { readFlags } from "./flags.mjs";
import { DIFFERENCES, judge } from "./judge.mjs";
import { makeCase } from "./mutate.mjs";
import { startReference } from "./reference.mjs";
import { watch } from "./watchdog.mjs";

// npm run fuzz [-- --cases N] [--seed S] [--case K] [--json FILE]
// Gives mutated safetensors files to our reader and to PyPI's, and compares what they make of them, and what they write.

const { readSafetensors, writeSafetensors } = unrolled;
/** Seconds for one case; bytes by which the process may grow after the first quarter of them. */
const LIMITS = { slowest: 5, growth: 100e6 };
const SHARE = [0.1, 0.4];

await main(async () => {
  const { cases, seed, one, json } = readFlags(process.argv.slice(2));
  const reference = await startReference();
  const watchdog = watch();
  const checks = { passed: 0, failed: 0 };
  /** @param {boolean} holds @param {string} what */
  function check(holds, what) {
    checks[holds ? "passed" : "failed"]++;
    console.log(`${holds ? "ok" : "FAILED"} ${what}`);
  }
  try {
    if (one !== undefined) return await showOne(reference, seed, one);
    const began = Date.now();
    const fuzzed = await compareAll(reference, watchdog, cases, seed);
    console.log(`\nsafetensors ${reference.version}, seed ${seed}:`);
    check(
      fuzzed.wrong === 0,
      `${cases} files: ${fuzzed.wrong} judged otherwise than by the reference`,
    );
    for (const row of DIFFERENCES)
      console.log(
        `   ${fuzzed.explained[row.lax]} refused that it accepts, as they should be: ${row.because}`,
      );
    const share = fuzzed.accepted / cases;
    check(
      share >= SHARE[0] && share <= SHARE[1],
      `${fuzzed.accepted} accepted by both, with the same content, and written alike (${(100 * share).toFixed(1)} %); ${fuzzed.refused} refused by both`,
    );
    check(
      fuzzed.slowest < LIMITS.slowest,
      `the slowest took ${(1e3 * fuzzed.slowest).toFixed(1)} ms (limit ${LIMITS.slowest} s)`,
    );
    check(
      fuzzed.growth < LIMITS.growth,
      `the process grew by ${(fuzzed.growth / 1e6).toFixed(0)} MB (limit ${LIMITS.growth / 1e6})`,
    );
    for (const name of fuzzed.uncaught)
      if (cases < CANARY_CASES) console.log(`   so few files do not catch a reader that ${name}`);
      else check(false, `a reader that ${name} was not caught`);
    check(fuzzed.caught > 0, `${fuzzed.caught} readers with one fault each were caught`);
    const large = await compareLarge(reference, watchdog, check);
    const result = {
      command: `npm run fuzz -- ${process.argv.slice(2).join(" ")}`.trim(),
      date: new Date().toISOString().slice(0, 10),
      reference: `safetensors ${reference.version} (PyPI)`,
      node: process.version,
      cases,
      seed,
      ...fuzzed,
      large,
      seconds: Math.round((Date.now() - began) / 1e3),
    };
    if (json) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
    console.log(`${checks.passed} passed, ${checks.failed} failed`);
    return checks.failed > 0 ? 1 : 0;
  } finally {
    reference.end();
    await watchdog.end();
  }
});

/**
 * @param {import("./compare.mjs").Reference} reference
 * @param {number} seed
 * @param {number} index
 */
async function showOne(reference, seed, index) {
  const file = makeCase(seed, index);
  const [answer] = await reference.ask([file]);
  console.log(`${file.length} bytes: ${Buffer.from(file).toString("hex")}`);
  console.log(`header: ${JSON.stringify(Buffer.from(file.subarray(8)).toString("utf8"))}`);
  console.log("reference:", JSON.stringify(answer));
  const verdict = judge(readSafetensors, writeSafetensors, file, answer);
  console.log("ours:", verdict);
  if (typeof verdict === "object" && "wrong" in verdict) throw new Failure("judged otherwise.");
}
