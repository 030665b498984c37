import { unrolled } from "../../bench/ours/library.mjs";
import { hostile } from "./hostile.mjs";
import { DIFFERENCES, judge } from "./judge.mjs";
import { lenient } from "./lenient.mjs";
import { makeCase } from "./mutate.mjs";

const { readSafetensors, writeSafetensors } = unrolled;
const BATCH = 1000;
/** Of these many cases each reader with a fault must trip over one. */
export const CANARY_CASES = 20_000;
/** Bytes of a hostile header, and seconds for it. */
const LARGE = 1_000_000;
const PATIENCE = 10;

/**
 * @typedef {Awaited<ReturnType<typeof import("./reference.mjs").startReference>>} Reference
 * @typedef {ReturnType<typeof import("./watchdog.mjs").watch>} Watchdog
 */

/**
 * @param {Reference} reference
 * @param {Watchdog} watchdog
 * @param {number} cases
 * @param {number} seed
 */
export async function compareAll(reference, watchdog, cases, seed) {
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
      const began = process.cpuUsage();
      const verdict = judge(readSafetensors, writeSafetensors, file, answers[k]);
      tally.slowest = Math.max(tally.slowest, secondsSince(began));
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
    if (first < cases / 4) settled = Math.max(settled, rss);
    else tally.growth = Math.max(tally.growth, rss - settled);
    progress(Math.min(first + BATCH, cases), cases, tally);
  }
  return { ...tally, caught: all - canaries.length, uncaught: canaries.map(({ name }) => name) };
}

/**
 * Of the processor's time, which other programs do not lengthen.
 * @param {NodeJS.CpuUsage} began
 */
function secondsSince(began) {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
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
export async function compareLarge(reference, watchdog, check) {
  /** @type {Record<string, number>} */
  const seconds = {};
  for (const [k, { name, file }] of hostile(LARGE).entries()) {
    const [answer] = await reference.ask([file]);
    watchdog.at(k);
    const began = process.cpuUsage();
    const verdict = judge(readSafetensors, writeSafetensors, file, answer);
    const took = secondsSince(began);
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
      !wrong && took < PATIENCE,
      `${LARGE / 1e6} MB of ${name}: ${said}, in ${took.toFixed(2)} s (limit ${PATIENCE})`,
    );
  }
  return seconds;
}
