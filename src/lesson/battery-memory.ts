import type { Trained } from "../experiments/battery.js";
import type { Tensor } from "../models/tensor.js";
import { axis, COLOURS, figure, rounded, type Figure, type PlotlyPart } from "../plot/figure.js";
import { DIVERGING } from "../plot/heatmap.js";
import { relevant } from "./battery-relevant.js";
import { say } from "./language.js";
import { unitOf } from "./unit-of.js";

/** From here on a state's colour stays the same: cells that drift would make the others pale. */
const DEEPEST = 2;
/** Where a mark's line is drawn: above the cells, and between them and the gates. */
const BETWEEN = [
  [1, 1.05],
  [0.37, 0.43],
] as const;

/** Rows of units over the steps of a tensor (T, 1, n), up to a length. */
const rowsOf = (of: Tensor, length: number): number[][] =>
  Array.from({ length: of.shape[2] }, (_, unit) => rounded(unitOf(of, unit).slice(0, length), 3));

/**
 * The cell state of a trained LSTM while it reads one fresh sequence, and its input gates below; the steps that must be
 * remembered are marked. For adding, multiplication and temporal order.
 */
export function memoryFigure({ net }: Pick<Trained, "net">, name: string, seed = 5): Figure {
  const { task, at } = relevant(name, seed, 1);
  const length = task.lengths![0];
  const [{ c, i }] = net.probe(task.x, task) as unknown as readonly [{ c: Tensor; i: Tensor }];
  const [cells, gates] = [rowsOf(c, length), rowsOf(i, length)];
  const marks = Array.from({ length }, (_, t) => ({ t, text: at(t, 0) })).filter(
    ({ text }) => text,
  );
  const map = (z: number[][], rest: PlotlyPart): PlotlyPart => ({
    type: "heatmap",
    z,
    x: z[0].map((_, t) => t + 1),
    y: z.map((_, unit) => unit + 1),
    ...rest,
  });
  return figure({
    data: [
      map(cells, {
        ...{ xaxis: "x", yaxis: "y", zmin: -DEEPEST, zmax: DEEPEST, colorscale: DIVERGING },
        colorbar: bar("C", 0.7),
        hovertemplate: "t %{x} · C %{y}: %{z}<extra></extra>",
      }),
      map(gates, {
        ...{ xaxis: "x", yaxis: "y2", zmin: 0, zmax: 1, colorscale: "Cividis" },
        colorbar: bar("i", 0.17),
        hovertemplate: "t %{x} · i %{y}: %{z}<extra></extra>",
      }),
    ],
    layout: {
      title: { text: say("battery.memory.title", { name }) },
      xaxis: axis(say("battery.memory.x"), { anchor: "y2", range: [0.5, length + 0.5] }),
      yaxis: axis(say("battery.memory.cells"), { domain: [0.44, 1], ...ticks(cells.length) }),
      yaxis2: axis(say("battery.memory.gates"), { domain: [0, 0.36], ...ticks(gates.length) }),
      shapes: marks.flatMap(({ t }) =>
        BETWEEN.map(([y0, y1]) => ({
          ...{ type: "line", xref: "x", yref: "paper", x0: t + 1, x1: t + 1, y0, y1 },
          line: { color: COLOURS[2], width: 3 },
        })),
      ),
      annotations: marks.map(({ t, text }) => ({
        ...{ text, xref: "x", yref: "paper", x: t + 1, y: 1.05, yanchor: "bottom" },
        ...{ showarrow: false, font: { size: 13 } },
      })),
      margin: { l: 55, r: 10, t: 75, b: 50 },
      ...{ height: 460, showlegend: false },
    },
    alt: say("battery.memory.alt", {
      steps: length,
      marks: marks.map(({ t, text }) => `${t + 1} (${text})`).join(", "),
      jumps: largestSteps(cells, marks.length).join(", "),
    }),
  });
}

const ticks = (count: number): PlotlyPart => ({
  tickvals: Array.from({ length: count }, (_, k) => k + 1),
  ...{ autorange: "reversed", ticks: "" },
});
const bar = (name: string, y: number): PlotlyPart => ({
  ...{ title: { text: name }, thickness: 10, y, len: 0.5 },
  tickfont: { size: 11 },
});

/** The steps at which the cell state moves most, the first step left out. */
function largestSteps(cells: readonly (readonly number[])[], count: number): number[] {
  const moved = cells[0].map((_, t) =>
    t === 0 ? 0 : cells.reduce((sum, row) => sum + Math.abs(row[t] - row[t - 1]), 0),
  );
  return moved
    .map((by, t) => ({ by, step: t + 1 }))
    .toSorted((a, b) => b.by - a.by)
    .slice(0, count)
    .map(({ step }) => step)
    .toSorted((a, b) => a - b);
}
