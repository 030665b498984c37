import {
  axis,
  COLOURS,
  DASHES,
  figure,
  rounded,
  SYMBOLS,
  type Figure,
  type PlotlyPart,
} from "./figure.js";

export interface Series {
  readonly name: string;
  readonly y: ArrayLike<number>;
  /** Default 0, 1, 2, ... */
  readonly x?: ArrayLike<number>;
  readonly markers?: boolean;
}
export interface LinesOptions {
  readonly title: string;
  /** Names of the axes, with units. */
  readonly x: string;
  readonly y: string;
  readonly alt: string;
  readonly logY?: boolean;
  readonly rangeY?: readonly [number, number];
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
  { title, x, y, alt, logY = false, rangeY, height = 400 }: LinesOptions,
): Figure {
  const vertical = axis(y, {
    ...(logY ? { type: "log", exponentformat: "power" } : {}),
    ...(rangeY ? { range: rangeY } : {}),
  });
  return figure({
    data: traces(series),
    layout: {
      title: { text: title },
      xaxis: axis(x),
      yaxis: vertical,
      height,
      showlegend: series.length > 1,
    },
    alt,
  });
}
