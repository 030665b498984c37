import { describe, expect, test } from "vitest";
import {
  FIGURE,
  type Notebook,
  codeCells,
  everyNotebook,
  readNotebook,
  text,
} from "./notebook.mjs";
import { sample } from "./sample.js";
import { faults, wordCount } from "./style.js";

/** The faults of the sample with one thing spoilt. */
const spoilt = (spoil: (notebook: Notebook) => unknown): string[] => {
  const notebook = sample();
  spoil(notebook);
  return faults(notebook);
};
const figure = ({ cells }: Notebook): any => cells[2].outputs![0].data;

describe("committed notebooks", () => {
  const every = everyNotebook();
  const chinese = every.filter((path) => path.startsWith("zh/"));

  test("are there", () => expect(every).not.toEqual([]));

  test.for(every)("%s reads well", (path) => {
    expect(faults(readNotebook(path))).toEqual([]);
  });

  test.for(chinese)("%s has the code of the English edition", (path) => {
    const [first, ...rest] = codeCells(readNotebook(path)).map((cell) => text(cell.source));
    const english = codeCells(readNotebook(path.replace("zh/", ""))).map((c) => text(c.source));
    expect([first.replace('language("zh")', 'language("en")'), ...rest]).toEqual(english);
  });
});

test("words are counted in both languages", () => {
  expect(wordCount("The gate is $f_t = \\sigma(z)$, about 0.5.")).toBe(7);
  expect(wordCount("长短期记忆网络")).toBeCloseTo(4.67, 2);
});

describe("the rules", () => {
  test("let a good notebook pass", () => expect(faults(sample())).toEqual([]));

  test.each<[string, (notebook: Notebook) => unknown]>([
    ["21 lines", ({ cells }) => (cells[1].source = "x;\n".repeat(20))],
    ["2501 words", ({ cells }) => (cells[0].source = "word ".repeat(2501))],
    ["execution count 5", ({ cells }) => (cells[1].execution_count = 5)],
    ["Error: add", ({ cells }) => (cells[3].metadata = {})],
    ["a time: 12 ms", ({ cells }) => (cells[1].outputs![0].text = "took 12 ms")],
    ["a path of one machine", ({ cells }) => (cells[3].outputs![0].evalue = "at /home/me/x")],
    ["no static image", (notebook) => delete figure(notebook)["image/png"]],
    [
      "image of 150001 bytes",
      (n) => (figure(n)["image/png"] = Buffer.alloc(150_001).toString("base64")),
    ],
    ["text/plain is not", (notebook) => (figure(notebook)["text/plain"] = "[object Object]")],
    ["alt says nothing", (notebook) => (figure(notebook)[FIGURE].layout.meta = {})],
    ["a figure of", (notebook) => (figure(notebook)[FIGURE].frames = ["x".repeat(200_000)])],
  ])("name a fault: %s", (fault, spoil) => {
    expect(spoilt(spoil).join("\n")).toContain(fault);
  });
});
