import { existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pythonEnv } from "./find-python.mjs";
import { atLeast } from "./node.mjs";
import { venvPaths } from "./paths.mjs";

const OLDEST_FOR_TESTS = "22.12.0"; // what vitest asks for

/**
 * The environment in which Jupyter and the tests run: .venv and node_modules first on PATH, and the
 * reader's own Jupyter settings neither read nor written.
 * @param {string} repo
 * @param {string} kernelNode takes the place of a host's Node that is too old for the tests
 * @returns {NodeJS.ProcessEnv}
 */
export function workbookEnv(repo, kernelNode) {
  const {
    JUPYTER_PATH: _path,
    JUPYTER_CONFIG_PATH: _config,
    JUPYTERLAB_DIR: _lab,
    ...env
  } = pythonEnv();
  const { venv, bin, userConfig, userData } = venvPaths(repo);
  const suitable = atLeast(process.versions.node, OLDEST_FOR_TESTS);
  const nodeDir = suitable ? dirname(process.execPath) : onlyNode(repo, kernelNode);
  // Windows spells it Path; two spellings of one variable would hide ours.
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const ours = [bin, join(repo, "node_modules", ".bin"), nodeDir];
  return {
    ...env,
    [pathKey]: [...ours, env[pathKey]].join(delimiter),
    VIRTUAL_ENV: venv,
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_CONFIG_DIR: userConfig,
    JUPYTER_DATA_DIR: userData,
  };
}

/**
 * A folder with that Node and no npm: the npm beside it comes out of its wheel without the symbolic
 * links it needs, and must not hide the host's.
 * @param {string} repo
 * @param {string} node
 */
function onlyNode(repo, node) {
  if (process.platform === "win32") return dirname(node); // no npm there
  const folder = venvPaths(repo).node;
  const link = join(folder, "node");
  if (existsSync(link) && readlinkSync(link) === node) return folder;
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(node, link);
  return folder;
}
