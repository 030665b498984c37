/** One result in several forms (MIME type to content): the front end shows the richest that it can. */
export type MimeBundle = Readonly<Record<string, unknown>>;

/** A value that a notebook shows as more than text; Jupyter kernels for JavaScript look for this method. */
export interface Shown {
  /** Under Symbol.for("Jupyter.display"), the forms. */
  [key: symbol]: () => MimeBundle;
}
/** The value itself, which a notebook from now on shows in these forms, and a console as the one of "text/plain". */
export const shown = <T extends object>(value: T, bundle: MimeBundle): T & Shown =>
  Object.defineProperties(value, {
    [Symbol.for("Jupyter.display")]: { value: () => bundle },
    // Where there is only a console (stock tslab, a script) the words stand for the rest.
    [Symbol.for("nodejs.util.inspect.custom")]: { value: () => bundle["text/plain"] },
  }) as T & Shown;

/** Typeset LaTeX (without dollar signs). */
export const latex = (source: string): Shown =>
  shown({}, { "text/latex": `$$${source}$$`, "text/plain": source });

/** A drawing, with the words that stand for it where it cannot be seen. */
export const drawing = (source: string, alt: string): Shown =>
  shown({}, { "image/svg+xml": source, "text/plain": alt });

/** A table with a heading for each column; cells are text or numbers as they should be read. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Shown {
  const line = (cells: readonly (string | number)[], tag: string): string =>
    `<tr>${cells.map((c) => `<${tag}>${escape(String(c))}</${tag}>`).join("")}</tr>`;
  const html = `<table><thead>${line(headings, "th")}</thead><tbody>${rows.map((row) => line(row, "td")).join("")}</tbody></table>`;
  const plain = [headings, ...rows].map((row) => row.join(" | ")).join("\n");
  return shown({}, { "text/html": html, "text/plain": plain });
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
