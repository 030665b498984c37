import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, explain } from "../../kernel-setup/failure.mjs";
import { findPython, pythonEnv } from "../../kernel-setup/find-python.mjs";
import { npmInstall } from "../../kernel-setup/npm.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { step } from "../../kernel-setup/progress.mjs";
import { run } from "../../kernel-setup/run.mjs";

/** Where the peers lie; git ignores it, and it can be deleted at any time. */
export const PEERS = join(repo, ".bench");
const windows = process.platform === "win32";
export const PYTHON = join(
  PEERS,
  "python",
  ...(windows ? ["Scripts", "python.exe"] : ["bin", "python"]),
);

/**
 * Installs the peers that are missing or out of date: PyTorch, onnxruntime and numpy in an environment of their own,
 * JavaScript's in a folder of their own. One that cannot be had does not keep the others from being timed.
 * @returns {Promise<{ python?: string, javascript?: string }>} why a kind is not here, if it is not
 */
export async function ensurePeers() {
  mkdirSync(PEERS, { recursive: true });
  const python = await attempt("python", "requirements.txt", installPython);
  const javascript = await attempt("javascript", "package.json", installJavascript);
  return { ...(python && { python }), ...(javascript && { javascript }) };
}

/**
 * @param {string} kind
 * @param {string} list the file that names what to install
 * @param {(list: string) => Promise<void>} install
 */
async function attempt(kind, list, install) {
  const file = join(repo, "test", "bench", kind, list);
  const stamp = join(PEERS, `${kind}.stamp`);
  const wanted = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return undefined;
  try {
    await install(file);
    writeFileSync(stamp, wanted);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.message;
  }
  return undefined;
}

/** @param {string} requirements */
async function installPython(requirements) {
  const [program, ...args] = await findPython();
  const venv = join(PEERS, "python");
  await step(
    "Installing PyTorch, onnxruntime and numpy into .bench/python (1 GB)",
    async (tick) => {
      rmSync(venv, { recursive: true, force: true });
      const made = await run(program, [...args, "-m", "venv", venv], { env: pythonEnv() });
      if (made.code !== 0) throw explain("python -m venv", made.output);
      const pip = ["-m", "pip", "install", "--no-input", "--no-compile"];
      const { code, output } = await run(PYTHON, [...pip, "-r", requirements], {
        env: pythonEnv(),
        onLine: (line) => tick(line.trim().slice(0, 70)),
      });
      if (code !== 0) throw explain("pip", output);
    },
  );
}

/** @param {string} list */
async function installJavascript(list) {
  const folder = join(PEERS, "javascript");
  await step("Installing tfjs, ml-matrix, mathjs and brain.js into .bench/javascript", async () => {
    mkdirSync(folder, { recursive: true });
    copyFileSync(list, join(folder, "package.json"));
    await npmInstall(folder);
  });
}
