import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { installKernel } from "../../kernel-setup/elsewhere.mjs";
import { pythonEnv } from "../../kernel-setup/find-python.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { putFolder } from "../../kernel-setup/put-folder.mjs";
import { ensurePackages, ensurePython, pythonOf } from "../second-environment.mjs";

const HOMES = join(repo, ".homes");
const venv = join(HOMES, "python");
const packages = join(HOMES, "javascript");

/** A Python with notebook, papermill, nbgrader and repo2docker, and no kernel of ours. */
export const PYTHON = pythonOf(venv);

/** Installs what is missing or out of date; git ignores the folder, and it can be deleted at any time. */
export async function ensureHomes() {
  mkdirSync(HOMES, { recursive: true });
  // Jupyter's own scripts are CommonJS, and the package.json above says that .js files are not.
  writeFileSync(join(HOMES, "package.json"), '{ "type": "commonjs" }');
  await ensurePython(
    venv,
    "Installing Notebook 7, papermill, nbgrader and repo2docker into .homes/python",
    join(import.meta.dirname, "requirements.txt"),
    join(repo, "kernel-setup", "requirements.txt"),
  );
  await ensurePackages(
    packages,
    "Installing Deno into .homes/javascript",
    join(import.meta.dirname, "package.json"),
  );
}

/** Deno's program itself: the script of its package would run it as a child, which Stop does not reach. */
function deno() {
  const require = createRequire(join(packages, "node_modules", "deno", "package.json"));
  const libc = process.platform === "linux" ? "-glibc" : "";
  const name = `@deno/${process.platform}-${process.arch}${libc}`;
  const file = process.platform === "win32" ? "deno.exe" : "deno";
  return join(dirname(require.resolve(`${name}/package.json`)), file);
}

/**
 * A Jupyter data folder with our kernel, stock tslab's and Deno's, and the environment in which a Jupyter sees these
 * and nothing of the machine's own.
 */
export async function makeWorld() {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-homes-"));
  chmodSync(folder, 0o755); // another user works there too
  const data = join(folder, "share", "jupyter");
  const node = await installKernel(repo, data);
  const tslab = join(repo, "node_modules", "tslab", "bin", "tslab");
  addKernel(data, "tslab", [node, tslab, "kernel", "--config-path", "{connection_file}"]);
  addKernel(data, "deno", [deno(), "jupyter", "--kernel", "--conn", "{connection_file}"]);
  const own = pythonEnv();
  const pathKey = Object.keys(own).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const env = {
    ...own,
    [pathKey]: [dirname(PYTHON), own[pathKey]].join(delimiter),
    JUPYTER_PATH: data,
    JUPYTER_DATA_DIR: join(folder, "user", "data"),
    JUPYTER_CONFIG_DIR: join(folder, "user", "config"),
    JUPYTER_RUNTIME_DIR: join(folder, "user", "runtime"),
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUTF8: "1",
    UNROLLED_TIER: "simd", // the outputs that are committed were made in it
    HOMES: folder,
  };
  return { folder, env };
}

/** @param {string} data @param {string} name @param {string[]} argv */
function addKernel(data, name, argv) {
  const spec = { argv, display_name: name, language: "typescript" };
  putFolder(data, "kernels", name, (made) =>
    writeFileSync(join(made, "kernel.json"), JSON.stringify(spec)),
  );
}
