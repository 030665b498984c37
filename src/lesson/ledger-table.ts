import { table, type Shown } from "../plot/display.js";
import type { LedgerRow } from "./ledger.js";
import { say } from "./language.js";

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Rows of the ledger: all of them, or those that one notebook decides. */
export function ledgerTable(rows: readonly LedgerRow[], notebook?: string): Shown {
  const headings = ["claim", "words", "notebook", "verdict", "figure"] as const;
  return table(
    headings.map((name) => say(`ledger.table.${name}`)),
    rows
      .filter((row) => notebook === undefined || row.notebook === notebook)
      .map((row) => [
        row.claim,
        row.words,
        row.notebook,
        say(`ledger.verdict.${row.verdict}`, { condition: row.condition ?? "" }),
        row.figure
          ? say("ledger.table.measured", {
              figure: row.figure.words,
              low: percent(row.figure.low),
              high: percent(row.figure.high),
              n: row.n ?? 0,
            })
          : (row.by ?? ""),
      ]),
  );
}
