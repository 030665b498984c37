// node test/package/size.mjs
// How many bytes the package costs a page that is bundled for browsers, and what weighs what. size.test.ts holds it.
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const TRAINS = `
  import { crossEntropy, lstm, mean, model, train } from "unrolled";
  const net = model("net", (m, { T, B }) => {
    const { h } = m.scan(m.layer("", lstm, { hidden: 8 }), { x: m.input("x", [T, B, 3]) });
    return { loss: mean(crossEntropy(m.dense("out", 2, h), m.index("answer", [T, B], 2))) };
  });
  export const plan = net.plan({ T: 5, B: 4 }, { tier: "wide" });
  const x = Array.from({ length: 60 }, (_, k) => Math.sin(k));
  const answer = x.filter((_, k) => k % 3 === 0).map((v) => Number(v > 0));
  export const history = await train(plan, { steps: 50, lr: 0.1, batch: () => ({ x, answer }), progress() {} });
`;
const LEARNS = `
  import { lstm, recurrent } from "unrolled";
  const net = recurrent(lstm, { input: 3, hidden: 8, output: 2 });
  export const history = await net.train((step) => globalThis.lesson(step), { steps: 50, loss: "crossEntropy" });
`;
/** What programs may weigh, in bytes after gzip: a little more than they do, so that what is added is noticed. */
export const PROGRAMS = {
  "lstm and train, of a model of one's own": { source: TRAINS, most: 39_800 },
  "lstm and recurrent": { source: LEARNS, most: 43_500 },
  "lstm alone": { source: `export { lstm } from "unrolled";`, most: 5_700 },
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @param {string} source @param {import("esbuild").BuildOptions} [options] */
async function bundle(source, options) {
  const { outputFiles = [], metafile } = await build({
    stdin: { contents: source, resolveDir: root, sourcefile: "program.js" },
    ...{ absWorkingDir: root, bundle: true, format: "esm", write: false },
    ...{ minifyIdentifiers: true, minifySyntax: true, minifyWhitespace: true },
    ...{ metafile: true, logLevel: "silent", ...options },
  });
  return { code: outputFiles[0].text, files: Object.keys(metafile?.inputs ?? {}) };
}

/**
 * A program as a page gets it.
 * @param {string} source
 * @param {"browser" | "node"} [platform]
 */
export const bundled = async (source, platform = "browser") =>
  (await bundle(source, { platform })).code;

/** @param {string} code */
export const weight = (code) => gzipSync(code, { level: 9 }).length;

/**
 * By how much a bundle would be smaller without each of its files: names after the folder they lie in, heaviest first.
 * @param {string} source
 */
async function weights(source) {
  // With its white space, where a line of its own says which file begins.
  const { code, files } = await bundle(source, { platform: "browser", minifyWhitespace: false });
  const heads = new Map(files.map((path) => [`// ${path}`, path]));
  /** @type {{ path: string, lines: string[] }[]} */
  const parts = [{ path: "", lines: [] }];
  for (const line of code.split("\n")) {
    const path = heads.get(line);
    if (path !== undefined) parts.push({ path, lines: [] });
    else parts[parts.length - 1].lines.push(line);
  }
  const joined = (/** @type {typeof parts} */ kept) =>
    kept.flatMap(({ lines }) => lines).join("\n");
  const packed = async (/** @type {string} */ text) =>
    weight((await transform(text, { minifyWhitespace: true })).code);
  const all = await packed(joined(parts));
  const rows = [];
  for (const { path } of parts)
    rows.push({ path, bytes: all - (await packed(joined(parts.filter((p) => p.path !== path)))) });
  return rows
    .filter(({ path }) => path.startsWith("dist/"))
    .map(({ path, bytes }) => ({ name: path.replace("dist/", ""), bytes }))
    .sort((a, b) => b.bytes - a.bytes);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const write = (/** @type {number} */ bytes, /** @type {string} */ what) =>
    console.log(`${bytes.toLocaleString("en").padStart(8)} ${what}`);
  console.log("A program bundled and minified by esbuild for browsers, gzip -9, in bytes");
  for (const [name, { source, most }] of Object.entries(PROGRAMS)) {
    const bytes = weight(await bundled(source));
    write(bytes, `${name}; the limit is ${most.toLocaleString("en")}`);
    if (bytes > most) process.exitCode = 1;
  }
  console.log("\nBy how much the first would be smaller without each of its files:");
  for (const { name, bytes } of await weights(TRAINS)) write(bytes, name);
}
