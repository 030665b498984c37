import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repo, venvPaths } from "../../kernel-setup/paths.mjs";
import { FIGURE, type Notebook, type Output } from "./notebook.mjs";
import { sample } from "./sample.js";

/** What compare.py prints of two notebooks; nothing where it finds them the same. */
function compared(committed: Notebook, fresh: Notebook): string {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-compare-"));
  try {
    const files = [committed, fresh].map((notebook, i) => {
      const file = join(folder, `${i}.ipynb`);
      writeFileSync(file, JSON.stringify(notebook));
      return file;
    });
    const script = join(repo, "test", "notebooks", "compare.py");
    const run = spawnSync(venvPaths(repo).python, [script, ...files], { encoding: "utf8" });
    expect(run.stderr).toBe("");
    expect(run.status).toBe(run.stdout === "" ? 0 : 1);
    return run.stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The sample with one thing changed. */
function changed(change: (outputs: Output[][], notebook: Notebook) => void): Notebook {
  const notebook = sample();
  const outputs = notebook.cells.flatMap((cell) => (cell.outputs ? [cell.outputs] : []));
  change(outputs, notebook);
  return notebook;
}

const withoutImage = changed(([, [figure]]) => delete figure.data!["image/png"]);
const withPoint = (y: unknown) =>
  changed(([, [figure]]) => {
    (figure.data![FIGURE] as any).data[0].y[1] = y;
  });

test("a run makes no static image, and needs none to be the same", () => {
  expect(compared(sample(), sample())).toBe("");
  expect(compared(sample(), withoutImage)).toBe("");
});

test("only the last state of progress text counts, in however many pieces it came", () => {
  const pieces = ["step 1: loss 9.99", "\rstep 50: loss 3.", "00\rstep 100: loss 1.25", "\n"];
  const live = changed((outputs) => {
    outputs[0] = pieces.map((text) => ({ output_type: "stream", name: "stdout", text }));
  });
  expect(compared(sample(), live)).toBe("");
});

test("a figure's numbers may differ by rounding alone", () => {
  expect(compared(sample(), withPoint(2.5 * (1 + 1e-9)))).toBe("");
  const found = compared(sample(), withPoint(2.5001));
  expect(found).toMatch(/^code cell 2: output 1: .*plotly.*data\[0\]\.y\[1\]/);
  expect(found).toMatch(/committed.*2\.5\n.*fresh.*2\.5001/);
  expect(compared(sample(), withPoint(null))).toMatch(/None/);
});

test.each<[string, Notebook, Notebook, RegExp]>([
  [
    "text",
    sample(),
    changed(([[stream]]) => (stream.text = "step 100: loss 1.26\n")),
    /cell 1: output 1: text:\n.*'step 100: loss 1.25'\n.*'step 100: loss 1.26'/,
  ],
  ["an absent static image", withoutImage, sample(), /cell 2: .*no static image/],
  [
    "a static image that is none",
    changed(([, [figure]]) => (figure.data!["image/png"] = "R0lGODdh")),
    sample(),
    /cell 2: .*no static image/,
  ],
  [
    "another text alternative",
    sample(),
    changed(([, [figure]]) => (figure.data!["text/plain"] = "It falls.")),
    /cell 2: .*text\/plain/,
  ],
  [
    "another kind of output",
    sample(),
    changed(([, [figure]]) => (figure.data!["text/latex"] = "$x$")),
    /cell 2: .*text\/latex/,
  ],
  ["an output less", sample(), changed((outputs) => outputs[0].pop()), /cell 1: 1 outputs.*made 0/],
  [
    "a failing cell",
    sample(),
    changed((_, { cells }) => (cells[3].metadata = {})),
    /cell 3: fresh: Error: add/,
  ],
  [
    "another error",
    sample(),
    changed(([, , [error]]) => (error.evalue = "gone")),
    /cell 3: .*evalue/,
  ],
  [
    "a wrong execution count",
    changed((_, { cells }) => (cells[2].execution_count = 7)),
    sample(),
    /cell 2: the committed execution count is 7, not 2/,
  ],
  [
    "a cell that never ran",
    sample(),
    changed((_, { cells }) => (cells[3].execution_count = null)),
    /fresh.*None/,
  ],
  ["a cell less", sample(), changed((_, { cells }) => cells.pop()), /only one of the two/],
])("%s is a difference", (_, committed, fresh, message) => {
  expect(compared(committed, fresh)).toMatch(message);
});
