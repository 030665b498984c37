import { checked, near, right, wrong, type Checked } from "./check.js";
import type { Key } from "./table.js";

/** Judges a number by what it is near: the right one, or one that a known mistake leads to. */
const numbered = (
  answer: unknown,
  wanted: number,
  why: Key,
  mistakes: readonly (readonly [value: number, key: Key])[],
): Checked =>
  checked(answer, (given) => {
    if (typeof given !== "number") return wrong("gap.check.kind");
    const isNear = (value: number) => near(given, value, Math.max(0.006, 0.003 * Math.abs(value)));
    if (isNear(wanted)) return right(why);
    return wrong(mistakes.find(([value]) => isNear(value))?.[1] ?? "gap.check.other");
  });

/** Exercise 1: the mean loss, in nats, of one who knows 11 of 22 languages' countries and holds the other 11 equally likely. */
export const checkHalf = (answer: unknown): Checked =>
  numbered(answer, Math.log(11) / 2, "gap.half.right", [
    [Math.log(11), "gap.half.unknown"],
    [Math.log(22) / 2, "gap.half.all"],
    [Math.log10(11) / 2, "gap.half.log10"],
    [6 / 11, "gap.half.share"],
  ]);

/** Exercise 2: the forget bias of which half is left after 40 steps. */
export function checkBias(answer: unknown): Checked {
  const f = 0.5 ** (1 / 40);
  const bias = Math.log(f / (1 - f));
  return numbered(answer, bias, "gap.bias.right", [
    [f, "gap.bias.gate"],
    [0, "gap.bias.half"],
    [-bias, "gap.bias.sign"],
  ]);
}

/** Exercise 3: the chance that all of ten seeds succeed where each does with the probability 0.7. */
export const checkSeeds = (answer: unknown): Checked =>
  numbered(answer, 0.7 ** 10, "gap.seeds.right", [
    [0.7, "gap.seeds.one"],
    [1 - 0.7 ** 10, "gap.seeds.some"],
  ]);
