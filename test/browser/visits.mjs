import { copyFileSync, rmSync } from "node:fs";
import { join, posix } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";
import { FIGURE, codeCells, readNotebook } from "../notebooks/notebook.mjs";
import {
  checkFigures,
  openNotebook,
  resize,
  runAllAndSave,
  shutDown,
  unsavedOnceIdle,
} from "./notebook-page.mjs";
import { watch } from "./watch.mjs";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {{ origin: string, token: string }} Lab
 * @typedef {AsyncGenerator<{ what: string, problems: string[] }>} Findings
 */

const LAPTOP = 1280;
const PHONE = 375;
const PROJECTOR = 1920;
const LONGEST_RUN = 240_000; // ms; the notebook's own budget is held elsewhere

/**
 * Opens a notebook and looks at its figures at each width, resizing the page as it is.
 * @param {Page} page @param {Lab} lab @param {string} path @param {string} shots
 * @returns {Findings}
 */
export async function* read(page, lab, path, shots) {
  const figures = figuresPerCell(path);
  const strays = watch(page, lab.origin);
  await openNotebook(page, lab, path, figures.length);
  for (const width of [LAPTOP, PHONE, PROJECTOR]) {
    await resize(page, width);
    const name = `${path.replace(".ipynb", "").replace("/", "-")}-${width}`;
    const problems = await checkFigures(page, figures, join(shots, name));
    yield { what: `${total(figures)} figures at ${width} px`, problems };
  }
  const unsaved = await unsavedOnceIdle(page);
  yield {
    what: "opening it leaves it as it is",
    problems: unsaved ? ["it counts as unsaved"] : [],
  };
  await shutDown(page, lab);
  yield { what: "no errors, and nothing asked of another server", problems: strays() };
}

/**
 * Runs a copy, which lies beside the notebook so that relative paths hold, saves it and reads that.
 * @param {Page} page @param {Lab} lab @param {string} path @param {string} shots
 * @returns {Findings}
 */
export async function* runSaveReopen(page, lab, path, shots) {
  const { dir, name } = posix.parse(path);
  const copy = posix.join(dir, `browser-test-${name}.ipynb`);
  copyFileSync(file(path), file(copy));
  try {
    const figures = figuresPerCell(path);
    await resize(page, LAPTOP);
    await openNotebook(page, lab, copy, figures.length);
    await runAllAndSave(page, LONGEST_RUN);
    await shutDown(page, lab);
    yield { what: "Run All and save", problems: unlike(copy, figures) };
    yield* read(page, lab, copy, shots);
  } finally {
    rmSync(file(copy));
    const checkpoint = posix.join(
      dir,
      ".ipynb_checkpoints",
      `browser-test-${name}-checkpoint.ipynb`,
    );
    rmSync(file(checkpoint), { force: true }); // Lab keeps one of what it saves
  }
}

/** @param {string} path */
const file = (path) => join(repo, "notebooks", path);

/** @param {string} path */
const figuresPerCell = (path) =>
  readNotebook(path).cells.map(
    ({ outputs = [] }) =>
      outputs.filter(({ data }) => data?.[FIGURE] ?? data?.["image/svg+xml"]).length,
  );

/** @param {number[]} counts */
const total = (counts) => counts.reduce((sum, count) => sum + count, 0);

/**
 * What a saved run lacks: a cell that failed or never ran, a figure.
 * @param {string} path @param {number[]} figures
 */
function unlike(path, figures) {
  const found = codeCells(readNotebook(path)).flatMap(
    ({ execution_count, metadata, outputs }, i) => {
      const error = outputs?.find((output) => output.output_type === "error");
      const bad = error && !metadata.tags?.includes("raises-exception");
      const problem = bad
        ? `${error.ename}: ${error.evalue}`
        : execution_count
          ? ""
          : "did not run";
      return problem ? [`code cell ${i + 1}: ${problem}`] : [];
    },
  );
  const made = total(figuresPerCell(path));
  if (made !== total(figures)) found.push(`${made} figures, not ${total(figures)}`);
  return found;
}
