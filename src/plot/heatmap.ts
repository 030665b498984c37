import { axis, figure, rounded, type Figure, type PlotlyPart } from "./figure.js";

/** The words and sizes of a heatmap. */
export interface HeatmapOptions {
  /** Above the figure. */
  readonly title: string;
  /** Name of the horizontal axis. */
  readonly x: string;
  /** Name of the vertical axis. */
  readonly y: string;
  /** What the colours mean. */
  readonly colour: string;
  /** A name for each column. */
  readonly columns: readonly string[];
  /** A name for each row, from the top. */
  readonly rows: readonly string[];
  /** The values of the first and the last colour. */
  readonly range: readonly [number, number];
  /** What the figure says, for who cannot see it. */
  readonly alt: string;
  /** What hovering says of a cell; %{x}, %{y} and %{z} stand for its column, row and value. */
  readonly hover?: string;
  /** In pixels. Default 360. */
  readonly height?: number;
  /** Whether each cell says its value, in place of a key to the colours. */
  readonly values?: boolean;
}

/**
 * Rows of numbers as colours: light to dark for 0 to 1; blue, white, orange where the range has both signs.
 * Throws RangeError where values, rows and columns do not fit.
 */
export function heatmap(values: readonly ArrayLike<number>[], options: HeatmapOptions): Figure {
  const { title, x, y, colour, columns, rows, range, alt, height = 360 } = options;
  if (values.length !== rows.length || values.some((row) => row.length !== columns.length))
    throw new RangeError(
      `heatmap: values are ${values.length} rows of ${values[0]?.length ?? 0}; want ${rows.length} rows of ${columns.length}`,
    );
  const wide = columns.length > 20; // a sentence: on a phone its letters need the whole width
  const trace: PlotlyPart = {
    type: "heatmap",
    z: values.map((row) => rounded(row, 4)),
    // Columns by number: a sentence repeats its letters, and equal names would fall together.
    x: columns.map((_, k) => k),
    y: rows.map((_, k) => k),
    customdata: rows.map((row) => columns.map((column) => [column, row])),
    hovertemplate: options.hover ?? "%{customdata[0]} · %{customdata[1]}: %{z:.3f}<extra></extra>",
    zmin: range[0],
    zmax: range[1],
    colorscale: range[0] < 0 ? DIVERGING : "Cividis",
    colorbar: wide ? BELOW : { title: { text: colour, side: "right" }, thickness: 14 },
    xgap: 1,
    ygap: 1,
    ...(options.values ? { texttemplate: "%{z}", showscale: false } : {}),
  };
  const layout = {
    title: { text: title },
    xaxis: axis(x, {
      tickvals: columns.map((_, k) => k),
      ticktext: columns.map((c) => (c === " " ? "␣" : c)),
      tickangle: wide ? 0 : "auto",
      ...(wide ? { tickfont: { size: 11 }, ticks: "" } : {}),
    }),
    yaxis: axis(y, {
      tickvals: rows.map((_, k) => k),
      ticktext: rows,
      autorange: "reversed",
      ticks: "",
    }),
    height: wide ? height + 40 : height,
    ...(wide ? { margin: { l: 20, r: 10, t: 50, b: 90 } } : {}),
  };
  return figure({ data: [trace], layout, alt });
}

/** Where the key to the colours lies when it must not take from the width. */
const BELOW = {
  ...{ orientation: "h", y: 0, yref: "container", yanchor: "bottom" },
  thickness: 8,
  tickfont: { size: 11 },
};

/** Blue for negative, white for zero, orange for positive: told apart by all kinds of colour vision, and in grey by the sign on hover. */
export const DIVERGING = [
  [0, "#0072B2"],
  [0.5, "#FFFFFF"],
  [1, "#D55E00"],
];
