import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { explain } from "../kernel-setup/failure.mjs";
import { findPython, pythonEnv } from "../kernel-setup/find-python.mjs";
import { npmInstall } from "../kernel-setup/npm.mjs";
import { step } from "../kernel-setup/progress.mjs";
import { run } from "../kernel-setup/run.mjs";

/**
 * The Python of a virtual environment.
 * @param {string} venv
 */
export const pythonOf = (venv) =>
  join(venv, ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));

/**
 * Does the work unless it was done for these very lists.
 * @param {string} folder what the work makes; a stamp beside it says for what
 * @param {string[]} lists files that name what to install
 * @param {() => Promise<void>} work
 */
async function unlessDone(folder, lists, work) {
  const hash = createHash("sha256");
  for (const list of lists) hash.update(readFileSync(list));
  const wanted = hash.digest("hex");
  const stamp = `${folder}.stamp`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  mkdirSync(dirname(folder), { recursive: true });
  await work();
  writeFileSync(stamp, wanted);
}

/**
 * A virtual environment with the packages that a list names.
 * @param {string} venv
 * @param {string} title
 * @param {string} list
 * @param {string} [constraints] versions of what those packages need
 */
export async function ensurePython(venv, title, list, constraints) {
  const lists = constraints ? [list, constraints] : [list];
  await unlessDone(venv, lists, () =>
    step(title, async (tick) => {
      const [program, ...args] = await findPython();
      rmSync(venv, { recursive: true, force: true });
      const made = await run(program, [...args, "-m", "venv", venv], { env: pythonEnv() });
      if (made.code !== 0) throw explain("python -m venv", made.output);
      const pip = ["-m", "pip", "install", "--no-input", "--no-compile", "-r", list];
      if (constraints) pip.push("-c", constraints);
      const { code, output } = await run(pythonOf(venv), pip, {
        env: pythonEnv(),
        onLine: (line) => tick(line.trim().slice(0, 70)),
      });
      if (code !== 0) throw explain("pip", output);
    }),
  );
}

/**
 * A folder with the npm packages that a package.json names.
 * @param {string} folder
 * @param {string} title
 * @param {string} list
 */
export async function ensurePackages(folder, title, list) {
  await unlessDone(folder, [list], () =>
    step(title, async () => {
      mkdirSync(folder, { recursive: true });
      copyFileSync(list, join(folder, "package.json"));
      await npmInstall(folder);
    }),
  );
}
