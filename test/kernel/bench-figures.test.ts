// The figures in kernel-setup/README.md are those of the stored run: `vitest -u` writes them there.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const readme = path("../../kernel-setup/README.md");
const { start, latency, memory } = JSON.parse(readFileSync(path("bench/results.json"), "utf8"));

type Kinds = Record<"unrolled" | "python3", Record<"p50" | "p95", number>>;
const cell: Kinds = latency.fresh["1 + 1"];
const later: Kinds = latency["after 200 cells"]["1 + 1"];

const ms = (x: number, digits = 1) => `${x.toFixed(digits)} ms`;
const mb = (what: string) => `${memory[what].toFixed(0)} MB`;
const times = (kinds: Kinds, which: "p50" | "p95") =>
  `${(kinds.unrolled[which] / kinds.python3[which]).toFixed(2)} times`;
const several = "of each of 6 kernels, unrolled imported";

const ROWS = [
  ["a trivial cell, half of them within", ms(cell.unrolled.p50), times(cell, "p50")],
  ["95 of 100 within", ms(cell.unrolled.p95), times(cell, "p95")],
  [
    "the same after 200 other cells, half within",
    ms(later.unrolled.p50),
    `${(later.unrolled.p50 / cell.unrolled.p50).toFixed(2)} times its own first`,
  ],
  ["from the start to the first result", ms(start.unrolled.p50, 0), times(start, "p50")],
  ["Tab on a name, 95 of 100 within", ms(latency.help["complete a name"].p95), ""],
  ["memory of an idle kernel", mb("idle"), ""],
  ["with the library imported", mb("after importing unrolled"), ""],
  ["while it trains a small LSTM", mb("while training"), ""],
  [several.replace("unrolled", "with the library"), mb(several), ""],
];
const table = ROWS.map((row) => `| ${row.join(" | ")} |`.replace("|  |", "| |")).join("\n");

it("the README's figures of the kernel are the stored ones", async () => {
  const text = readFileSync(readme, "utf8");
  const class30 = `about ${((30 * memory[several]) / 1024).toFixed(1)} GB`;
  const written = text
    .replace(/\| a trivial cell[^]*?\n\n/, `${table}\n\n`)
    .replace(/about [\d.]+ GB for their kernels/, `${class30} for their kernels`);
  await expect(written).toMatchFileSnapshot(readme);
});
