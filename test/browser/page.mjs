/// <reference lib="dom" />
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { Failure } from "../../kernel-setup/failure.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { serve } from "../../src/page/serve.mjs";
import { looks } from "./page-looks.mjs";
import { trains } from "./page-training.mjs";

/**
 * @typedef {import("playwright-core").Browser} Browser
 * @typedef {import("playwright-core").Page} Page
 * @typedef {AsyncGenerator<{ what: string, problems: string[] }>} Findings
 */

const PROGRAM = join(repo, "src", "page", "serve.mjs");

/**
 * Uses the page of src/page as a student does: from its own server, from one that sends no headers, and from a folder.
 * @param {Browser} browser @param {string} shots
 * @returns {Findings}
 */
export async function* usePage(browser, shots) {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-page-"));
  const own = await start();
  try {
    const built = spawnSync(process.execPath, [PROGRAM, "--build-only", folder]);
    if (built.status !== 0) throw new Failure(`the page was not built: ${built.stderr}`);
    const other = await serve(folder, { isolated: false });
    try {
      const file = pathToFileURL(join(folder, "index.html")).href;
      yield* trains(browser, { isolated: own.address, plain: other.address, file });
      yield* looks(browser, own.address, shots);
    } finally {
      await other.close();
    }
  } finally {
    await own.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `npm run page`, until it says where the page is. */
async function start() {
  const server = spawn(process.execPath, [PROGRAM], { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => server.kill("SIGTERM")); // however we end
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGTERM");
    await once(server, "exit");
  };
  for await (const line of createInterface({ input: server.stdout })) {
    const found = /http:\/\/\S+/.exec(line);
    if (!found) continue;
    server.stdout.resume();
    return { address: found[0], stop };
  }
  throw new Failure("npm run page ended without an address.");
}
