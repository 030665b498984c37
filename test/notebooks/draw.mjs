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
    const page = await browser.newPage({ deviceScaleFactor: 2 }); // sharp in print as well
    await page.setContent('<div id="figure"></div>');
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve("plotly.js-dist") });
    const images = [];
    for (const figure of figures) {
      await page.evaluate(draw, figure);
      // A screenshot has half the bytes of Plotly's own export, which keeps a layer of transparency.
      const image = await page.locator(".svg-container").screenshot();
      images.push(image.toString("base64"));
    }
    process.stdout.write(JSON.stringify(images));
  } finally {
    await browser.close();
  }
});

/**
 * Runs in the page. 900 px is about as wide as a notebook's cell.
 * @param {any} figure
 */
async function draw({ data, layout }) {
  const { Plotly } = /** @type {any} */ (window);
  await Plotly.newPlot(
    "figure",
    data,
    { height: 400, ...layout, width: 900 },
    { staticPlot: true },
  );
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
