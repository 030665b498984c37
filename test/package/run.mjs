import { parseArgs } from "node:util";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { prepare } from "../../kernel-setup/prepare.mjs";
import { ensureTools } from "./tools.mjs";
import { makeWorld } from "./world.mjs";

// npm run package [-- --only NAME] [--update]
// Packs the package, installs it into an empty project outside of the checkout and uses it there as others do: the
// checks of check-*.mjs beside this file whose name contains NAME. --update writes contents.txt anew.

/** @typedef {{ what: string, problems?: string[], skipped?: boolean }} Line */

await main(async () => {
  const { values } = parseArgs({
    options: { only: { type: "string", default: "" }, update: { type: "boolean", default: false } },
  });
  const files = readdirSync(import.meta.dirname).filter(
    (file) => /^check-.*\.mjs$/.test(file) && file.includes(values.only),
  );
  if (files.length === 0) throw new Failure(`no check is called ${values.only}.`);
  const { node } = await prepare();
  await ensureTools();
  const world = await makeWorld(node);
  const tally = { passed: 0, failed: 0, skipped: 0 };
  /** @param {Line} line */
  const report = ({ what, problems = [], skipped = false }) => {
    const [verdict, word] = skipped
      ? /** @type {const} */ (["skipped", "skipped"])
      : problems.length > 0
        ? /** @type {const} */ (["failed", "FAILED "])
        : /** @type {const} */ (["passed", "ok     "]);
    tally[verdict] += 1;
    console.log(`${word} ${what}`);
    for (const problem of problems)
      console.log(`        ${problem.replaceAll("\n", "\n        ")}`);
  };
  try {
    for (const file of files) {
      const { check } = await import(pathToFileURL(join(import.meta.dirname, file)).href);
      try {
        for await (const line of check(world, values)) report(line);
      } catch (error) {
        report({
          what: `${file} broke off`,
          problems: [String(/** @type {Error} */ (error).stack)],
        });
      }
    }
  } finally {
    world.remove();
  }
  console.log("Checks of the package as others install it:");
  const skipped = tally.skipped ? `, ${tally.skipped} skipped` : "";
  console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
  return tally.failed ? 1 : 0;
});
