import { axis, COLOURS, figure, rounded, type Figure } from "../plot/figure.js";
import { say } from "./language.js";

/** An eigenvalue as mathjs gives it: a number, or one with an imaginary part. */
export type Eigenvalue =
  | number
  | {
      /** The real part. */
      readonly re: number;
      /** The imaginary part. */
      readonly im: number;
    };

/** Eigenvalues in the complex plane, beside the unit circle, on which nothing shrinks or grows. */
export function spectrumFigure(eigenvalues: readonly Eigenvalue[]): Figure {
  const parts = eigenvalues.map((z) => (typeof z === "number" ? { re: z, im: 0 } : z));
  const radius = Math.max(...parts.map(({ re, im }) => Math.hypot(re, im)));
  const turn = Array.from({ length: 121 }, (_, k) => (Math.PI * k) / 60);
  return figure({
    data: [
      {
        ...{ type: "scatter", mode: "lines", name: say("vanishing.spectrum.circle") },
        ...{ x: rounded(turn.map(Math.cos), 4), y: rounded(turn.map(Math.sin), 4) },
        line: { color: COLOURS[1], dash: "dash", width: 2 },
        hoverinfo: "skip",
      },
      {
        ...{ type: "scatter", mode: "markers", name: say("vanishing.spectrum.values") },
        x: rounded(
          parts.map(({ re }) => re),
          4,
        ),
        y: rounded(
          parts.map(({ im }) => im),
          4,
        ),
        marker: { color: COLOURS[0], size: 10 },
      },
    ],
    layout: {
      title: { text: say("vanishing.spectrum.title") },
      xaxis: axis(say("vanishing.spectrum.x"), {
        range: [-1.3, 1.3],
        constrain: "domain",
        zeroline: true,
      }),
      yaxis: axis(say("vanishing.spectrum.y"), {
        ...{ range: [-1.3, 1.3], scaleanchor: "x", constrain: "domain", zeroline: true },
      }),
      height: 460,
    },
    alt: say("vanishing.spectrum.alt", {
      count: parts.length,
      pairs: parts.filter(({ im }) => im > 1e-9).length,
      radius: radius.toFixed(2),
    }),
  });
}
