import { axis, POWERS, type Figure } from "./figure.js";
import { traces, type Series } from "./lines.js";

/** One panel of several. */
export interface Panel {
  /** Name of the vertical axis, with its unit. */
  readonly y: string;
  /** Its lines. */
  readonly series: readonly Series[];
  /** The least and the largest height; exponents of ten with logY. Default: what holds all lines. */
  readonly rangeY?: readonly [number, number];
  /** Heights in powers of ten. Default false. */
  readonly logY?: boolean;
  /** Name of a horizontal axis of its own; without one the panel shares that of the last panel. */
  readonly x?: string;
}
/** The title and size of panels. */
export interface PanelsOptions {
  /** Above them all. */
  readonly title: string;
  /** In pixels. Default 190 a panel and 130 more. */
  readonly height?: number;
}

/** Series in panels, one above the other: data and layout, for figure() or for the frames of slider(). */
export function panels(
  list: readonly Panel[],
  { title, height = 190 * list.length + 130 }: PanelsOptions,
): Pick<Figure, "data" | "layout"> {
  const last = list.length - 1;
  const gap = list.slice(0, last).some((panel) => panel.x) ? 0.22 : 0.08;
  const share = (1 - gap * last) / list.length;
  const suffix = (k: number): string => (k === 0 ? "" : String(k + 1));
  const axes = list.map(({ y, x, rangeY, logY }, k) => ({
    [`xaxis${suffix(k)}`]: axis(x ?? "", {
      anchor: `y${suffix(k)}`,
      ...(x ? {} : { matches: `x${suffix(last)}`, showticklabels: false }),
    }),
    [`yaxis${suffix(k)}`]: axis(y, {
      domain: [Math.max(0, 1 - (k + 1) * share - k * gap), 1 - k * (share + gap)],
      ...(logY ? POWERS : {}),
      ...(rangeY ? { range: rangeY } : {}),
    }),
  }));
  // One run of colours through all panels: a legend's entry then means one line of the whole figure.
  const owner = list.flatMap(({ series }, k) => series.map(() => k));
  const alone = (k: number): boolean => list[k]!.series.length === 1; // its axis names it
  return {
    data: traces(list.flatMap(({ series }) => series)).map((trace, k) => ({
      ...trace,
      xaxis: `x${suffix(owner[k]!)}`,
      yaxis: `y${suffix(owner[k]!)}`,
      ...(alone(owner[k]!) ? { showlegend: false } : {}),
    })),
    layout: {
      title: { text: title },
      ...Object.assign({}, ...axes),
      height,
      showlegend: !list.every((_, k) => alone(k)),
    },
  };
}
