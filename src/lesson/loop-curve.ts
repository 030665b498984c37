import type { History } from "../train/train.js";
import type { Figure } from "../plot/figure.js";
import { lines } from "../plot/lines.js";
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
  const level = (name: string, value: number) => ({
    name: `${name} ${value.toFixed(2)}`,
    x: [0, loss.length],
    y: [value, value],
    markers: false,
  });
  const crossing = means.findIndex((m) => m < pairs);
  return lines(
    [
      { name: say("loop.curve.training"), x, y: means, markers: false },
      level(say("loop.curve.uniform"), uniform),
      level(say("loop.curve.letters"), letters),
      level(say("loop.curve.pairs"), pairs),
      level(say("loop.curve.held"), held),
    ],
    {
      title: say("loop.curve.title"),
      x: say("loop.curve.x"),
      y: say("loop.curve.y"),
      rangeY: [1, Math.ceil(2 * uniform) / 2],
      height: 460,
      alt: say("loop.curve.alt", {
        first: means[0].toFixed(2),
        last: means.at(-1)!.toFixed(2),
        uniform: uniform.toFixed(2),
        letters: letters.toFixed(2),
        pairs: pairs.toFixed(2),
        held: held.toFixed(2),
        crossing:
          crossing < 0 ? say("loop.curve.never") : say("loop.curve.after", { step: x[crossing] }),
      }),
    },
  );
}
