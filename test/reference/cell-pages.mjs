import * as unrolled from "unrolled";
import { typeset } from "./typeset.mjs";

/** @typedef {import("unrolled").AnyCell} AnyCell */

const { clockwork, count, diagram, gridLstm, layerNormalised, lstm, lstm1997, peephole, tex } =
  unrolled;
const SIZES = { input: 3, hidden: 64 };

/**
 * Cells to show on the pages of what makes them, by what a reader writes to have them.
 * @type {Readonly<Record<string, Readonly<Record<string, AnyCell>>>>}
 */
const MADE = {
  lstm1997: { "lstm1997()": lstm1997(), "lstm1997({ block: 2 })": lstm1997({ block: 2 }) },
  peephole: { "peephole()": peephole(), 'peephole({ gates: "f" })': peephole({ gates: "f" }) },
  clockwork: { "clockwork([1, 2, 4, 8])": clockwork([1, 2, 4, 8]) },
  gridLstm: {
    'gridLstm({ time: "time", depth: "depth" })': gridLstm({ time: "time", depth: "depth" }),
  },
  layerNormalised: { "layerNormalised(lstm)": layerNormalised(lstm) },
};

/**
 * Shows on the page of each cell what it computes: its equations, its drawing and its cost, made by the library itself
 * from the cell that runs.
 * @param {any} app
 * @param {any} typedoc
 */
export async function addCells(app, { Comment, Converter, JSX, ReflectionKind }) {
  /** @type {Map<string, string>} */
  const pages = new Map();
  for (const [name, value] of Object.entries(unrolled)) {
    const cells = Object.entries(MADE[name] ?? cellsIn(name, value));
    if (cells.length === 0) continue;
    const shown = cells.map(([written, cell]) => show(cells.length > 1 ? written : "", cell));
    pages.set(name, (await Promise.all(shown)).join("\n"));
  }
  app.converter.on(Converter.EVENT_RESOLVE_END, (/** @type {any} */ { project }) => {
    for (const it of project.children.filter((/** @type {any} */ { sources }) =>
      sources?.[0]?.fileName.includes("cells/"),
    )) {
      sayState(it, Comment);
      if (!pages.has(it.name) && it.kindOf([ReflectionKind.Function, ReflectionKind.Variable]))
        app.logger.error(`${it.name} makes cells, of which cell-pages.mjs has none to show`);
    }
  });
  app.renderer.hooks.on(
    "comment.afterTags",
    (/** @type {any} */ _, /** @type {any} */ __, /** @type {any} */ of) => {
      const it = of.isSignature() ? of.parent : of;
      const html = it.parent?.isProject() && pages.get(it.name);
      return JSX.createElement(JSX.Raw, { html: html || "" });
    },
  );
}

/**
 * Says what a name of a spec is where it stands in the type of a cell.
 * @param {any} it
 * @param {any} Comment
 */
function sayState(it, Comment) {
  const isState = it.type?.value === "time";
  if (isState || it.type?.name === "FromBelow")
    it.comment = new Comment([
      { kind: "text", text: isState ? "A state." : "A value of the layer below." },
    ]);
  else it.type?.declaration?.traverse((/** @type {any} */ part) => sayState(part, Comment));
  it.type?.typeArguments?.forEach((/** @type {any} */ type) => sayState({ type }, Comment));
  it.traverse?.((/** @type {any} */ part) => sayState(part, Comment));
}

/**
 * @param {string} name
 * @param {any} value
 * @returns {Record<string, AnyCell>}
 */
function cellsIn(name, value) {
  const isCell = (/** @type {any} */ it) => typeof it?.trace === "function";
  if (isCell(value)) return { [name]: value };
  if (typeof value !== "object") return {};
  const cells = Object.entries(value).filter(([, it]) => isCell(it));
  return Object.fromEntries(cells.map(([key, it]) => [`${name}.${key}`, it]));
}

/**
 * @param {string} title
 * @param {AnyCell} cell
 */
async function show(title, cell) {
  const [essay, paper] = [tex(cell), tex(cell, "paper")];
  return `<section class="cell">
${title && `<h4><code>${escape(title)}</code></h4>`}
<div class="equations">${await typeset(essay)}</div>
<details><summary>In the papers' notation</summary><div class="equations">${await typeset(paper)}</div></details>
<details><summary>LaTeX</summary><pre><code>${escape(essay)}</code></pre></details>
<div class="diagram">${diagram(cell)}</div>
${cost(cell)}
</section>`;
}

/** @param {AnyCell} cell */
function cost(cell) {
  const { parameters, multiplyAdds, others, bytes } = count(cell, SIZES);
  const row = (/** @type {string} */ what, /** @type {number[]} */ ...numbers) =>
    `<tr><th>${what}</th>${numbers.map((n) => `<td>${n.toLocaleString("en")}</td>`).join("")}</tr>`;
  return `<p>${parameters.toLocaleString("en")} parameters with I = ${SIZES.input} and H = ${SIZES.hidden}; each step of a sequence:</p>
<table class="cost">
<tr><th></th><td>forwards</td><td>backwards</td></tr>
${row("multiply-adds of matrix products", multiplyAdds.forward, multiplyAdds.backward)}
${row("results of other operations", others.forward, others.backward)}
<tr><th></th><td>run only</td><td>trained</td></tr>
${row("bytes of memory", bytes.forward, bytes.training)}
</table>`;
}

/** @param {string} text */
const escape = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
