import { dirname, join, posix, win32 } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout this file belongs to. */
export const repo = join(dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Where things lie in the project-local environment of the checkout `root`.
 * @param {string} root
 * @param {string} [platform] as in process.platform
 */
export function venvPaths(root, platform = process.platform) {
  const windows = platform === "win32";
  const path = windows ? win32 : posix;
  const venv = path.join(root, ".venv");
  const bin = path.join(venv, windows ? "Scripts" : "bin");
  const share = path.join(venv, "share", "jupyter");
  return {
    venv,
    bin,
    data: share,
    python: path.join(bin, windows ? "python.exe" : "python"),
    node: path.join(venv, "node"),
    packageJson: path.join(venv, "package.json"),
    stamp: path.join(venv, "unrolled.json"),
    kernelspec: path.join(share, "kernels", "unrolled", "kernel.json"),
    labOverrides: path.join(share, "lab", "settings", "overrides.json"),
    serverConfig: path.join(venv, "etc", "jupyter", "jupyter_server_config.json"),
    userConfig: path.join(venv, "user", "config"),
    userData: path.join(venv, "user", "data"),
  };
}
