import { shown, type Shown } from "./display.js";

/** Part of a Plotly specification, as plotly.js reads it. */
export type PlotlyPart = Readonly<Record<string, unknown>>;

/** What a figure is made of. */
export interface Specification {
  /** Traces. */
  readonly data: readonly PlotlyPart[];
  /** What is said here goes before the house style. */
  readonly layout?: PlotlyPart;
  /** Of an animation. */
  readonly frames?: readonly PlotlyPart[];
  /** What the figure shows and what it says, for who cannot see it. A sentence with its finding, not "a plot of x". */
  readonly alt: string;
}
/** A Plotly figure: { data, layout, frames } can be given to Plotly.newPlot anywhere. */
export interface Figure extends Shown {
  /** Traces. */
  readonly data: readonly PlotlyPart[];
  /** In the house style. */
  readonly layout: PlotlyPart;
  /** Of an animation. */
  readonly frames?: readonly PlotlyPart[];
}

/** Colours that stay apart for colour-blind readers (Okabe & Ito 2008), dark enough for light and dark pages. */
export const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"] as const;
/** A second mark for each, so that nothing is told by colour alone. */
export const DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"] as const;
export const SYMBOLS = ["circle", "square", "diamond", "triangle-up", "x", "cross"] as const;

/** A Plotly figure in the house style. Throws TypeError without words for who cannot see it. */
export function figure({ data, layout = {}, frames, alt }: Specification): Figure {
  if (alt.trim() === "")
    throw new TypeError("figure: alt is empty; say in a sentence what the figure shows");
  const rows = layout["showlegend"] === false ? 0 : legendRows(data);
  const styled = {
    autosize: true,
    height: 400,
    margin: { l: 60, r: 20, t: 50 + 24 * rows, b: 55 },
    font: { family: "system-ui, 'Noto Sans', 'Noto Sans CJK SC', sans-serif", size: 14 },
    legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 0 },
    ...layout,
    title: { ...TITLE, ...(layout["title"] as PlotlyPart | undefined) },
    meta: { alt },
  };
  const spec = { data, layout: styled, ...(frames ? { frames } : {}) };
  return shown(spec, { "application/vnd.plotly.v1+json": spec, "text/plain": alt });
}

/** At the top left, where a phone too has room for it and the legend comes below it. */
const TITLE: PlotlyPart = {
  ...{ x: 0, xref: "container", xanchor: "left", y: 1, yref: "container", yanchor: "top" },
  pad: { l: 12, t: 14 },
  font: { size: 16 },
};

/** Of an axis: heights, or steps across, in powers of ten. */
export const POWERS: PlotlyPart = { type: "log", exponentformat: "power" };

/** Part of a layout: the legend under the figure, where Plotly gives it just the room that it needs at any width. */
export const LEGEND_BELOW: PlotlyPart = {
  legend: { orientation: "h", yref: "container", y: 0, yanchor: "bottom", x: 0 },
  margin: { l: 60, r: 20, t: 50, b: 55 },
};

/** How many lines a legend takes on a phone, in columns as wide as its longest name; Plotly leaves a title no room. */
function legendRows(data: readonly PlotlyPart[]): number {
  // In Lab on a phone 260 px wide figures keep 180 px between their margins.
  const [ROOM, MARK, LETTER, HAN] = [180, 48, 8, 15];
  const names = data
    .filter((t) => t["name"] && t["showlegend"] !== false)
    .map((t) => String(t["name"]));
  const widths = names.map((name) =>
    [...name].reduce((sum, c) => sum + (/\p{Script=Han}/u.test(c) ? HAN : LETTER), MARK),
  );
  if (widths.reduce((a, b) => a + b, 0) <= ROOM) return Math.min(1, names.length);
  return Math.ceil(names.length / Math.max(1, Math.floor(ROOM / Math.max(...widths))));
}

/** An axis with its name, and its unit in brackets where it has one. */
export const axis = (name: string, rest: PlotlyPart = {}): PlotlyPart => ({
  title: { text: name },
  automargin: true,
  zeroline: false,
  ...rest,
});

/** Six significant digits are more than a screen shows, and keep notebooks small and free of the last bits' noise. */
export const round = (value: number, digits = 6): number =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;
export const rounded = (values: ArrayLike<number>, digits = 6): number[] =>
  Array.from(values, (v) => round(v, digits));
