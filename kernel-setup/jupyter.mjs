import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pythonEnv } from "./find-python.mjs";
import { venvPaths } from "./paths.mjs";

/**
 * The kernelspec: absolute paths, so that Lab finds the kernel whatever PATH says.
 * @param {string} repo
 * @param {string} node
 */
export const kernelspec = (repo, node) => ({
  argv: [node, join(repo, "kernel-setup", "kernel", "kernel.cjs"), "{connection_file}"],
  display_name: "Unrolled (TypeScript)",
  language: "typescript",
  interrupt_mode: "message",
});

/** Only our kernel is on offer: the Python one that comes with Lab would confuse a reader. */
const SERVER = {
  KernelSpecManager: { allowed_kernelspecs: ["unrolled"], ensure_native_kernel: false },
  // The extension list is fetched from a registry; read-only keeps Lab off the network.
  LabApp: { extension_manager: "readonly" },
};

/** Lab asks nobody for news or newer versions. */
const LAB = {
  "@jupyterlab/apputils-extension:notification": {
    fetchNews: "false",
    checkForUpdates: false,
  },
};

/**
 * Writes into .venv what Lab needs to know of us.
 * @param {string} repo
 * @param {string} node
 */
export function ensureJupyterFiles(repo, node) {
  const paths = venvPaths(repo);
  write(paths.kernelspec, kernelspec(repo, node));
  write(paths.serverConfig, SERVER);
  write(paths.labOverrides, LAB);
}

/**
 * Leaves a file that says so already alone.
 * @param {string} file
 * @param {object} content
 */
function write(file, content) {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/**
 * The environment in which Jupyter and the tests run: ours first on PATH, and the reader's own Jupyter
 * settings neither read nor written.
 * @param {string} repo
 * @param {string} nodeDir
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnv(repo, nodeDir) {
  const {
    JUPYTER_PATH: _path,
    JUPYTER_CONFIG_PATH: _config,
    JUPYTERLAB_DIR: _lab,
    ...env
  } = pythonEnv();
  const { venv, bin, userConfig, userData } = venvPaths(repo);
  // Windows spells it Path; two spellings of one variable would hide ours.
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const ours = [nodeDir, bin, join(repo, "node_modules", ".bin")];
  return {
    ...env,
    [pathKey]: [...ours, env[pathKey]].join(delimiter),
    VIRTUAL_ENV: venv,
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_CONFIG_DIR: userConfig,
    JUPYTER_DATA_DIR: userData,
  };
}
