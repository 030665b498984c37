/// <reference lib="dom" />
import { diagram } from "../index.js";
import { CELLS, type CellName } from "./learner.js";
import { element } from "./text.js";
import { say } from "./words.js";

/** MathML of `tex` of each cell, typeset by MathJax when the page is built. */
declare const EQUATIONS: Readonly<Record<CellName, string>>;

/** The equations and the drawing of a cell, both made from its definition. */
export function showCell(name: CellName): void {
  element("cell-heading").textContent = say("cell.heading", { cell: say(name) });
  element("equations").innerHTML = EQUATIONS[name];
  element("drawing").innerHTML = diagram(CELLS[name], {
    title: say("drawing.title"),
    words: {
      before: say("drawing.before"),
      after: say("drawing.after"),
      gate: say("drawing.gate"),
      squash: say("drawing.squash"),
      operation: say("drawing.operation"),
      rescale: say("drawing.rescale"),
      merge: say("drawing.merge"),
      fork: say("drawing.fork"),
    },
  });
}
