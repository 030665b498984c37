import { TASK_NAMES } from "../experiments/battery-tasks.js";
import type { Stored } from "../experiments/experiment.js";
import { axis, figure, type Figure } from "../plot/figure.js";
import { became, modelsOf } from "./battery-runs.js";
import { say } from "./language.js";
import { taskName } from "./battery-names.js";
import type { Key } from "./table.js";
import { thousands } from "./thousands.js";

/** What fits under a column on a phone; other names break at their space. */
const SHORT: Readonly<Record<string, Key>> = {
  "LSTM 1997, full BPTT": "battery.matrix.full",
  "LSTM with forget gate": "battery.matrix.forget",
};

/** How many of a network's seeds met the criterion of each task, and after how many sequences (median). */
export function matrixFigure(stored: Stored): Figure {
  const [tasks, models] = [TASK_NAMES, modelsOf(stored)];
  const cells = tasks.map((task) => models.map((model) => became(stored, model, task)));
  const done = models.map((model, k) => {
    const count = cells.filter((row) => row[k].share >= 0.9).length;
    return say("battery.matrix.each", { model, count, of: tasks.length });
  });
  return figure({
    data: [
      {
        type: "heatmap",
        z: cells.map((row) => row.map(({ share }) => Math.round(100 * share))),
        x: models.map((_, k) => k),
        y: tasks.map((_, k) => k),
        text: cells.map((row) =>
          row.map(({ count, sequences }) =>
            sequences === undefined ? `${count}` : `${count}<br>${thousands(sequences)}`,
          ),
        ),
        texttemplate: "%{text}",
        textfont: { size: 12 },
        customdata: tasks.map((task) => models.map((model) => `${taskName(task)} · ${model}`)),
        hovertemplate: "%{customdata}: %{text}<extra></extra>",
        ...{ zmin: 0, zmax: 100, colorscale: "Cividis", showscale: false, xgap: 2, ygap: 2 },
      },
    ],
    layout: {
      title: { text: say("battery.matrix.title", { seeds: cells[0][0].of }) },
      xaxis: axis("", {
        tickvals: models.map((_, k) => k),
        ticktext: models.map((model) =>
          model in SHORT ? say(SHORT[model]) : model.replace(" ", "<br>"),
        ),
        ...{ side: "bottom", tickangle: 0, ticks: "" },
      }),
      yaxis: axis("", {
        tickvals: tasks.map((_, k) => k),
        ticktext: tasks,
        ...{ autorange: "reversed", ticks: "" },
      }),
      height: 130 + 36 * tasks.length,
    },
    alt: say("battery.matrix.alt", { seeds: cells[0][0].of, each: done.join(" ") }),
  });
}
