import { random } from "../core/random.js";
import { embeddedReber } from "../tasks/reber.js";
import { checked, right, wrong, type Checked } from "./check.js";
import { numbered } from "./numbered.js";

/** Exercise 1: after how many steps of +0.02 the slope of tanh C has fallen below a thousandth. */
export function checkDrift(answer: unknown): Checked {
  const slope = Math.atanh(Math.sqrt(1 - 0.001)) / 0.02; // tanh' = 1 - tanh²
  return numbered(answer, {
    value: slope,
    why: "forgetting.drift.right",
    mistakes: [
      [Math.atanh(1 - 0.001) / 0.02, "forgetting.drift.tanh"],
      [slope * 0.02, "forgetting.drift.state"],
      [0.999 / 0.02, "forgetting.drift.line"],
    ],
    ...{ absolute: 1, relative: 0 },
  });
}

/** Exercise 2: a constant share that keeps half over 30 steps: what it keeps over 60, in percent. */
export const checkBoth = (answer: unknown): Checked =>
  numbered(answer, {
    value: 25,
    why: "forgetting.both.right",
    mistakes: [
      [0.25, "forgetting.both.share"],
      [0, "forgetting.both.line"],
      [50, "forgetting.both.once"],
      [100 * 0.5 ** (1 / 30), "forgetting.both.step"],
      [1, "forgetting.both.wish"],
    ],
  });

/** Exercise 3: two symbols in a row that a stream has at each end of a string, and nowhere else. */
export const checkEnd = (answer: unknown): Checked =>
  checked(answer, (given) => {
    if (typeof given !== "string" || !/^[BTPSXVE]+$/i.test(given))
      return wrong("forgetting.end.kind");
    const pair = given.toUpperCase();
    if (pair.length !== 2) return wrong("forgetting.end.two", { count: pair.length });
    const stream = embeddedReber.stream(random(1), 20_000);
    // An end: what was remembered comes again, then E, then the next string's B.
    const ends = [...stream.matchAll(/[TP]E(?=B)/g)].map(({ index }) => index + 1);
    const found = [...stream.matchAll(new RegExp(`(?=${pair})`, "g"))].map(({ index }) => index);
    if (found.length === 0) return wrong("forgetting.end.never", { pair });
    const at = ends.filter((end) => found.includes(end) || found.includes(end - 1)).length;
    if (at === 0) return wrong("forgetting.end.within", { pair, count: found.length });
    if (at < ends.length) return wrong("forgetting.end.some", { pair, at, of: ends.length });
    return right("forgetting.end.right", { of: ends.length });
  });

/** Exercise 4: the bias at which a forget gate that reads nothing else keeps half of C over 12 steps. */
export function checkBias(answer: unknown): Checked {
  const f = 0.5 ** (1 / 12);
  const bias = Math.log(f / (1 - f));
  return numbered(answer, {
    value: bias,
    why: "forgetting.bias.right",
    mistakes: [
      [f, "forgetting.bias.gate"],
      [-bias, "forgetting.bias.sign"],
      [Math.log(f), "forgetting.bias.log"],
      [0, "forgetting.bias.one"],
    ],
    ...{ absolute: 0.02, relative: 0 },
  });
}
