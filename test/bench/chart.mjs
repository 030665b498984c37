import { readFileSync, writeFileSync } from "node:fs";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { draw } from "./draw.mjs";

// node test/bench/chart.mjs RESULTS.json CHART.svg
// Draws what `npm run bench -- --json RESULTS.json` has found.
await main(async () => {
  const [from, to] = process.argv.slice(2);
  if (!from || !to)
    throw new Failure(
      "two files are wanted. Usage: node test/bench/chart.mjs RESULTS.json CHART.svg",
    );
  writeFileSync(to, draw(JSON.parse(readFileSync(from, "utf8"))));
});
