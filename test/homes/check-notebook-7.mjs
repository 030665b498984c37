import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../kernel-setup/ports.mjs";
import { launchChromium } from "../browser/chromium.mjs";
import { missing } from "../browser/figure.mjs";
import { watch } from "../browser/watch.mjs";
import { readNotebook } from "../notebooks/notebook.mjs";
import { PYTHON } from "./world.mjs";

// Notebook 7 in Chromium: opens the first notebook, runs its first cells, and their figure is drawn.

const TOKEN = "unrolled";
const PATIENCE = 120_000; // ms: a machine that does other work too is slow to load Notebook
const folder = join(/** @type {string} */ (process.env.HOMES), "notebook-7");
mkdirSync(folder);
const notebook = readNotebook("01-the-loop-unrolled.ipynb");
for (const cell of notebook.cells) if (cell.cell_type === "code") cell.outputs = [];
writeFileSync(join(folder, "loop.ipynb"), JSON.stringify(notebook));

const port = await freePort();
const server = spawn(
  PYTHON,
  [
    ...["-m", "notebook", "--no-browser", "--allow-root", "--log-level=ERROR"],
    ...[`--ServerApp.port=${port}`, `--ServerApp.root_dir=${folder}`],
  ],
  { env: { ...process.env, JUPYTER_TOKEN: TOKEN }, stdio: ["ignore", "ignore", "pipe"] },
);
let log = "";
server.stderr.on("data", (text) => (log += text));
const browser = await launchChromium();
try {
  const origin = `http://127.0.0.1:${port}`;
  await answers(origin);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  const strays = watch(page, origin);
  await page.goto(`${origin}/notebooks/loop.ipynb?token=${TOKEN}`);
  await page.locator(".jp-NotebookPanel-toolbar").getByText("Unrolled (TypeScript)").waitFor();
  report("it offers the notebook's own kernel", []);
  const cell = page.locator(".jp-CodeCell").first();
  await cell.locator(".cm-content").click();
  const figure = page.locator(".unrolled-figure").first();
  for (let count = 0; count < 6; count += 1) await page.keyboard.press("Shift+Enter");
  await figure.waitFor();
  report("the first cells run, and their figure is drawn", await settled(figure));
  report("no errors, and nothing asked of another server", strays());
} catch (error) {
  report("the visit broke off", [/** @type {Error} */ (error).message, log]);
} finally {
  await browser.close();
  server.kill("SIGTERM");
}

/** @param {string} origin */
async function answers(origin) {
  for (let tries = 0; tries < 150; tries += 1) {
    const response = await fetch(`${origin}/api`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(200);
  }
  throw new Error("its server did not start");
}

/** @param {import("playwright-core").Locator} figure */
async function settled(figure) {
  let found = ["not asked"];
  for (let tries = 0; tries < 100 && found.length > 0; tries += 1) {
    found = await figure.evaluate(missing);
    await sleep(100);
  }
  return found;
}

/** @param {string} what @param {string[]} problems */
function report(what, problems) {
  console.log(`${problems.length ? "FAILED" : "ok    "} Notebook 7: ${what}`);
  for (const problem of problems) console.log(`         ${problem}`);
}
