import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { Failure, explain } from "./failure.mjs";
import { step } from "./progress.mjs";
import { run } from "./run.mjs";

const FLAGS = [
  "--no-audit",
  "--no-fund",
  "--prefer-offline",
  "--loglevel=error", // `npm --silent start` would otherwise silence the reason of a failure
  "--fetch-retry-mintimeout=1000", // with npm's own pauses it takes ten minutes to notice that
  "--fetch-retry-maxtimeout=2000", // there is no network
];

/**
 * Installs node_modules when it is missing or is not what the lockfile says.
 * @param {string} repo
 */
export async function ensureNodeModules(repo) {
  if (matchesLockfile(repo)) return;
  await step("Installing npm packages", () => npm("ci", [], repo));
}

/**
 * Installs what the package.json in a folder names; no package's own scripts are run.
 * @param {string} folder
 */
export const npmInstall = (folder) => npm("install", ["--ignore-scripts"], folder);

/**
 * @param {string} command
 * @param {string[]} flags
 * @param {string} cwd
 */
export async function npm(command, flags, cwd) {
  // Under `npm start` this is the npm that the reader typed; it may not be the first on PATH.
  const { npm_execpath: path = "" } = process.env;
  const [program, ...args] = path.endsWith("npm-cli.js") ? [process.execPath, path] : ["npm"];
  const { code, output } = await run(program, [...args, command, ...flags, ...FLAGS], { cwd });
  if (code === 127)
    throw new Failure("no npm found. Install it (it comes with Node), then run this again.");
  if (code !== 0) throw explain(`npm ${command}`, output);
}

/**
 * Whether npm's own record of what it installed agrees with the lockfile.
 * @param {string} repo
 */
export function matchesLockfile(repo) {
  const installed = readLock(join(repo, "node_modules", ".package-lock.json"));
  const wanted = readLock(join(repo, "package-lock.json"));
  if (!installed || !wanted) return false;
  delete wanted[""]; // the project itself
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(
      ([path, { version, optional }]) =>
        path in installed
          ? installed[path].version === version && existsSync(join(repo, path, "package.json"))
          : optional, // made for another system
    )
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version: string, optional?: boolean }> | undefined}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined; // missing, or cut short
  }
}

/** AssemblyScript, which only looks like TypeScript: `npm run build:wasm` compiles it. */
const ASSEMBLY = join("core", "assembly");

/**
 * Whether dist/ holds every output of src/, none older than its source.
 * @param {string} repo
 */
export function isBuilt(repo) {
  const files = /** @type {string[]} */ (readdirSync(join(repo, "src"), { recursive: true }));
  return files.every((file) => {
    if (!file.endsWith(".ts") || file.endsWith(".d.ts") || file.startsWith(ASSEMBLY)) return true;
    const output = join(repo, "dist", file.replace(/\.ts$/, ".js"));
    const source = join(repo, "src", file);
    return existsSync(output) && statSync(output).mtimeMs >= statSync(source).mtimeMs;
  });
}

/**
 * Compiles src/ into dist/ when it has changed.
 * @param {string} repo
 */
export async function ensureBuild(repo) {
  if (isBuilt(repo)) return;
  const built = await step("Building src/ into dist/", () => build(repo));
  if (built.code === 0) return;
  if (!existsSync(join(repo, "dist"))) throw explain("tsc", built.output);
  // A type error need not keep a reader out of the workbook: tsc has written the JavaScript all the same.
  console.log(
    `Built, but src/ has type errors (npm run check lists them all): ${built.output.split("\n")[0]}`,
  );
}
