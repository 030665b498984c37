import { readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";

/**
 * What the tests read of an .ipynb file.
 * @typedef {{ cells: Cell[] }} Notebook
 * @typedef {{
 *   id?: string, cell_type: "code" | "markdown", source: string | string[], metadata: { tags?: string[] },
 *   execution_count?: number | null, outputs?: Output[],
 * }} Cell
 * @typedef {{
 *   output_type: "stream" | "display_data" | "execute_result" | "error",
 *   name?: string, text?: string | string[], ename?: string, evalue?: string,
 *   data?: Record<string, unknown>,
 * }} Output
 */

export const FIGURE = "application/vnd.plotly.v1+json";

/**
 * Notebooks hold text as one string or as a list of lines.
 * @param {unknown} value
 */
export const text = (value) =>
  Array.isArray(value) ? value.join("") : /** @type {string} */ (value ?? "");

/** @param {Notebook} notebook */
export const codeCells = (notebook) => notebook.cells.filter((cell) => cell.cell_type === "code");

/**
 * @param {string} path below notebooks/
 * @returns {Notebook}
 */
export const readNotebook = (path) =>
  JSON.parse(readFileSync(join(repo, "notebooks", path), "utf8"));

/** The committed notebooks, as paths below notebooks/: the English, the Chinese, the solutions. */
export const everyNotebook = () => ["", "zh", "solutions"].flatMap(notebooksIn);

/** @param {string} folder */
function notebooksIn(folder) {
  return readdirSync(join(repo, "notebooks", folder))
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => posix.join(folder, name));
}
