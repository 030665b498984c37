import { lstm } from "../cells/lstm.js";
import { network } from "../models/network.js";
import { figure, type Figure } from "../plot/figure.js";
import { panels } from "../plot/panels.js";
import { decimals } from "./decimals.js";
import { say } from "./language.js";
import { spread } from "./spread.js";

/** The forget gate: its own curve, and what stays of C = 1 when it is held at each value. */
export function forgetting(values: readonly number[] = [1, 0.9, 0.5, 0], steps = 30): Figure {
  const unit = network(lstm, { input: 1, hidden: 1 });
  const silence = new Float32Array(steps);
  const decays = values.map((f) => ({
    name: `f = ${f}`,
    y: [1, ...unit.run(silence, { pin: { f, i: 0 }, initial: { c: 1 } }).c.data],
    markers: false,
  }));
  // As many units as points: unit k has the bias a_k, and so shows the curve at a_k.
  const a = spread(61, -6, 6);
  const many = network(lstm, { input: 1, hidden: a.length });
  many.params.flat.fill(0);
  many.params.set({ b_f: a });
  const curve = many.run([0]).f.data;
  const spec = panels(
    [
      {
        y: "f",
        x: say("equations.forget.x"),
        series: [{ name: say("equations.forget.curve"), x: a, y: curve }],
        rangeY: [-0.05, 1.05],
      },
      { y: "C", x: say("equations.steps"), series: decays, rangeY: [-0.05, 1.05] },
    ],
    { title: say("equations.forget.title"), height: 580 },
  );
  const finding = decays
    .map(({ name, y }) => `${name}: ${decimals(y.at(-1)!)}`)
    .join(say("equations.comma"));
  return figure({ ...spec, alt: say("equations.forget.alt", { steps, finding }) });
}
