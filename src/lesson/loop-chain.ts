import type { rnn } from "../cells/rnn.js";
import type { Network } from "../models/network.js";
import { COLOURS, rounded, type Figure, type PlotlyPart } from "../plot/figure.js";
import { slider, type Frame } from "../plot/slider.js";
import { say } from "./language.js";

// In units of one copy across and one row of the matrix up.
const HALF = 0.34;
const COLUMN = 0.6;

/** One network as a loop, then unrolled over x copy by copy, its W and b in each: a slider. `names` are those of the rows. */
export function chain(
  net: Network<typeof rnn>,
  x: readonly number[],
  names: readonly string[],
): Figure {
  const matrix = withBias(net);
  const rows = matrix.length;
  const width = matrix[0].length;
  const { data } = net.run(x).h;
  const states = x.map((_, t) => Array.from(data.subarray(t * width, (t + 1) * width)));
  const middle = (x.length + 1) / 2;

  const parts = (places: readonly number[], below: string[], above: string[]): PlotlyPart[] => [
    matrices(matrix, places),
    ...strokes(places, rows),
    labels(places, -1.9, below),
    labels(places, rows + 1.9, above),
  ];
  const copies = (count: number): PlotlyPart[] => {
    const places = x.slice(0, count).map((_, t) => t + 1);
    const below = places.map((t) => `x<sub>${t}</sub><br>${signed(x[t - 1])}`);
    const above = places.map(
      (t) => `<b>h<sub>${t}</sub></b><br>${states[t - 1].map(twoPlaces).join("<br>")}`,
    );
    return [...parts(places, below, above), between(places, rows)];
  };
  const frames: Frame[] = [
    {
      label: say("loop.chain.loop"),
      data: [...parts([middle], ["x<sub>t</sub>"], ["<b>h<sub>t</sub></b>"]), around(middle, rows)],
    },
    ...x.map((_, k) => ({ label: String(k + 1), data: copies(k + 1) })),
  ];
  const bare = { showgrid: false, zeroline: false, ticks: "", fixedrange: true };
  return slider(frames, {
    layout: {
      title: { text: say("loop.chain.title") },
      height: 500,
      margin: { l: 40, r: 15, t: 50, b: 30 },
      showlegend: false,
      xaxis: { ...bare, range: [0.4, x.length + 0.6], showticklabels: false },
      yaxis: {
        ...bare,
        range: [-2.5, rows + 3.2],
        tickvals: names.map((_, r) => rows - r - 0.5),
        ticktext: names,
      },
    },
    prefix: say("loop.chain.prefix"),
    start: x.length,
    alt: say("loop.chain.alt", {
      rows,
      width,
      copies: x.length,
      numbers: matrix.map((row) => row.map(signed).join(", ")).join("; "),
      states: states.map((h) => `(${h.map(twoPlaces).join(", ")})`).join(", "),
    }),
  });
}

/** W's rows, which are those of h and then of x, and b as the last. */
function withBias({ params }: Network<typeof rnn>): number[][] {
  const width = params.shape("b_h")[0];
  const all = [...params.get("W_h"), ...params.get("b_h")];
  return Array.from({ length: all.length / width }, (_, r) =>
    rounded(all.slice(r * width, (r + 1) * width), 2),
  );
}

/** All copies in one heat map: columns of nothing stand between them. */
function matrices(matrix: readonly (readonly number[])[], places: readonly number[]): PlotlyPart {
  const width = matrix[0].length;
  const step = COLUMN / width;
  const edges = places.flatMap((at) =>
    Array.from({ length: width + 1 }, (_, k) => at - COLUMN / 2 + k * step),
  );
  const spread = (row: readonly (number | null)[]) =>
    places.flatMap((_, k) => (k === 0 ? row : [null, ...row]));
  return {
    type: "heatmap",
    x: rounded(edges),
    y: Array.from({ length: matrix.length + 1 }, (_, r) => matrix.length - r),
    z: matrix.map(spread),
    text: matrix.map((row) => spread(row).map((v) => (v === null ? "" : signed(v)))),
    texttemplate: "%{text}",
    hovertemplate: "%{text}<extra></extra>",
    hoverongaps: false,
    zmin: -1,
    zmax: 1,
    colorscale: [
      [0, COLOURS[0]],
      [0.5, "#FFFFFF"],
      [1, COLOURS[1]],
    ],
    showscale: false,
    xgap: 1,
    ygap: 1,
  };
}

const signed = (value: number | null): string => String(value).replace("-", "−");
const twoPlaces = (value: number): string => value.toFixed(2).replace("-", "−");

type Point = readonly [number, number];
/** Lines with an arrow head at the end of each that points one way. */
function arrows(ways: readonly (readonly Point[])[], head: string | readonly string[]): PlotlyPart {
  const points = ways.flatMap((way) => [...way, [null, null] as const]);
  const heads = ways.flatMap((way, k) => [
    ...way.slice(1).map(() => ""),
    typeof head === "string" ? head : head[k],
    "",
  ]);
  return {
    type: "scatter",
    mode: "lines+markers",
    x: points.map(([x]) => x),
    y: points.map(([, y]) => y),
    line: { color: COLOURS[2], width: 2.5 },
    marker: {
      color: COLOURS[2],
      size: heads.map((h) => (h === "" ? 0 : 11)),
      symbol: heads.map((h) => (h === "" ? "circle" : h)),
      opacity: 1,
    },
    hoverinfo: "skip",
  };
}

/** The frame of each copy, the arrow into it from below and the one out of it above. */
function strokes(places: readonly number[], rows: number): PlotlyPart[] {
  const [low, high] = [-0.3, rows + 0.3];
  const box = (at: number): readonly Point[] => [
    [at - HALF, low],
    [at + HALF, low],
    [at + HALF, high],
    [at - HALF, high],
    [at - HALF, low],
  ];
  const points = places.flatMap((at) => [...box(at), [null, null] as const]);
  const frames = {
    type: "scatter",
    mode: "lines",
    x: points.map(([x]) => x),
    y: points.map(([, y]) => y),
    line: { color: COLOURS[2], width: 2 },
    hoverinfo: "skip",
  };
  const vertical = places.flatMap((at): Point[][] => [
    [
      [at, low - 1.1],
      [at, low - 0.2],
    ],
    [
      [at, high],
      [at, high + 0.9],
    ],
  ]);
  return [frames, arrows(vertical, "triangle-up")];
}

/** The message from each copy to the next. */
function between(places: readonly number[], rows: number): PlotlyPart {
  const ways = places.slice(1).map((at): Point[] => [
    [at - 1 + HALF, rows / 2],
    [at - HALF - 0.04, rows / 2],
  ]);
  return arrows(ways, "triangle-right");
}

/** The message back to the same network. */
function around(at: number, rows: number): PlotlyPart {
  const [left, right, top] = [at - 2 * HALF, at + 2 * HALF, rows + 2.8];
  const way: Point[] = [
    [at + HALF, rows / 2],
    [right, rows / 2],
    [right, top],
    [left, top],
    [left, rows / 2],
    [at - HALF - 0.04, rows / 2],
  ];
  return arrows([way], "triangle-right");
}

const labels = (places: readonly number[], y: number, text: readonly string[]): PlotlyPart => ({
  type: "scatter",
  mode: "text",
  x: places,
  y: places.map(() => y),
  text,
  hoverinfo: "skip",
});
