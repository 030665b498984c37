import type { Stored } from "../experiments/experiment.js";
import type { Figure } from "../plot/figure.js";
import { heatmap } from "../plot/heatmap.js";
import { say } from "./language.js";
import { learntAt, lengthsOf, modelsOf } from "./rules-vanishing.js";

/** Of each kind of network, how many seeds learnt the latch, by its length. */
export function successFigure(stored: Stored): Figure {
  const [models, lengths, seeds] = [modelsOf(stored), lengthsOf(stored), stored.seeds.length];
  const counts = models.map((model) => lengths.map((T) => learntAt(stored, model, T).count));
  const rows = models.map((model, k) =>
    say("vanishing.success.row", { model, counts: counts[k].join(", ") }),
  );
  return heatmap(counts, {
    title: say("vanishing.success.title", { seeds }),
    x: say("vanishing.success.x"),
    y: "",
    colour: say("vanishing.success.title", { seeds }),
    columns: lengths.map(String),
    rows: models,
    range: [0, seeds],
    values: true,
    height: 430,
    hover: "%{customdata[1]}, T = %{customdata[0]}: %{z}<extra></extra>",
    alt: say("vanishing.success.alt", {
      ...{ seeds, lengths: lengths.join(", "), rows: rows.join("; ") },
    }),
  });
}
