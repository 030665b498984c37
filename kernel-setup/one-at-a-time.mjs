import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { reportStarts } from "./run.mjs";

/**
 * Does the work while no other set-up of this checkout is at it. The lock is a list of process ids: ours
 * and those of the programs we start, since a pip outlives a set-up that was killed.
 * @template T
 * @param {string} repo
 * @param {() => Promise<T>} work
 */
export async function oneAtATime(repo, work) {
  const lock = lockFile(repo);
  let told = false;
  while (!take(lock)) {
    if (!told)
      console.log(`Waiting for another set-up to end (if none is running, delete ${lock}).`);
    told = true;
    await sleep(300);
  }
  reportStarts((pid) => appendFileSync(lock, `${pid}\n`));
  try {
    return await work();
  } finally {
    reportStarts(() => {});
    rmSync(lock, { force: true });
  }
}

/**
 * Outside the checkout, so that nothing of a set-up shows in it.
 * @param {string} repo
 */
export function lockFile(repo) {
  const name = createHash("sha256").update(repo).digest("hex").slice(0, 12);
  return join(tmpdir(), `unrolled-${name}.lock`);
}

/**
 * Takes the lock unless a process that it names still lives.
 * @param {string} lock
 * @returns {boolean} whether it is ours now
 */
function take(lock) {
  try {
    writeFileSync(lock, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
  if (readFileSync(lock, "utf8").split("\n").filter(Boolean).map(Number).some(lives)) return false;
  rmSync(lock, { force: true });
  return take(lock);
}

/**
 * @param {number} pid
 */
function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM"; // another user's
  }
}
