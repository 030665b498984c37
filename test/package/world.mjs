import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../../kernel-setup/failure.mjs";
import { npm } from "../../kernel-setup/npm.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { step } from "../../kernel-setup/progress.mjs";

/** What an earlier build may have left of a source that is gone: it must not be packed. */
const STALE = ["stale.js", "stale.d.ts"];

/**
 * Packs the package and installs it, with no network, into a project that is empty but for the programs of consumer/.
 * @param {string} node the kernel's Node
 */
export async function makeWorld(node) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "unrolled-package-")));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    refuseNeighbours(folder);
    mkdirSync(join(repo, "dist"), { recursive: true });
    for (const name of STALE) writeFileSync(join(repo, "dist", name), "");
    await step("npm pack", () => npm("pack", ["--pack-destination", folder], repo));
    const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "");
    const project = join(folder, "project");
    cpSync(join(import.meta.dirname, "consumer"), project, { recursive: true });
    writeFileSync(join(project, "package.json"), '{ "private": true }');
    await step("npm install", () =>
      npm("install", ["--ignore-scripts", "--offline", tarball], project),
    );
    return { tarball, project, installed: join(project, "node_modules", "unrolled"), node, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** @typedef {Awaited<ReturnType<typeof makeWorld>>} World */

/** Another node_modules or package.json above the project would be found from within it. @param {string} folder */
function refuseNeighbours(folder) {
  for (let at = dirname(folder); ; at = dirname(at)) {
    const found = ["node_modules", "package.json"].find((name) => existsSync(join(at, name)));
    if (found)
      throw new Failure(
        `${join(at, found)} would be found from the project in ${folder}. Move it, or set TMPDIR to another place.`,
      );
    if (at === dirname(at)) return;
  }
}
