import { lstatSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Python's scripts carry the absolute path of their environment. After a checkout was moved or copied they
 * are corrected in place, so that this needs no network.
 * @param {string} bin the folder of the scripts
 * @param {string} from the environment's former path
 * @param {string} to its path now
 */
export function correctPaths(bin, from, to) {
  for (const name of readdirSync(bin)) {
    const file = join(bin, name);
    // The programs among them (python; on Windows, every script) run wherever they stand.
    const stat = lstatSync(file);
    if (!stat.isFile() || stat.size > 100_000) continue;
    const text = readFileSync(file, "utf8");
    if (text.includes(from)) writeFileSync(file, text.replaceAll(from, to));
  }
}
