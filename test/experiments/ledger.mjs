import { join } from "node:path";
import { experiments, lesson } from "unrolled";
import { isStored, results, stored, writeWhole } from "./store.mjs";

/** Writes the ledger anew from what is stored. */
export function writeLedger() {
  const names = experiments.all.map(({ name }) => name).filter(isStored);
  const rows = lesson.ledger(Object.fromEntries(names.map((name) => [name, stored(name)])));
  writeWhole(join(results, "ledger.json"), `${JSON.stringify(rows, undefined, 2)}\n`);
}
