import { shown, type Shown } from "../plot/display.js";
import type { LedgerRow } from "./ledger.js";
import { say } from "./language.js";
import { linked } from "./notebooks.js";

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** What was seen, or what holds it. */
function basis({ verdict, figure, n = 0, by = "" }: LedgerRow): string {
  if (verdict === "definition")
    return say("ledger.table.held", { test: by.replace(/^\S+: | \(%s\)$/g, "") });
  if (!figure) return by;
  const { words, low, high } = figure;
  const values = { figure: words, low: percent(low), high: percent(high), n };
  return say("ledger.table.measured", values);
}

/** Rows of the ledger, each linked to its notebook: all of them, or those that one notebook decides. */
export function ledgerTable(rows: readonly LedgerRow[], notebook?: string): Shown {
  const headings = (["claim", "words", "notebook", "verdict", "figure"] as const).map((name) =>
    say(`ledger.table.${name}`),
  );
  const lines = rows
    .filter((row) => notebook === undefined || row.notebook === notebook)
    .map((row) => [
      String(row.claim),
      row.words,
      linked(row.notebook),
      say(`ledger.verdict.${row.verdict}`, { condition: row.condition ?? "" }),
      basis(row),
    ]);
  return markdownTable(headings, lines);
}

/** How many claims have which verdict. */
export function verdictsTable(rows: readonly LedgerRow[]): Shown {
  const kinds = ["holds", "holds if", "not reproduced", "definition", "history", "open"] as const;
  const lines = kinds.map((kind) => [
    say(`ledger.verdict.${kind}`, { condition: "…" }),
    String(rows.filter(({ verdict }) => verdict === kind).length),
  ]);
  const headings = [say("ledger.table.verdict"), say("ledger.table.rows")];
  return markdownTable(headings, lines);
}

/** A table whose cells may hold links. */
function markdownTable(headings: readonly string[], lines: readonly (readonly string[])[]): Shown {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const markdown = [headings, headings.map(() => "---"), ...lines].map(row);
  const plain = [headings, ...lines].map((cells) => cells.join(" | "));
  return shown({}, { "text/markdown": markdown.join("\n"), "text/plain": plain.join("\n") });
}
