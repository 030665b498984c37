import type { Figure } from "../plot/figure.js";
import { lines } from "../plot/lines.js";
import { say } from "./language.js";

/** How far apart two runs are that differ in their first input only, step by step, for each weight of the loop. */
export function messageFigure(
  weights: readonly number[],
  apart: readonly (readonly number[])[],
): Figure {
  const last = apart[0].length;
  const finding = weights
    .map((w, k) => say("loop.message.each", { w, end: apart[k].at(-1)!.toPrecision(1), last }))
    .join(" ");
  return lines(
    weights.map((w, k) => ({
      name: `w = ${w}`,
      x: apart[k].map((_, t) => t + 1),
      y: apart[k],
      markers: true,
    })),
    {
      title: say("loop.message.title"),
      x: say("loop.message.x"),
      y: say("loop.message.y"),
      logY: true,
      alt: say("loop.message.alt", { finding }),
    },
  );
}
