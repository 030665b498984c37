import { writeFileSync } from "node:fs";
import { Failure, main } from "../../../kernel-setup/failure.mjs";
import { unrolled } from "../../bench/ours/library.mjs";
import { readFlags } from "./flags.mjs";
import { hostile } from "./hostile.mjs";
import { DIFFERENCES, judge } from "./judge.mjs";
import { lenient } from "./lenient.mjs";
import { makeCase } from "./mutate.mjs";
import { startReference } from "./reference.mjs";
import { watch } from "./watchdog.mjs";

// npm run fuzz [-- --cases N] [--seed S] [--case K] [--json FILE]
// Gives mutated safetensors files to our reader and to PyPI's, and compares what they make of them, and what they write.

const { readSafetensors, writeSafetensors } = unrolled;
const BATCH = 1000;
/** Of these many cases each reader with a fault must trip over one. */
const CANARY_CASES = 20_000;
const LARGE = 1_000_000;
/** Seconds for one case; seconds for one header of LARGE bytes; bytes by which the process may grow over all cases. */
const LIMITS = { small: 5, large: 10, growth: 150e6 };
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
      fuzzed.slowest < LIMITS.small,
      `the slowest took ${(1e3 * fuzzed.slowest).toFixed(1)} ms (limit ${LIMITS.small} s)`,
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
 * @typedef {Awaited<ReturnType<typeof startReference>>} Reference
 * @typedef {ReturnType<typeof watch>} Watchdog
 */

/**
 * @param {Reference} reference
 * @param {Watchdog} watchdog
 * @param {number} cases
 * @param {number} seed
 */
async function compareAll(reference, watchdog, cases, seed) {
  /** @type {Record<string, number>} */
  const explained = Object.fromEntries(DIFFERENCES.map(({ lax }) => [lax, 0]));
  const tally = { accepted: 0, refused: 0, explained, wrong: 0, slowest: 0, growth: 0 };
  let canaries = lenient(readSafetensors);
  const all = canaries.length;
  let settled = 0;
  for (let first = 0; first < cases; first += BATCH) {
    const files = Array.from({ length: Math.min(BATCH, cases - first) }, (_, k) => {
      watchdog.at(first + k);
      return makeCase(seed, first + k);
    });
    watchdog.rest();
    const answers = await reference.ask(files);
    files.forEach((file, k) => {
      watchdog.at(first + k);
      const began = performance.now();
      const verdict = judge(readSafetensors, writeSafetensors, file, answers[k]);
      tally.slowest = Math.max(tally.slowest, (performance.now() - began) / 1e3);
      if (typeof verdict === "string") tally[verdict]++;
      else if ("lax" in verdict) explained[verdict.lax]++;
      else if (++tally.wrong <= 10)
        console.log(
          `FAILED case ${first + k} (npm run fuzz -- --seed ${seed} --case ${first + k}): ${verdict.wrong}`,
        );
      if (first + k < CANARY_CASES)
        canaries = canaries.filter(({ read }) => {
          const seen = judge(read, writeSafetensors, file, answers[k]);
          return typeof seen === "string" || !("wrong" in seen);
        });
    });
    watchdog.rest();
    const { rss } = process.memoryUsage();
    if (first < Math.min(cases / 4, CANARY_CASES)) settled = rss;
    tally.growth = Math.max(0, rss - settled);
    progress(Math.min(first + BATCH, cases), cases, tally);
  }
  return { ...tally, caught: all - canaries.length, uncaught: canaries.map(({ name }) => name) };
}

/**
 * @param {number} done
 * @param {number} cases
 * @param {{ accepted: number, wrong: number }} tally
 */
function progress(done, cases, { accepted, wrong }) {
  const line = `${done} of ${cases} files, ${accepted} accepted by both, ${wrong} judged otherwise`;
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}`);
  else if (done % Math.ceil(cases / 10) < BATCH || done === cases) console.log(line);
}

/**
 * Large headers: as the reference judges them, and in time.
 * @param {Reference} reference
 * @param {Watchdog} watchdog
 * @param {(holds: boolean, what: string) => void} check
 */
async function compareLarge(reference, watchdog, check) {
  /** @type {Record<string, number>} */
  const seconds = {};
  for (const [k, { name, file }] of hostile(LARGE).entries()) {
    const [answer] = await reference.ask([file]);
    watchdog.at(k);
    const began = performance.now();
    const verdict = judge(readSafetensors, writeSafetensors, file, answer);
    const took = (performance.now() - began) / 1e3;
    watchdog.rest();
    const said =
      typeof verdict === "string"
        ? verdict
        : "wrong" in verdict
          ? verdict.wrong
          : `refused: ${verdict.lax}`;
    seconds[name] = Number(took.toFixed(3));
    const wrong = typeof verdict !== "string" && "wrong" in verdict;
    check(
      !wrong && took < LIMITS.large,
      `${LARGE / 1e6} MB of ${name}: ${said}, in ${took.toFixed(2)} s (limit ${LIMITS.large})`,
    );
  }
  return seconds;
}

/**
 * @param {Reference} reference
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
