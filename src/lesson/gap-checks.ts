import type { Checked } from "./check.js";
import { numbered } from "./numbered.js";

/** Two digits are asked for. */
const near = { absolute: 0.006, relative: 0.003 };

/** Exercise 1: the mean loss, in nats, of one who knows 11 of 22 languages' countries and holds the other 11 equally likely. */
export const checkHalf = (answer: unknown): Checked =>
  numbered(answer, {
    value: Math.log(11) / 2,
    why: "gap.half.right",
    mistakes: [
      [Math.log(11), "gap.half.unknown"],
      [Math.log(22) / 2, "gap.half.all"],
      [Math.log10(11) / 2, "gap.half.log10"],
      [6 / 11, "gap.half.share"],
    ],
    ...near,
  });

/** Exercise 2: the forget bias of which half is left after 40 steps. */
export function checkBias(answer: unknown): Checked {
  const f = 0.5 ** (1 / 40);
  const bias = Math.log(f / (1 - f));
  return numbered(answer, {
    value: bias,
    why: "gap.bias.right",
    mistakes: [
      [f, "gap.bias.gate"],
      [0, "gap.bias.half"],
      [-bias, "gap.bias.sign"],
    ],
    ...near,
  });
}

/** Exercise 3: the chance that all of ten seeds succeed where each does with the probability 0.7. */
export const checkSeeds = (answer: unknown): Checked =>
  numbered(answer, {
    value: 0.7 ** 10,
    why: "gap.seeds.right",
    mistakes: [
      [0.7, "gap.seeds.one"],
      [1 - 0.7 ** 10, "gap.seeds.some"],
    ],
    ...near,
  });
