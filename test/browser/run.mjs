import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { everyNotebook } from "../notebooks/notebook.mjs";
import { launchChromium } from "./chromium.mjs";
import { startLab } from "./lab.mjs";
import { usePage } from "./page.mjs";
import { use } from "./use.mjs";
import { read, runSaveReopen } from "./visits.mjs";

// npm run test:browser [-- [--shots FOLDER] [NAME ...]]
// Reads the notebooks (or those whose path contains a NAME) in the real JupyterLab as a person
// would; three of them are also run, saved and opened again. "use" is the kernel, "page" the page of src/page.

const RUN_ALL = /^0[145]-/;

await main(async () => {
  const { values, positionals: names } = parseArgs({
    options: { shots: { type: "string" } },
    allowPositionals: true,
  });
  const shots = values.shots ?? mkdtempSync(join(tmpdir(), "unrolled-shots-"));
  mkdirSync(shots, { recursive: true });
  const paths = everyNotebook().filter(
    (path) => names.length === 0 || names.some((name) => path.includes(name)),
  );
  const isUsed = names.length === 0 || names.includes("use");
  const isPage = names.length === 0 || names.includes("page");
  if (paths.length === 0 && !isUsed && !isPage)
    throw new Failure(`no notebook to open for: ${names.join(" ") || "all"}.`);

  const tally = { passed: 0, failed: 0 };
  const report = (/** @type {string} */ what, /** @type {string[]} */ problems) => {
    tally[problems.length ? "failed" : "passed"] += 1;
    console.log(`${problems.length ? "FAILED" : "ok    "} ${what}`);
    for (const problem of problems) console.log(`         ${problem}`);
  };
  const browser = await launchChromium();
  try {
    if (isPage)
      for await (const { what, problems } of usePage(browser, shots)) report(what, problems);
    if (paths.length > 0 || isUsed) await visitLab(browser);
  } finally {
    await browser.close();
  }
  console.log(`Screenshots and lab.log are in ${shots}`);
  console.log("Looks at notebooks in JupyterLab, and at the page:");
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  return tally.failed ? 1 : 0;

  /** @param {import("playwright-core").Browser} browser */
  async function visitLab(browser) {
    const lab = await startLab(join(shots, "lab.log"));
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      if (isUsed) {
        for await (const { what, problems } of use(page, lab, shots)) report(what, problems);
      }
      for (const path of paths) {
        const visits = RUN_ALL.test(path) ? [read, runSaveReopen] : [read];
        for (const visit of visits) {
          try {
            for await (const { what, problems } of visit(page, lab, path, shots)) {
              report(`${path}: ${what}`, problems);
            }
          } catch (error) {
            report(`${path}: the visit broke off`, [/** @type {Error} */ (error).message]);
          }
        }
      }
    } finally {
      await lab.stop();
    }
  }
});
