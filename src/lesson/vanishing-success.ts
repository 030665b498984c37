import type { Stored, StoredRun } from "../experiments/experiment.js";
import { axis, COLOURS, figure, type Figure } from "../plot/figure.js";
import { heatmap } from "../plot/heatmap.js";
import { say } from "./language.js";
import { gradientTells, learntAt, lengthsOf, modelsOf } from "./rules-vanishing.js";

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

/** Every run by the gradient that reached the class's steps before training: those that learnt, and those that did not. */
export function tellsFigure(stored: Stored): Figure {
  const [models, lengths] = [modelsOf(stored), lengthsOf(stored)];
  const has = (run: StoredRun) => run.figures["right"] >= 0.9;
  // A row for each length, and within it a line for each kind of network.
  const height = ({ case: { T, model } }: StoredRun) =>
    Number(
      (
        lengths.indexOf(Number(T)) +
        0.8 * ((models.indexOf(String(model)) + 0.5) / models.length - 0.5)
      ).toFixed(3),
    );
  const marks = (name: string, runs: readonly StoredRun[], k: number, symbol: string) => ({
    ...{ type: "scatter", mode: "markers", name },
    x: runs.map((run) => run.figures["before"]),
    y: runs.map(height),
    text: runs.map((run) => `${run.case["model"]}, T = ${run.case["T"]}`),
    hovertemplate: "%{text}: %{x}<extra></extra>",
    marker: { color: COLOURS[k], symbol, size: 7, opacity: 0.8 },
  });
  return figure({
    data: [
      marks(say("vanishing.tells.learnt"), stored.runs.filter(has), 0, "circle"),
      marks(
        say("vanishing.tells.not"),
        stored.runs.filter((run) => !has(run)),
        1,
        "x",
      ),
    ],
    layout: {
      title: { text: say("vanishing.tells.title") },
      xaxis: axis(say("vanishing.tells.x")),
      yaxis: axis(say("vanishing.success.x"), {
        ...{ tickvals: lengths.map((_, k) => k), ticktext: lengths.map(String) },
      }),
      height: 480,
    },
    alt: say("vanishing.tells.alt", {
      n: stored.runs.length,
      percent: Math.round(100 * gradientTells(stored.runs)),
    }),
  });
}
