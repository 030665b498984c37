import { figure, type Figure, type PlotlyPart } from "./figure.js";

/** What a figure shows at one place of its slider. */
export interface Frame {
  /** What the slider says at this place. */
  readonly label: string;
  /** Traces. */
  readonly data: readonly PlotlyPart[];
  /** Parts of the layout that change with the frame, e.g. annotations. */
  readonly layout?: PlotlyPart;
}
/** What all frames share. */
export interface SliderOptions {
  /** As of a figure. */
  readonly layout: PlotlyPart;
  /** Stands before the label, e.g. "T = ". */
  readonly prefix: string;
  /** What the figure says, for who cannot see it. */
  readonly alt: string;
  /** The place of the frame that is shown first. Default 0. */
  readonly start?: number;
}

/** A figure with a slider over frames worked out beforehand: no kernel is needed to drag it. Throws RangeError for a start out of range. */
export function slider(
  frames: readonly Frame[],
  { layout, prefix, alt, start = 0 }: SliderOptions,
): Figure {
  const first = frames[start];
  if (!first) throw new RangeError(`slider: start is ${start}; there are ${frames.length} frames`);
  const steps = frames.map(({ label }) => ({
    label,
    method: "animate",
    args: [
      [label],
      { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } },
    ],
  }));
  return figure({
    data: first.data,
    layout: {
      ...layout,
      ...first.layout,
      sliders: [{ active: start, currentvalue: { prefix }, pad: { t: 40 }, steps }],
    },
    frames: frames.map(({ label, data, layout: changed }) => ({
      name: label,
      data,
      ...(changed ? { layout: changed } : {}),
    })),
    alt,
  });
}
