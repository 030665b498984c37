import { ensureJupyterFiles } from "./jupyter.mjs";
import { installLabextension } from "./labextension/install.mjs";
import { checkHostNode } from "./node.mjs";
import { ensureBuild, ensureNodeModules } from "./npm.mjs";
import { oneAtATime } from "./one-at-a-time.mjs";
import { repo, venvPaths } from "./paths.mjs";
import { ensureVenv } from "./venv.mjs";

/**
 * Makes everything that a notebook needs. Each step looks first and does only what is missing, so it can
 * be stopped anywhere and run again.
 * @returns {Promise<{ node: string }>} the Node that runs the kernel
 */
export async function prepare() {
  checkHostNode();
  return oneAtATime(repo, async () => {
    const node = await ensureVenv(repo);
    await ensureNodeModules(repo);
    await ensureBuild(repo);
    ensureJupyterFiles(repo, node);
    installLabextension({ repo, data: venvPaths(repo).data });
    return { node };
  });
}
