import { startVitest } from "vitest/node";
import { main } from "../../kernel-setup/failure.mjs";
import { readCases } from "./flags.mjs";
import { WitnessReporter } from "./reporter.mjs";

// npm run witness [-- --cases N]
// Compares every gradient with finite differences, and every cell with its outside witnesses: the tests of this folder,
// a line each, in N random shapes where shapes are random.

await main(async () => {
  process.env.WITNESS_CASES = String(readCases(process.argv.slice(2)));
  const reporter = new WitnessReporter();
  // What is compared only to see it fall short has a file of its own.
  const files = process.env.WITNESS_MISTAKEN ? "can-fail" : "";
  const vitest = await startVitest("test", [`test/witness/${files}`], {
    watch: false,
    reporters: [reporter],
    testTimeout: 0,
    teardownTimeout: 1000,
  });
  await vitest.close();
  return reporter.passed ? 0 : 1;
});
