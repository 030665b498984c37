import { run } from "../../kernel-setup/run.mjs";

/**
 * @typedef {{ tier: string, threads: number, wakes: number, first: number, last: number, bits: number }} Learnt what
 *   consumer/learn.mjs gives
 * @typedef {{ tier?: string, threads?: number, wakes?: boolean }} Wanted
 */

/** @type {Promise<number> | undefined} */
let bits;

/** The bits that this Node gets on one thread. @param {import("./world.mjs").World} world */
const bitsHere = ({ project }) =>
  (bits ??= run(process.execPath, ["import.mjs"], { cwd: project }).then(
    ({ output }) => JSON.parse(output).bits,
  ));

/**
 * What is wrong with what was learnt. In the tier "simd" training has the same bits in every engine, with any number of
 * threads.
 * @param {import("./world.mjs").World} world
 * @param {Learnt | { error: string }} learnt
 * @param {Wanted} [wanted] whether other threads are to have taken part: by default if there are to be several
 */
export async function judge(world, learnt, wanted = {}) {
  if ("error" in learnt) return [learnt.error];
  const { tier = "simd", threads = 1, wakes = threads > 1 } = wanted;
  const problems = [];
  const expect = (
    /** @type {string} */ what,
    /** @type {unknown} */ got,
    /** @type {unknown} */ want,
  ) => {
    if (got !== want) problems.push(`${what}: ${got}; want ${want}`);
  };
  expect("tier", learnt.tier, tier);
  expect("threads of the plan", learnt.threads, threads);
  expect("other threads took part", learnt.wakes > 0, wakes);
  if (!(learnt.last < 0.6 * learnt.first))
    problems.push(`the loss went from ${learnt.first} to ${learnt.last}; want it to fall by 40 %`);
  if (tier === "simd") expect("bits of losses and weights", learnt.bits, await bitsHere(world));
  return problems;
}

/**
 * The same of a program, which prints what it has learnt and nothing else: no warning either.
 * @param {import("./world.mjs").World} world
 * @param {{ code: number, output: string }} ended
 * @param {Wanted} wanted
 */
export async function judgeProgram(world, { code, output }, wanted) {
  const lines = output.split("\n");
  const result = lines.find((line) => line.startsWith("{"));
  if (code !== 0 || !result) return [`it ended with code ${code}`, ...lines.slice(-10)];
  const more = lines.filter((line) => line !== result && line !== "");
  return [
    ...more.map((line) => `it also says: ${line}`),
    ...(await judge(world, JSON.parse(result), wanted)),
  ];
}
