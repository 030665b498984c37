import { expect, test } from "vitest";
import { equations, lstm } from "../../src/index.js";
import { readNotebook, text } from "./notebook.mjs";

/** What an output says as text. */
const said = ({ data }: { data?: Record<string, unknown> }): string => text(data?.["text/plain"]);
const { cells } = readNotebook("04-four-equations.ipynb");
const outputs = (id: RegExp): string[] =>
  cells.filter((cell) => id.test(cell.id!)).map(({ outputs }) => said(outputs![0]));

/** Letters that stand in a line of TeX with an index t or t-1. */
const signals = (tex: string): string[] =>
  [...tex.matchAll(/(\\tilde\{C\}|[A-Za-z])_\{?t/g)].map(([, letter]) => letter);

// That they are approachable a reader must say; that they come step by step can be tested.
test("claim 41: the equations come one step at a time, each of symbols that were explained before", () => {
  const lines = outputs(/-equation$/).map((output) =>
    output
      .split("\n")
      .filter((line) => line.includes("&="))
      .map((line) => line.replace(/ \\\\$/, "").replace("&=", "=")),
  );
  expect(lines.map((section) => section.length)).toEqual([1, 2, 1, 2]); // forget, write, update, show
  const { f, i, g, c, o, h } = equations(lstm);
  expect(lines.flat()).toEqual([f, i, g, c, o, h]);

  const [table] = outputs(/^symbols$/);
  const explained = table
    .split("\n")
    .slice(1)
    .map((row) => row.split("ₜ")[0].replace("C̃", "\\tilde{C}"));
  expect(new Set(lines.flat().flatMap(signals))).toEqual(new Set(explained));

  const at = (id: string) => cells.findIndex((cell) => cell.id === id);
  const steps = [
    "symbols",
    "forget-equation",
    "write-equation",
    "update-equation",
    "show-equation",
  ];
  const places = steps.map(at);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  for (const [k, from] of places.slice(1).entries()) {
    const prose = cells
      .slice(from, places[k + 2] ?? at("lab-slider"))
      .filter((cell) => cell.cell_type === "markdown")
      .map(({ source }) => text(source))
      .join("\n");
    expect(prose, steps[k + 1]).toContain("**Extreme case:**");
  }
});
