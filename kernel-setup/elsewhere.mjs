import {
  accessSync,
  constants,
  existsSync,
  readFileSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "./failure.mjs";
import { kernelspec } from "./jupyter.mjs";
import { LABEXTENSION, installLabextension } from "./labextension/install.mjs";
import { venvPaths } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { putFolder } from "./put-folder.mjs";

const KERNEL = "unrolled";
const DENIED = new Set(["EACCES", "EPERM", "EROFS"]);

/**
 * Offers the kernel to a Jupyter other than .venv's, with the renderer of its figures.
 * @param {string} repo
 * @param {string} data a Jupyter data folder
 */
export async function installKernel(repo, data) {
  const node = await kernelNode(repo);
  orSayDenied(data, () => {
    putFolder(data, "kernels", KERNEL, (made) => {
      const text = JSON.stringify(kernelspec(repo, node), null, 2);
      writeFileSync(join(made, "kernel.json"), `${text}\n`);
    });
    installLabextension({ repo, data });
  });
  return node;
}

/**
 * Takes both away again, and the folders that held nothing else.
 * @param {string} data
 */
export function uninstallKernel(data) {
  const places = [join(data, "kernels", KERNEL), join(data, "labextensions", LABEXTENSION)];
  const found = places.filter((place) => existsSync(place));
  if (found.length === 0) {
    throw new Failure(
      `no Unrolled kernel is installed in ${data}. \`jupyter kernelspec list\` says where there is one.`,
    );
  }
  orSayDenied(data, () => found.forEach((place) => rmSync(place, { recursive: true })));
  for (const folder of [...places.map((place) => dirname(place)), data]) removeIfEmpty(folder);
}

/**
 * The Node for the kernel. One checkout may serve many who cannot write to it; then it must be set up already.
 * @param {string} repo
 */
async function kernelNode(repo) {
  if (mayWrite(repo)) return (await prepare()).node;
  try {
    const { argv } = JSON.parse(readFileSync(venvPaths(repo).kernelspec, "utf8"));
    return /** @type {string} */ (argv[0]);
  } catch {
    throw new Failure(
      `${repo} is not set up, and you cannot write to it. Ask its owner to run npm run setup there, then run this again.`,
    );
  }
}

/** @param {string} folder */
function mayWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The folder that keeps users other than its owner from a file, if one does.
 * @param {string} file
 * @returns {string | undefined}
 */
export function closedFolder(file) {
  if (process.platform === "win32") return undefined; // it has no such modes
  const folders = [];
  for (let at = dirname(file); at !== dirname(at); at = dirname(at)) folders.unshift(at);
  return folders.find((folder) => (statSync(folder).mode & 0o005) !== 0o005);
}

/**
 * @param {string} data
 * @param {() => void} work
 */
function orSayDenied(data, work) {
  try {
    work();
  } catch (error) {
    const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
    if (!DENIED.has(code)) throw error;
    throw new Failure(
      `no permission to write to ${data}. Run this as a user who may (with sudo, say), or with --user to install for yourself alone.`,
    );
  }
}

/** @param {string} folder */
function removeIfEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch {
    // Not empty, or not there: others use it.
  }
}
