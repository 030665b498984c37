import { type Cell, FIGURE, type Notebook, type Output, codeCells, text } from "./notebook.mjs";

const MOST_LINES = 20;
const MOST_WORDS = 2500;
const MOST_FIGURE = 200_000; // characters of JSON
const MOST_IMAGE = 150_000; // bytes
const TIMING = /\d+ ?(?:(?:ms|µs|seconds?)\b|毫?秒)|\d\.\d+ ?s\b/;
const MACHINE_PATH = /(?:^|[\s("'])(?:\/(?:home|root|Users|work|tmp)\/|[A-Z]:\\)/;

/** What a notebook does that a reader should not meet, one line each. */
export function faults(notebook: Notebook): string[] {
  const words = notebook.cells
    .filter((cell) => cell.cell_type === "markdown")
    .reduce((sum, cell) => sum + wordCount(text(cell.source)), 0);
  const tooLong = words > MOST_WORDS ? [`${Math.round(words)} words; at most ${MOST_WORDS}`] : [];
  return [...tooLong, ...codeCells(notebook).flatMap(cellFaults)];
}

/** A formula counts as a word; so do one and a half Chinese characters, as translators reckon. */
export function wordCount(markdown: string): number {
  const plain = markdown.replaceAll(/\$\$[^$]+\$\$|\$[^$]+\$/g, " x ");
  const chinese = plain.match(/\p{Script=Han}/gu)?.length ?? 0;
  const others = plain.replaceAll(/\p{Script=Han}/gu, " ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  return others + chinese / 1.5;
}

function cellFaults(cell: Cell, index: number): string[] {
  const found: string[] = [];
  const lines = text(cell.source).split("\n").length;
  if (lines > MOST_LINES) found.push(`${lines} lines; at most ${MOST_LINES}`);
  if (cell.execution_count !== index + 1) found.push(`execution count ${cell.execution_count}`);
  const mayFail = cell.metadata.tags?.includes("raises-exception");
  for (const output of cell.outputs ?? []) {
    if (output.output_type === "error" && !mayFail) found.push(`${output.ename}: ${output.evalue}`);
    found.push(...textFaults(output), ...figureFaults(output));
  }
  return found.map((fault) => `code cell ${index + 1}: ${fault}`);
}

function textFaults({ text: stream, evalue, data }: Output): string[] {
  const shown = [stream, evalue, data?.["text/plain"], data?.["text/markdown"]]
    .map(text)
    .join("\n");
  const found = [];
  if (TIMING.test(shown)) found.push(`shows a time: ${TIMING.exec(shown)?.[0]}`);
  if (MACHINE_PATH.test(shown))
    found.push(`shows a path of one machine: ${MACHINE_PATH.exec(shown)?.[0]}`);
  return found;
}

function figureFaults({ data }: Output): string[] {
  const figure = data?.[FIGURE] as { layout?: { meta?: { alt?: string } } } | undefined;
  if (!data || !figure) return [];
  const found = [];
  const alt = figure.layout?.meta?.alt ?? "";
  if (alt.trim() === "") found.push("the figure's layout.meta.alt says nothing");
  if (text(data["text/plain"]) !== alt)
    found.push("text/plain is not the figure's layout.meta.alt");
  const image = Buffer.from(text(data["image/png"]), "base64").length;
  if (image === 0) found.push("the figure has no static image");
  if (image > MOST_IMAGE) found.push(`a static image of ${image} bytes; at most ${MOST_IMAGE}`);
  const size = JSON.stringify(figure).length;
  if (size > MOST_FIGURE) found.push(`a figure of ${size} characters; at most ${MOST_FIGURE}`);
  return found;
}
