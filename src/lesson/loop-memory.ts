import { axis, COLOURS, DASHES, figure, type Figure } from "../plot/figure.js";
import { traces } from "../plot/lines.js";
import { say } from "./language.js";

const percent = (share: number): number => Math.round(100 * share);

/** How often each of two kinds of network is right about the light, by press; a row a seed, means are drawn. */
export function memoryFigure(
  without: readonly (readonly number[])[],
  withLoop: readonly (readonly number[])[],
  practised: number,
): Figure {
  const [a, b] = [without, withLoop].map((runs) => meanOf(runs).map((share) => 100 * share));
  const x = a.map((_, t) => t + 1);
  const coin = { name: say("loop.memory.coin"), x, y: x.map(() => 50), markers: false };
  const series = [
    { name: say("loop.memory.with"), x, y: b },
    { name: say("loop.memory.without"), x, y: a },
    coin,
  ];
  const later = a.slice(1);
  const alt = say("loop.memory.alt", {
    seeds: without.length,
    steps: a.length,
    first: Math.round(a[0]),
    low: Math.round(Math.min(...later)),
    high: Math.round(Math.max(...later)),
    practised,
    least: percent(Math.min(...b) / 100),
  });
  const edge = practised + 0.5;
  return figure({
    data: traces(series),
    layout: {
      title: { text: say("loop.memory.title") },
      xaxis: axis(say("loop.memory.x"), { range: [0.5, a.length + 0.5] }),
      yaxis: axis(say("loop.memory.y"), { range: [35, 104] }),
      shapes: [
        {
          type: "line",
          ...{ x0: edge, x1: edge, y0: 35, y1: 104 },
          line: { color: COLOURS[4], width: 1.5, dash: DASHES[2] },
        },
      ],
      annotations: [
        {
          text: say("loop.memory.practised"),
          x: edge,
          xanchor: "right",
          y: 78,
          showarrow: false,
          font: { size: 12 },
        },
        {
          text: say("loop.memory.new"),
          x: edge,
          xanchor: "left",
          y: 78,
          showarrow: false,
          font: { size: 12 },
        },
      ],
    },
    alt,
  });
}

const meanOf = (runs: readonly (readonly number[])[]): number[] =>
  runs[0].map((_, t) => runs.reduce((sum, run) => sum + run[t], 0) / runs.length);
