import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Makes a folder in one go: it is filled elsewhere in the same data folder and appears in its place by a rename, so
 * that Jupyter, which reads everything that lies there, never meets half of it.
 * @param {string} data a Jupyter data folder
 * @param {string} kind "kernels" or "labextensions"
 * @param {string} name
 * @param {(made: string) => void} fill
 */
export function putFolder(data, kind, name, fill) {
  const place = join(data, kind, name);
  mkdirSync(dirname(place), { recursive: true });
  const made = mkdtempSync(join(data, `${basename(place)}-`));
  try {
    fill(made);
    chmodSync(made, 0o777 & ~process.umask()); // a temporary folder is its maker's alone
    rmSync(place, { recursive: true, force: true });
    renameSync(made, place);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}
