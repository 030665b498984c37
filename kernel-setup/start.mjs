import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { workbookEnv } from "./environment.mjs";
import { Failure, main } from "./failure.mjs";
import { readFlags } from "./flags.mjs";
import { repo, venvPaths } from "./paths.mjs";
import { freePort, isFree } from "./ports.mjs";
import { prepare } from "./prepare.mjs";

await main(async () => {
  const { browser, port: wanted } = readFlags(process.argv.slice(2));
  if (wanted && !(await isFree(wanted))) {
    throw new Failure(
      `port ${wanted} is taken. Choose another with --port, or leave --port out to have a free one picked.`,
    );
  }
  const { node } = await prepare();
  const port = wanted ?? (await freePort());
  // In the environment rather than among the arguments, which every user of the machine can list.
  const token = process.env.JUPYTER_TOKEN ?? randomBytes(24).toString("hex");
  const lab = spawn(venvPaths(repo).python, labArgs(port, browser), {
    env: { ...workbookEnv(repo, node), JUPYTER_TOKEN: token },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ended = new Promise((resolve) => lab.on("exit", (code) => resolve(code ?? 0)));
  const running = () => lab.exitCode === null && lab.signalCode === null;
  // A terminal's Ctrl-C reaches Lab too; we outlive it, to return to the prompt once its kernels are gone.
  process.on("SIGINT", () => {});
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) {
    process.on(signal, () => lab.kill("SIGTERM"));
  }
  // A TERM sent to npm reaches only the shell between us; that shell's end is how we learn of it.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && lab.kill("SIGTERM"), 1000);
  if (!process.env.npm_lifecycle_event) clearInterval(watch); // a nohup'd parent may well go away
  void ended.finally(() => clearInterval(watch));
  if (await answers(port, running)) {
    console.log(`Unrolled is at http://127.0.0.1:${port}/lab?token=${token}`);
    console.log("Ctrl-C stops it.");
  }
  return ended;
});

/**
 * JupyterLab on notebooks/, for this machine only.
 * @param {number} port
 * @param {boolean} browser whether to open one
 */
function labArgs(port, browser) {
  const args = [
    "-m",
    "jupyterlab",
    "--log-level=WARN",
    "--ServerApp.ip=127.0.0.1",
    `--ServerApp.port=${port}`,
    "--ServerApp.port_retries=0",
    `--ServerApp.root_dir=${join(repo, "notebooks")}`,
    "--ServerApp.answer_yes=True", // Ctrl-C means it
  ];
  if (!browser) args.push("--no-browser");
  // Jupyter refuses root without being told; in a container there is nobody else to be.
  if (process.getuid?.() === 0) args.push("--allow-root");
  return args;
}

/**
 * Waits until the server answers, or has ended without ever doing so.
 * @param {number} port
 * @param {() => boolean} running
 * @returns {Promise<boolean>} whether it answers
 */
async function answers(port, running) {
  while (running()) {
    const response = await fetch(`http://127.0.0.1:${port}/api`).catch(() => undefined);
    if (response?.ok) return true;
    await sleep(200);
  }
  return false;
}
