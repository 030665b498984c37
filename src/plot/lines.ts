import {
  axis,
  COLOURS,
  DASHES,
  figure,
  POWERS,
  rounded,
  SYMBOLS,
  type Figure,
  type PlotlyPart,
} from "./figure.js";

/** One line. */
export interface Series {
  /** What the legend calls it. */
  readonly name: string;
  /** Its heights. */
  readonly y: ArrayLike<number>;
  /** Default 0, 1, 2, ... */
  readonly x?: ArrayLike<number>;
  /** Whether each point has a mark. Default: up to 30 points. */
  readonly markers?: boolean;
}
/** The words and sizes of a figure of lines. */
export interface LinesOptions {
  /** Above the figure. */
  readonly title: string;
  /** Name of the horizontal axis, with its unit. */
  readonly x: string;
  /** Name of the vertical axis, with its unit. */
  readonly y: string;
  /** What the figure says, for who cannot see it. */
  readonly alt: string;
  /** Across in powers of ten. Default false. */
  readonly logX?: boolean;
  /** Heights in powers of ten. Default false. */
  readonly logY?: boolean;
  /** The least and the largest height; exponents of ten with logY. Default: what holds all lines. */
  readonly rangeY?: readonly [number, number];
  /** In pixels. Default 400. */
  readonly height?: number;
}

/** One trace a series, told apart by colour, dash and mark. */
export function traces(series: readonly Series[]): PlotlyPart[] {
  return series.map(({ name, x, y, markers = y.length <= 30 }, k) => ({
    type: "scatter",
    name,
    x: x ? rounded(x) : Array.from({ length: y.length }, (_, t) => t),
    y: rounded(y),
    mode: markers ? "lines+markers" : "lines",
    line: { color: COLOURS[k % COLOURS.length], dash: DASHES[k % DASHES.length], width: 2.5 },
    marker: { symbol: SYMBOLS[k % SYMBOLS.length], size: 8 },
  }));
}

/** Series against time or anything else. */
export function lines(
  series: readonly Series[],
  { title, x, y, alt, logX = false, logY = false, rangeY, height = 400 }: LinesOptions,
): Figure {
  const vertical = axis(y, {
    ...(logY ? POWERS : {}),
    ...(rangeY ? { range: rangeY } : {}),
  });
  return figure({
    data: traces(series),
    layout: {
      title: { text: title },
      xaxis: axis(x, logX ? { ...POWERS, dtick: 1 } : {}),
      yaxis: vertical,
      height,
      showlegend: series.length > 1,
    },
    alt,
  });
}
