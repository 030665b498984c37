import { figure, type Figure, type PlotlyPart } from "./figure.js";

export interface Frame {
  /** What the slider says at this place. */
  readonly label: string;
  readonly data: readonly PlotlyPart[];
  /** Parts of the layout that change with the frame, e.g. annotations. */
  readonly layout?: PlotlyPart;
}
export interface SliderOptions {
  readonly layout: PlotlyPart;
  /** Stands before the label, e.g. "T = ". */
  readonly prefix: string;
  readonly alt: string;
  /** The frame that is shown first. */
  readonly start?: number;
}

/** A figure with a slider over frames worked out beforehand: no kernel is needed to drag it. */
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
