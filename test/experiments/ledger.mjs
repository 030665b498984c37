import { existsSync } from "node:fs";
import { join } from "node:path";
import { experiments, lesson } from "unrolled";
import { results, stored, writeWhole } from "./store.mjs";

/** Writes the ledger anew from what is stored, if all of it is there; says whether it is. */
export function writeLedger() {
  const names = experiments.all.map(({ name }) => name);
  if (!names.every((name) => existsSync(join(results, `${name}.json`)))) return false;
  const rows = lesson.ledger(Object.fromEntries(names.map((name) => [name, stored(name)])));
  writeWhole(join(results, "ledger.json"), `${JSON.stringify(rows, undefined, 2)}\n`);
  return true;
}
