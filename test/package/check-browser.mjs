import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { launchChromium } from "../browser/chromium.mjs";
import { withEsbuild, withVite } from "./bundle.mjs";
import { serve } from "./serve.mjs";
import { judge } from "./verdict.mjs";

const PATIENCE = 60_000; // ms
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};
/** A page that runs its own files only; what else it allows. @param {string} more */
const strict = (more) => ({
  ...ISOLATED,
  "content-security-policy": `default-src 'self'; img-src data:; ${more}`,
});
const WASM = "script-src 'self' 'wasm-unsafe-eval'";
/** Where a page may come from, and its headers. */
const MODES = {
  plain: {},
  isolated: ISOLATED,
  strict: strict(`${WASM}; worker-src 'self' blob:`),
  "no-blob-workers": strict(`${WASM}; worker-src 'self'`),
  "no-wasm": strict("script-src 'self'"),
};
/** @typedef {{ what: string, mode: keyof typeof MODES, wanted: import("./verdict.mjs").Wanted, ask?: string, quiet?: boolean, before?: () => void }} Visit */
/** @type {Visit[]} */
const EVERY = [
  { what: "not isolated: one thread", mode: "plain", wanted: { threads: 1 } },
  { what: "isolated: two threads", mode: "isolated", wanted: { threads: 2 } },
  { what: "in the page's own worker", mode: "isolated", wanted: { threads: 2 }, ask: "&worker" },
];
/** @type {Visit[]} */
const GUARDED = [
  { what: "no eval, workers from blobs: two threads", mode: "strict", wanted: { threads: 2 } },
  {
    what: "no workers from blobs: one thread does all",
    ...{ mode: "no-blob-workers", wanted: { threads: 2, wakes: false }, quiet: false },
  },
  {
    what: "a browser that refuses workers: one thread does all",
    ...{ mode: "isolated", wanted: { threads: 2, wakes: false } },
    before: () => {
      globalThis.Worker = /** @type {any} */ (
        function () {
          throw new DOMException("no workers here", "SecurityError");
        }
      );
    },
  },
  { what: "no WebAssembly: JavaScript", mode: "no-wasm", wanted: { tier: "js", threads: 1 } },
];

/** Bundles in Chromium, where they are asked for two threads. @param {import("./world.mjs").World} world */
export async function* check(world) {
  const { project } = world;
  const { problems } = await withEsbuild(project, ["page.js", "worker.js"], "bundles/page/esbuild");
  yield { what: "esbuild: a page and its worker", problems };
  copyFileSync(join(project, "index.html"), join(project, "bundles/page/esbuild/index.html"));
  const vite = await withVite(project, "bundles/page/vite");
  yield { what: "vite: a page and its worker", problems: vite };
  const browser = await launchChromium();
  const { origin, stop } = await serve(join(project, "bundles", "page"), MODES);
  try {
    const name = `Chromium ${browser.version()}`;
    for (const bundler of ["esbuild", "vite"])
      for (const visit of bundler === "esbuild" ? [...EVERY, ...GUARDED] : EVERY) {
        const { what, mode, ask = "" } = visit;
        const url = `${origin}/${mode}/${bundler}/index.html?threads=2${ask}`;
        const { learnt, said } = await learnIn(browser, url, visit);
        const wrong = await judge(world, learnt, visit.wanted);
        yield { what: `${name}, ${bundler}: ${what}`, problems: [...wrong, ...said] };
      }
  } finally {
    await browser.close();
    stop();
  }
}

/**
 * What a page has learnt, and what it says that it should not.
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {Visit} visit
 */
async function learnIn(browser, url, { mode, quiet = true, before }) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const said = [];
  page.on("pageerror", ({ message }) => said.push(`an error: ${message}`));
  page.on("console", (message) => quiet && said.push(`on the console: ${message.text()}`));
  try {
    if (before) await page.addInitScript(before);
    await page.goto(url);
    const isIsolated = await page.evaluate(() => globalThis.crossOriginIsolated);
    if (isIsolated !== (mode !== "plain")) said.push(`crossOriginIsolated is ${isIsolated}`);
    const result = await page.waitForFunction(() => Reflect.get(globalThis, "result"), undefined, {
      timeout: PATIENCE,
    });
    return { learnt: await result.jsonValue(), said };
  } catch (error) {
    return { learnt: { error: /** @type {Error} */ (error).message }, said };
  } finally {
    await page.close();
  }
}
