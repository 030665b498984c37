import type { History } from "../train/train.js";
import { axis, figure, type Figure, type PlotlyPart } from "../plot/figure.js";
import { traces } from "../plot/lines.js";
import { say } from "./language.js";
import type { Baselines } from "./loop-baselines.js";

const WINDOW = 20;

/** The loss while training, between what guessers without a network pay; and the loss on text it was not trained on. */
export function lossFigure(
  { loss }: History,
  { uniform, letters, pairs }: Baselines,
  held: number,
): Figure {
  const count = Math.floor(loss.length / WINDOW);
  const means = Array.from({ length: count }, (_, k) => {
    const part = loss.subarray(k * WINDOW, (k + 1) * WINDOW);
    return part.reduce((a, b) => a + b, 0) / WINDOW;
  });
  const x = means.map((_, k) => (k + 1) * WINDOW);
  const end = means.at(-1)!;
  const curve = { name: say("loop.curve.training"), x, y: means, markers: false };
  const levels = [
    { name: say("loop.curve.uniform"), value: uniform },
    { name: say("loop.curve.letters"), value: letters },
    { name: say("loop.curve.pairs"), value: pairs },
    { name: say("loop.curve.held"), value: held },
  ];
  const flat = levels.map(({ name, value }) => ({
    name,
    x: [0, loss.length],
    y: [value, value],
    markers: false,
  }));
  const crossing = means.findIndex((m) => m < pairs);
  return figure({
    data: traces([curve, ...flat]),
    layout: {
      title: { text: say("loop.curve.title") },
      xaxis: axis(say("loop.curve.x"), { range: [0, loss.length] }),
      yaxis: axis(say("loop.curve.y"), { range: [end - 0.6, uniform + 0.4] }),
      height: 440,
      showlegend: false,
      annotations: [
        ...levels.map(({ name, value }) => label(name, value, loss.length, "bottom")),
        label(curve.name, end, loss.length, "top"),
      ],
    },
    alt: say("loop.curve.alt", {
      first: means[0].toFixed(2),
      last: end.toFixed(2),
      uniform: uniform.toFixed(2),
      letters: letters.toFixed(2),
      pairs: pairs.toFixed(2),
      held: held.toFixed(2),
      crossing:
        crossing < 0 ? say("loop.curve.never") : say("loop.curve.after", { step: x[crossing] }),
    }),
  });
}

/** A name and value at the right end of a line, above or below it: five names are too many for a legend. */
const label = (name: string, value: number, x: number, yanchor: "bottom" | "top"): PlotlyPart => ({
  text: `${name} ${value.toFixed(2)}`,
  ...{ x, xanchor: "right", y: value, yanchor, showarrow: false },
  font: { size: 12 },
});
