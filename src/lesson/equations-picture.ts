import type { AnyCell } from "../graph/cell.js";
import { diagram } from "../graph/diagram.js";
import { drawing, type Shown } from "../plot/display.js";
import { say } from "./language.js";

/** The cell as a diagram; with names, the parts that compute them stand out. The legend comes with the whole. */
export function picture(cell: AnyCell, ...highlight: string[]): Shown {
  const names = highlight.map((key) => ({ c: "C", g: "C̃" })[key] ?? key).join(", ");
  const whole = highlight.length === 0;
  const alt = whole
    ? say("equations.picture.whole", { cell: cell.name })
    : say("equations.picture.part", { cell: cell.name, names });
  const words = {
    before: say("equations.picture.before"),
    after: say("equations.picture.after"),
    gate: say("equations.picture.gate"),
    squash: say("equations.picture.squash"),
    layer: say("equations.picture.layer"),
    operation: say("equations.picture.operation"),
    rescale: say("equations.picture.rescale"),
    merge: say("equations.picture.merge"),
    fork: say("equations.picture.fork"),
  };
  return drawing(diagram(cell, { highlight, description: alt, words, legend: whole }), alt);
}
