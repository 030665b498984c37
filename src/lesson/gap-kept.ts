import { axis, figure, LEGEND_BELOW, POWERS, type Figure } from "../plot/figure.js";
import { traces } from "../plot/lines.js";
import { say } from "./language.js";

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** What is left of C after 0 to `gap` words, if the forget gate stays at σ(bias): σ(bias)^k, for several biases. */
export function keptFigure(biases: readonly number[], gap: number): Figure {
  const gate = (bias: number): string => sigmoid(bias).toFixed(2);
  const series = biases.map((bias) => ({
    name: say("gap.kept.line", { bias, f: gate(bias) }),
    y: Array.from({ length: gap + 1 }, (_, k) => sigmoid(bias) ** k),
    markers: false,
  }));
  const list = biases.map((bias) => `b_f = ${bias}: ${(sigmoid(bias) ** gap).toExponential(0)}`);
  return figure({
    data: traces(series),
    layout: {
      title: { text: say("gap.kept.title") },
      xaxis: axis(say("gap.kept.x")),
      yaxis: axis(say("gap.kept.y"), {
        ...POWERS,
        ...{ dtick: 1, range: [-6, 0.2] },
      }),
      ...LEGEND_BELOW,
    },
    alt: say("gap.kept.alt", { gap, list: list.join(", ") }),
  });
}
