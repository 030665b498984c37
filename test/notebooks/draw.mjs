/// <reference lib="dom" />
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { json } from "node:stream/consumers";
import { main } from "../../kernel-setup/failure.mjs";
import { launchChromium } from "../browser/chromium.mjs";

// Reads a JSON list of figures, writes a JSON list of their images: PNG, base64, as a browser
// draws them on white paper. A figure with frames shows its first state.
await main(async () => {
  const figures = /** @type {any[]} */ (await json(process.stdin));
  warnWithoutFont(JSON.stringify(figures));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve("plotly.js-dist") });
    const images = [];
    for (const figure of figures) images.push(await page.evaluate(draw, figure));
    process.stdout.write(JSON.stringify(images));
  } finally {
    await browser.close();
  }
});

/**
 * Runs in the page. 900 px is about as wide as a notebook's cell; twice as many dots for print.
 * @param {any} figure
 */
async function draw({ data, layout, config }) {
  const { Plotly } = /** @type {any} */ (window);
  const { width = 900, height = 400 } = layout;
  const url = await Plotly.toImage({ data, layout, config }, { width, height, scale: 2 });
  return url.slice(url.indexOf(",") + 1);
}

/**
 * Without such a font every Chinese character is drawn as an empty box.
 * @param {string} text
 */
function warnWithoutFont(text) {
  if (!/\p{Script=Han}/u.test(text)) return;
  const { stdout } = spawnSync("fc-list", [":lang=zh", "family"], { encoding: "utf8" });
  if (stdout === "") {
    console.error("unrolled: no font for Chinese found (Debian: apt install fonts-noto-cjk).");
  }
}
