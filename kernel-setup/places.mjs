import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** @param {string} platform */
const pathsOf = (platform) => (platform === "win32" ? win32 : posix);

/**
 * The Jupyter data folder of an environment, which serves all who use it.
 * @param {string} prefix such as /usr/local, or where a virtual environment lies
 * @param {string} [platform] as in process.platform
 */
export function prefixData(prefix, platform = process.platform) {
  return pathsOf(platform).join(prefix, "share", "jupyter");
}

/**
 * The Jupyter data folder of one user, found as jupyter_core finds it.
 * @param {{ platform?: string, env?: NodeJS.ProcessEnv, home?: string }} [machine]
 */
export function userData({
  platform = process.platform,
  env = process.env,
  home = homedir(),
} = {}) {
  const { join } = pathsOf(platform);
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32") {
    return env.APPDATA ? join(env.APPDATA, "jupyter") : join(home, ".jupyter", "data");
  }
  return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}
