import type { Stored } from "../experiments/experiment.js";
import { axis, figure, LEGEND_BELOW, POWERS, type Figure } from "../plot/figure.js";
import { traces } from "../plot/lines.js";
import { say } from "./language.js";
import { median } from "./median.js";
import { biasesOf, hasLearnt, runsAt } from "./rules-vanishing.js";

/** The half-life of a gate that stands still at sigma(bias): ln 2 / ln(1 + e^-bias). */
export const halfLifeOf = (bias: number): number => Math.LN2 / Math.log1p(Math.exp(-bias));

/** The first is open and large: the second often lies on it. */
const MARKS = [
  { symbol: "square-open", size: 14 },
  { symbol: "diamond", size: 8 },
  { symbol: "triangle-up", size: 9 },
];

/** Half-lives of the cell state by the forget gate's starting bias, untrained and after the latch was learnt. */
export function retentionFigure(stored: Stored): Figure {
  const biases = biasesOf(stored);
  const learnt = (bias: number) => runsAt(stored, bias).filter(hasLearnt);
  const medianOf = (bias: number, key: string, all = runsAt(stored, bias)) =>
    median(all.map((run) => run.figures[key]));
  const untrained = biases.map((bias) => medianOf(bias, "untrained"));
  const trained = biases.map((bias) => medianOf(bias, "trained", learnt(bias)));
  const longest = biases.map((bias) => medianOf(bias, "longest", learnt(bias)));
  const theory = Array.from({ length: 61 }, (_, k) => k / 10);
  const T = Number(stored.spec["T"]);
  const data = traces([
    {
      name: say("vanishing.retention.theory"),
      x: theory,
      y: theory.map(halfLifeOf),
      markers: false,
    },
    { name: say("vanishing.retention.untrained"), x: biases, y: untrained },
    { name: say("vanishing.retention.trained"), x: biases, y: trained },
    { name: say("vanishing.retention.longest"), x: biases, y: longest },
    { name: `T = ${T}`, x: [0, 6], y: [T, T], markers: false },
  ]).map((trace, k) =>
    k >= 1 && k <= 3 ? { ...trace, mode: "markers", marker: MARKS[k - 1] } : trace,
  );
  const shown = (value: number) => (Number.isNaN(value) ? "–" : value);
  const list = biases.map((bias, k) =>
    say("vanishing.retention.each", {
      ...{ bias, untrained: untrained[k], count: learnt(bias).length },
      ...{ trained: shown(trained[k]), longest: shown(longest[k]) },
    }),
  );
  return figure({
    data,
    layout: {
      title: { text: say("vanishing.retention.title") },
      xaxis: axis(say("vanishing.retention.x")),
      yaxis: axis(say("vanishing.retention.y"), { ...POWERS, dtick: 1 }),
      ...LEGEND_BELOW,
      height: 460,
    },
    alt: say("vanishing.retention.alt", { T, seeds: stored.seeds.length, list: list.join(" ") }),
  });
}
