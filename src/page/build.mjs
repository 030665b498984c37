import { build as bundle, transform } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
/** What browsers have had since 2023: relaxed SIMD is not asked for, plain SIMD is. */
const COMMON = /** @type {const} */ ({
  bundle: true,
  write: false,
  minify: true,
  target: "es2022",
});

/**
 * Writes the page into a folder: five static files for any server.
 * @param {string} folder
 */
export async function build(folder) {
  mkdirSync(folder, { recursive: true });
  const worker = await bundled("worker.ts", {});
  const page = await bundled("page.ts", {
    WORKER_SOURCE: JSON.stringify(worker),
    EQUATIONS: JSON.stringify(await equations()),
  });
  writeFileSync(join(folder, "page.js"), page);
  const plotly = readFileSync(require.resolve("plotly.js-dist"), "utf8");
  const { code } = await transform(plotly, { minify: true, legalComments: "inline" });
  writeFileSync(join(folder, "plotly.js"), code);
  for (const name of ["index.html", "page.css"]) copyFileSync(join(here, name), join(folder, name));
  // What hosts that read such a file are to send; it is harmless elsewhere.
  writeFileSync(join(folder, "_headers"), HEADERS);
}

/** By these headers a browser lets the page's threads share memory. */
export const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};
const HEADERS = ["/*", ...Object.entries(ISOLATED).map(([k, v]) => `  ${k}: ${v}`), ""].join("\n");

/** @param {string} entry @param {Record<string, string>} define */
async function bundled(entry, define) {
  const { outputFiles } = await bundle({
    ...COMMON,
    entryPoints: [join(here, entry)],
    format: "iife",
    define,
  });
  return outputFiles[0].text;
}

/** The equations of the page's cells as MathML, from the library itself: browsers draw that with no help. */
async function equations() {
  const { outputFiles } = await bundle({
    ...COMMON,
    ...{ entryPoints: [join(here, "..", "index.ts")], format: "esm" },
  });
  const source = Buffer.from(outputFiles[0].contents).toString("base64");
  const { gru, lstm, rnn, tex } = await import(`data:text/javascript;base64,${source}`);
  const { tex2mml } = await require("mathjax").init({ loader: { load: ["input/tex"] } });
  return Object.fromEntries(
    Object.entries({ lstm, gru, rnn }).map(([name, cell]) => [
      name,
      tex2mml(tex(cell), { display: true }),
    ]),
  );
}
