import type { Stored, StoredRun } from "../experiments/experiment.js";
import { table, type Shown } from "../plot/display.js";
import { axis, COLOURS, figure, LEGEND_BELOW, type Figure } from "../plot/figure.js";
import { jackknife } from "./jackknife.js";
import { say } from "./language.js";
import { gradientTells, hasLearnt, lengthsOf, modelsOf, pairsWon } from "./rules-vanishing.js";

/** The one kind that fails with a whole gradient. */
const isOther = ({ case: { model } }: StoredRun): boolean => model !== "IRNN";
const areAlike = (a: StoredRun, b: StoredRun): boolean => a.case["model"] === b.case["model"];

/** Every run by the gradient that reached the class's steps before training: those that learnt, and those that did not. */
export function tellsFigure(stored: Stored): Figure {
  const [models, lengths] = [modelsOf(stored), lengthsOf(stored)];
  const missed = stored.runs.filter((run) => !hasLearnt(run));
  // A row for each length, and within it a line for each kind of network, the first on top.
  const height = ({ case: { T, model } }: StoredRun) =>
    Number(
      (
        lengths.indexOf(Number(T)) +
        0.8 * (0.5 - (models.indexOf(String(model)) + 0.5) / models.length)
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
      marks(say("vanishing.tells.learnt"), stored.runs.filter(hasLearnt), 0, "circle"),
      marks(say("vanishing.tells.not"), missed.filter(isOther), 1, "x"),
      marks(
        say("vanishing.tells.rectified"),
        missed.filter((run) => !isOther(run)),
        2,
        "diamond-open",
      ),
    ],
    layout: {
      title: { text: say("vanishing.tells.title") },
      xaxis: axis(say("vanishing.tells.x")),
      yaxis: axis(say("vanishing.success.x"), {
        ...{ tickvals: lengths.map((_, k) => k), ticktext: lengths.map(String), showgrid: false },
        minor: {
          tickvals: lengths.slice(1).map((_, k) => k + 0.5),
          gridcolor: "rgba(128, 128, 128, 0.4)",
        },
      }),
      ...LEGEND_BELOW,
      height: 480,
    },
    alt: say("vanishing.tells.alt", {
      n: stored.runs.length,
      percent: Math.round(100 * gradientTells(stored.runs)),
    }),
  });
}

/** In how many pairs at one length the network that learnt had the larger gradient: of all, of one kind, without the IRNN. */
export function tellsTable({ runs, seeds }: Stored): Shown {
  const row = (name: string, chosen: readonly StoredRun[], fit?: typeof areAlike) => {
    const { value, low, high } = jackknife(seeds, (kept) =>
      gradientTells(
        chosen.filter(({ seed }) => kept.includes(seed)),
        fit,
      ),
    );
    const [percent, least, most] = [value, low, Math.min(1, high)].map((v) => Math.round(100 * v));
    return [
      name,
      pairsWon(chosen, fit).pairs,
      say("vanishing.tells.interval", { percent, low: least, high: most }),
    ];
  };
  return table(
    (["pairs", "count", "larger"] as const).map((key) => say(`vanishing.tells.${key}`)),
    [
      row(say("vanishing.tells.all"), runs),
      row(say("vanishing.tells.alike"), runs, areAlike),
      row(say("vanishing.tells.others"), runs.filter(isOther)),
    ],
  );
}
