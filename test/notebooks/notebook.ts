import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";

/** What the tests read of an .ipynb file. */
export interface Notebook {
  cells: Cell[];
}

export interface Cell {
  cell_type: "code" | "markdown";
  source: string | string[];
  metadata: { tags?: string[] };
  execution_count?: number | null;
  outputs?: Output[];
}

export interface Output {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  name?: string;
  text?: string | string[];
  ename?: string;
  evalue?: string;
  data?: Record<string, unknown>;
}

export const FIGURE = "application/vnd.plotly.v1+json";

/** Notebooks hold text as one string or as a list of lines. */
export const text = (value: unknown): string =>
  Array.isArray(value) ? value.join("") : ((value as string | undefined) ?? "");

export const codeCells = (notebook: Notebook): Cell[] =>
  notebook.cells.filter((cell) => cell.cell_type === "code");

export const readNotebook = (path: string): Notebook =>
  JSON.parse(readFileSync(join(repo, "notebooks", path), "utf8"));

/** The paths below notebooks/ of the committed notebooks of a folder: "", "zh", "solutions". */
export const notebooksIn = (folder: string): string[] =>
  readdirSync(join(repo, "notebooks", folder))
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => join(folder, name));
