import { lstm } from "../cells/lstm.js";
import { network } from "../models/network.js";
import { round, type Figure } from "../plot/figure.js";
import { heatmap } from "../plot/heatmap.js";
import { say } from "./language.js";
import { spread } from "./spread.js";

/** i times the candidate, over all that they can be: what one step writes into an empty cell. */
export function writing(): Figure {
  const unit = network(lstm, { input: 1, hidden: 1 });
  const [is, gs] = [spread(6, 0, 1), spread(5, 1, -1)];
  const written = gs.map((g) => is.map((i) => unit.run([0], { pin: { i, g } }).c.data[0]!));
  return heatmap(written, {
    title: say("equations.write.title"),
    x: say("equations.write.x"),
    y: say("equations.write.y"),
    colour: "i * C̃",
    columns: is.map(String),
    rows: gs.map((g) => String(g).replace("-", "−")),
    range: [-1, 1],
    values: true,
    hover: "i = %{customdata[0]}, C̃ = %{customdata[1]}: %{z:.2f}<extra></extra>",
    alt: say("equations.write.alt", {
      most: round(Math.max(...written.flat()), 3),
      shut: round(Math.max(...written.map((row) => Math.abs(row[0]!))), 3),
    }),
  });
}
