import { createRequire } from "node:module";

/** @typedef {{ startup: { adaptor: { innerHTML(node: unknown): string } }, tex2svg(tex: string, options: object): unknown }} MathJax */

const { init } = createRequire(import.meta.url)("mathjax");
/** @type {Promise<MathJax>} */
const mathJax = init({
  loader: { load: ["input/tex-full", "output/svg"] },
  tex: { packages: { "[-]": ["noundefined", "noerrors", "bussproofs"] } },
  svg: { fontCache: "local" },
});

/**
 * LaTeX as SVG, so that a page needs no script and no network for it. Throws for what MathJax does not understand.
 * @param {string} tex
 */
export async function typeset(tex) {
  const { tex2svg, startup } = await mathJax;
  const svg = startup.adaptor.innerHTML(tex2svg(tex, { display: true }));
  if (svg.includes("data-mjx-error")) throw new Error(`MathJax refuses ${tex}`);
  return svg.replaceAll("xlink:href", "href"); // TypeDoc's own script looks for no other
}
