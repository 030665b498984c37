import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";
import { ensurePackages } from "../second-environment.mjs";

const folder = join(repo, ".package", "tools");
const require = createRequire(join(folder, "package.json"));

/** Installs what is missing or out of date; git ignores the folder, and it can be deleted at any time. */
export const ensureTools = () =>
  ensurePackages(
    folder,
    "Installing compilers, bundlers, Deno and Bun into .package/tools",
    join(import.meta.dirname, "package.json"),
  );

/** A file of a package among the tools. @param {string} name @param {string[]} path */
export const tool = (name, ...path) => join(folder, "node_modules", name, ...path);

const suffix = process.platform === "win32" ? ".exe" : "";

/** Deno's program itself, as its own package would choose it; undefined where it has none for this system. */
export function deno() {
  const libc = process.platform === "linux" ? "-glibc" : "";
  return within("deno", `@deno/${process.platform}-${process.arch}${libc}`, `deno${suffix}`);
}

/** Bun's likewise. */
export function bun() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const chip = process.arch === "arm64" ? "aarch64" : process.arch;
  return within("bun", `@oven/bun-${system}-${chip}`, "bin", `bun${suffix}`);
}

/** @param {string} owner @param {string} name @param {string[]} path */
function within(owner, name, ...path) {
  try {
    const at = require.resolve(`${owner}/package.json`);
    return join(dirname(createRequire(at).resolve(`${name}/package.json`)), ...path);
  } catch {
    return undefined;
  }
}
