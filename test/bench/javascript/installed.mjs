import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const root = new URL("../../../.bench/javascript/", import.meta.url);
const require = createRequire(new URL("package.json", root));

/**
 * The main file of a package that the bench has installed.
 * @param {string} name
 */
export const installed = (name) => require.resolve(name);

/**
 * Its CommonJS build.
 * @param {string} name
 * @returns {any}
 */
export const load = (name) => require(name);

/** @param {URL} url */
const readJson = (url) => JSON.parse(readFileSync(url, "utf8"));

/**
 * Of each package that package.json beside this file asks for.
 * @returns {Record<string, string>}
 */
export function versions() {
  const { dependencies } = readJson(new URL("package.json", import.meta.url));
  const found = Object.keys(dependencies).map((name) => {
    return [name, readJson(new URL(`node_modules/${name}/package.json`, root)).version];
  });
  return Object.fromEntries(found);
}
