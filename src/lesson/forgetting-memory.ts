import type { StreamReader } from "../experiments/forgetting.js";
import { axis, COLOURS, figure, rounded, type Figure, type PlotlyPart } from "../plot/figure.js";
import { DIVERGING } from "../plot/heatmap.js";
import { readStream } from "./forgetting-reading.js";
import { say } from "./language.js";
import { thousands } from "./thousands.js";
import { unitOf } from "./unit-of.js";

const STEPS = 28;

/**
 * What a network holds while it reads 28 symbols, after so many others (whole thousands): tanh C, which is all of C that
 * its output gates can show. Below are its forget gates, or its output gates if it has none. Lines stand where a string
 * begins.
 */
export function memoryFigure(reader: Pick<StreamReader, "net">, after: number): Figure {
  const last = [...readStream(reader, after + STEPS)].at(-1)!;
  const symbols = [...last.text];
  // After a string's last E comes B; within a string E is followed by T or P.
  const begins = symbols.flatMap((symbol, t) =>
    symbol === "B" && symbols[t - 1] === "E" ? [t] : [],
  );
  const { c, f, o } = last.opened;
  const [gate, letter] = f ? [f, "f"] : [o, "o"];
  const rows = (of: typeof c, value: (number: number) => number): number[][] =>
    Array.from({ length: of.shape[2] }, (_, unit) => rounded(unitOf(of, unit).map(value), 3));
  const [shown, gates] = [rows(c, Math.tanh), rows(gate, Number)];
  const map = (z: number[][], rest: PlotlyPart): PlotlyPart => ({
    ...{ type: "heatmap", z, x: symbols.map((_, t) => t), y: z.map((_, unit) => unit + 1) },
    ygap: 1,
    ...rest,
  });
  const vertical = (name: string, domain: readonly number[]): PlotlyPart =>
    axis(name, {
      ...{ domain, autorange: "reversed", ticks: "" },
      tickvals: shown
        .map((_, unit) => unit + 1)
        .filter((unit) => shown.length < 10 || unit % 4 === 0),
    });
  return figure({
    data: [
      map(shown, {
        ...{ xaxis: "x", yaxis: "y", zmin: -1, zmax: 1, colorscale: DIVERGING },
        colorbar: bar("tanh C", 0.24, [-1, 1]),
      }),
      map(gates, {
        ...{ xaxis: "x", yaxis: "y2", zmin: 0, zmax: 1, colorscale: "Cividis" },
        colorbar: bar(letter, 0.76, [0, 1]),
      }),
    ],
    layout: {
      title: { text: say("forgetting.memory.title", { after: thousands(after) }) },
      xaxis: axis(say("forgetting.memory.x"), {
        ...{ anchor: "y2", ticks: "", tickangle: 0, tickfont: { size: 11 } },
        ...{ tickvals: symbols.map((_, t) => t), ticktext: symbols },
      }),
      yaxis: vertical("tanh C", [0.52, 1]),
      yaxis2: vertical(letter, [0, 0.48]),
      shapes: begins.map((t) => ({
        ...{ type: "line", xref: "x", yref: "paper", x0: t - 0.5, x1: t - 0.5, y0: 0, y1: 1 },
        line: { color: COLOURS[2], width: 2 },
      })),
      margin: { l: 45, r: 10, t: 50, b: 120 },
      ...{ height: 365 + 20 * shown.length, showlegend: false },
    },
    alt: say("forgetting.memory.alt", {
      ...{ after: thousands(after), strings: begins.length, units: shown.length, gate: letter },
      moving: moving(shown),
      gates: moving(gates),
    }),
  });
}

/** Rows that move by more than a tenth. */
const moving = (rows: readonly (readonly number[])[]): number =>
  rows.filter((row) => Math.max(...row) - Math.min(...row) > 0.1).length;

/** The key to a map's colours: below, where it takes nothing from the width on a phone. */
const bar = (name: string, x: number, [low, high]: readonly [number, number]): PlotlyPart => ({
  ...{ orientation: "h", x, y: 0, yref: "container", yanchor: "bottom", len: 0.45, thickness: 8 },
  tickvals: [low, (low + high) / 2, high],
  ...{ ticktext: [low, name, high].map((text) => String(text).replace("-", "−")), ticks: "" },
});
