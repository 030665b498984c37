import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Failure } from "../../kernel-setup/failure.mjs";
import { repo } from "../../kernel-setup/paths.mjs";

/**
 * Starts JupyterLab as a reader does, and waits until it says where it is.
 * @param {string} log the file for what it has to complain of
 * @returns {Promise<{ origin: string, token: string, stop: () => Promise<void> }>}
 */
export async function startLab(log) {
  const start = join(repo, "kernel-setup", "start.mjs");
  const lab = spawn(process.execPath, [start, "--no-browser"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  lab.stderr.pipe(createWriteStream(log));
  process.once("exit", () => lab.kill("SIGTERM")); // however we end
  const stop = async () => {
    if (lab.exitCode !== null || lab.signalCode !== null) return;
    lab.kill("SIGTERM"); // it ends its server and the kernels, and then itself
    await once(lab, "exit");
  };
  for await (const line of createInterface({ input: lab.stdout })) {
    const found = /(http:\/\/[^/]+)\/lab\?token=(\w+)/.exec(line);
    if (!found) continue;
    lab.stdout.resume(); // what it says later is for nobody, but must not fill the pipe
    return { origin: found[1], token: found[2], stop };
  }
  throw new Failure(`JupyterLab did not start; ${log} says why.`);
}
