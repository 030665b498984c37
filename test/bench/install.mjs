import { join } from "node:path";
import { Failure } from "../../kernel-setup/failure.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { ensurePackages, ensurePython, pythonOf } from "../second-environment.mjs";

/** Where the peers lie; git ignores it, and it can be deleted at any time. */
export const PEERS = join(repo, ".bench");
const venv = join(PEERS, "python");
export const PYTHON = pythonOf(venv);
const lists = join(repo, "test", "bench");

/**
 * Installs the peers that are missing or out of date: PyTorch, onnxruntime and numpy in an environment of their own,
 * JavaScript's in a folder of their own. One that cannot be had does not keep the others from being timed.
 * @returns {Promise<{ python?: string, javascript?: string }>} why a kind is not here, if it is not
 */
export async function ensurePeers() {
  const python = await attempt(() =>
    ensurePython(
      venv,
      "Installing PyTorch, onnxruntime and numpy into .bench/python (1 GB)",
      join(lists, "python", "requirements.txt"),
    ),
  );
  const javascript = await attempt(() =>
    ensurePackages(
      join(PEERS, "javascript"),
      "Installing tfjs, ml-matrix, mathjs and brain.js into .bench/javascript",
      join(lists, "javascript", "package.json"),
    ),
  );
  return { ...(python && { python }), ...(javascript && { javascript }) };
}

/** @param {() => Promise<void>} install */
async function attempt(install) {
  try {
    await install();
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.message;
  }
}
