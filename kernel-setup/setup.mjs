import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { main } from "./failure.mjs";
import { ensureJupyterFiles } from "./jupyter.mjs";
import { checkHostNode } from "./node.mjs";
import { ensureBuild, ensureNodeModules } from "./npm.mjs";
import { repo, venvPaths } from "./paths.mjs";
import { ensureVenv } from "./venv.mjs";

/**
 * Makes everything that a notebook needs. Each step looks first and does only what is missing, so it can
 * be stopped anywhere and run again.
 * @returns {Promise<{ node: string }>} the Node that runs the kernel
 */
export async function setup() {
  checkHostNode();
  const node = await ensureVenv(repo);
  await ensureNodeModules(repo);
  await ensureBuild(repo);
  ensureJupyterFiles(repo, node);
  const labextension = join(repo, "kernel-setup", "labextension", "install.mjs");
  if (existsSync(labextension)) {
    const { installLabextension } = await import(pathToFileURL(labextension).href);
    await installLabextension({ repo, venv: venvPaths(repo).venv });
  }
  return { node };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    await setup();
    console.log("Ready: npm start opens the workbook.");
  });
}
