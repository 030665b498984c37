import { lstm } from "../cells/lstm.js";
import { network } from "../models/network.js";
import type { Figure } from "../plot/figure.js";
import { lines } from "../plot/lines.js";
import { decimals } from "./decimals.js";
import { say } from "./language.js";
import { spread } from "./spread.js";

/** What the output gate, held at each value, lets out of every C. */
export function showing(values: readonly number[] = [1, 0.5, 0]): Figure {
  // As many units as points: unit k holds the state c_k.
  const c = spread(81, -4, 4);
  const many = network(lstm, { input: 1, hidden: c.length });
  const series = values.map((o) => ({
    name: `o = ${o}`,
    x: c,
    y: many.run([0], { pin: { f: 1, i: 0, o }, initial: { c } }).h.data,
  }));
  const ends = series.map(({ name, y }) => `${name}: ${decimals(y.at(-1)!)}`);
  return lines(series, {
    title: say("equations.show.title"),
    x: say("equations.show.x"),
    y: say("equations.show.y"),
    rangeY: [-1.05, 1.05],
    alt: say("equations.show.alt", { ends: ends.join(say("equations.comma")) }),
  });
}
