import type { Stored } from "../experiments/experiment.js";
import { PLACES } from "../experiments/memory-unit.js";
import { table, type Shown } from "../plot/display.js";
import { axis, COLOURS, figure, rounded, SYMBOLS, type Figure } from "../plot/figure.js";
import { forgetsAtEnds, gateEffect } from "./forgetting-effect.js";
import { runsOf } from "./forgetting-runs.js";
import { say } from "./language.js";
import { median } from "./median.js";

/** The forget gate of each seed's memory unit, by where in a string the symbol stands that it has just read. */
export function gatesFigure(stored: Stored, model: string): Figure {
  const runs = runsOf(stored, { model, task: "stream", hidden: 8 });
  const medians = PLACES.map((place) => median(runs.map((run) => run[place])));
  const spread = (k: number): number => (runs.length > 1 ? (k / (runs.length - 1) - 0.5) * 0.4 : 0);
  return figure({
    data: [
      {
        ...{ type: "scatter", mode: "markers", name: say("forgetting.gates.seed") },
        x: rounded(PLACES.flatMap((place) => runs.map((run) => run[place]))),
        y: PLACES.flatMap((_, p) => runs.map((__, k) => p + spread(k))),
        marker: { color: COLOURS[0], symbol: SYMBOLS[0], size: 8, opacity: 0.7 },
        hovertemplate: "%{x}<extra></extra>",
      },
      {
        ...{ type: "scatter", mode: "markers", name: say("forgetting.gates.median") },
        x: rounded(medians),
        y: PLACES.map((_, p) => p),
        marker: { color: COLOURS[1], symbol: "line-ns-open", size: 24, line: { width: 3 } },
        hovertemplate: "%{x}<extra></extra>",
      },
    ],
    layout: {
      title: { text: say("forgetting.gates.title") },
      xaxis: axis(say("forgetting.gates.f"), { range: [-0.05, 1.05] }),
      yaxis: axis(say("forgetting.gates.place"), {
        tickvals: PLACES.map((_, p) => p),
        ticktext: PLACES.map((place) => say(`forgetting.place.${place}`)),
        ...{ autorange: "reversed", ticks: "" },
      }),
      height: 420,
    },
    alt: say("forgetting.gates.alt", {
      ...{ seeds: runs.length, model },
      list: PLACES.map(
        (place, p) => `${say(`forgetting.place.${place}`)} ${medians[p].toFixed(2)}`,
      ).join(", "),
    }),
  });
}

/** By the bias at which forget gates start: what their memory units keep within a string and across its end. */
export const keptTable = (stored: Stored, models: readonly string[]): Shown =>
  table(
    (["model", "within", "across", "seeds", "size", "verdict"] as const).map((key) =>
      say(`forgetting.kept.${key}`),
    ),
    models.map((model) => {
      const effect = gateEffect(stored, model);
      const share = (value: number): string => `${(100 * value).toFixed(0)} %`;
      return [
        model,
        share(effect.within),
        share(effect.across),
        say("count.of", { count: effect.count, of: effect.of }),
        effect.size.toFixed(1),
        say(forgetsAtEnds(effect) ? "forgetting.kept.yes" : "forgetting.kept.no"),
      ];
    }),
  );
