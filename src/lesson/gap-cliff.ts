import type { Stored } from "../experiments/experiment.js";
import type { Figure } from "../plot/figure.js";
import { heatmap } from "../plot/heatmap.js";
import { say } from "./language.js";
import { gapsOf, modelsOf, solvedAt } from "./rules-gap.js";

/** Of each kind of network, how many seeds learned each gap. */
export function cliffFigure(stored: Stored): Figure {
  const [models, gaps, seeds] = [modelsOf(stored), gapsOf(stored), stored.seeds.length];
  const counts = models.map((model) => gaps.map((gap) => solvedAt(stored, model, gap).count));
  const rows = models.map((model, k) =>
    say("gap.cliff.row", { model, counts: counts[k].join(", "), gaps: gaps.join(", ") }),
  );
  return heatmap(counts, {
    title: say("gap.cliff.title", { seeds }),
    x: say("gap.cliff.x"),
    y: say("gap.cliff.y"),
    colour: say("gap.cliff.colour"),
    columns: gaps.map(String),
    rows: models,
    range: [0, seeds],
    values: true,
    alt: say("gap.cliff.alt", { seeds, rows: rows.join("; ") }),
  });
}
