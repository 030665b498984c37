import { rnn } from "../cells/rnn.js";
import { network } from "../models/network.js";
import { checked, near, right, wrong, type Checked } from "./check.js";
import { numbered } from "./numbered.js";
import { handLatched, restOf } from "./vanishing-latch.js";

/** Exercise 1: d h_20 / d h_0 of one unit with w = 0.9 that rests at 0. */
export const checkShrink = (answer: unknown): Checked =>
  numbered(answer, {
    value: 0.9 ** 20,
    why: "vanishing.shrink.right",
    mistakes: [
      [0.9, "vanishing.shrink.one"],
      [20 * 0.9, "vanishing.shrink.sum"],
      [0.9 ** 19, "vanishing.shrink.count"],
      [0.9 ** 21, "vanishing.shrink.count"],
      [1 - 0.9 ** 20, "vanishing.shrink.lost"],
    ],
  });

/** Exercise 2: after how many steps a largest singular value of 0.5 leaves surely less than 1e-6. */
export const checkSure = (answer: unknown): Checked =>
  numbered(answer, {
    value: 20,
    why: "vanishing.sure.right",
    mistakes: [
      [19, "vanishing.sure.almost"],
      [6 / Math.log10(2), "vanishing.sure.whole"],
      [6, "vanishing.sure.tens"],
    ],
    relative: 0.002,
  });

/** Exercise 3: the slope of a step where a unit with w = 2 rests. */
export function checkRest(answer: unknown): Checked {
  const { h, slope } = restOf(2);
  return numbered(answer, {
    value: slope,
    why: "vanishing.rest.right",
    mistakes: [
      [h, "vanishing.rest.state"],
      [1 - h * h, "vanishing.rest.noWeight"],
      [2, "vanishing.rest.noSlope"],
      [2 * (1 - h), "vanishing.rest.noSquare"],
    ],
    relative: 0.01,
  });
}

/** Exercise 4: { w, b } of the place that a clipped step leads to: gradient (3, 4), limit 1, lr 0.1, from (1, 0). */
export const checkClip = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const { w, b } = (given ?? {}) as Readonly<Record<string, unknown>>;
    if (![w, b].every((v) => typeof v === "number" && Number.isFinite(v)))
      return wrong("vanishing.clip.kind");
    const is = (toW: number, toB: number) => near(w, toW, 1e-6) && near(b, toB, 1e-6);
    if (is(0.94, -0.08)) return right("vanishing.clip.right");
    if (is(0.7, -0.4)) return wrong("vanishing.clip.whole");
    if (is(0.9, -0.1)) return wrong("vanishing.clip.each");
    if (is(1.06, 0.08)) return wrong("vanishing.clip.uphill");
    return wrong("vanishing.clip.other");
  });

/** Exercise 5: { w, u } of one unit that latches 1000 steps of noise and still has a slope above 0.5 where it rests. */
export const checkBoth = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const { w, u } = (given ?? {}) as Readonly<Record<string, unknown>>;
    if (![w, u].every((v) => typeof v === "number" && Number.isFinite(v)))
      return wrong("vanishing.both.kind");
    const [self, ear] = [w as number, u as number];
    if (self <= 1) return wrong("vanishing.both.fades");
    const slope = restOf(self).slope;
    if (slope <= 0.5) return wrong("vanishing.both.slope", { slope: slope.toFixed(2) });
    const unit = network(rnn, { input: 7, hidden: 1 });
    unit.params.set({ W_h: [[self], [ear], [2], [0], [0], [-2], [0], [0]], b_h: 0 });
    const { right: count, of } = handLatched(unit, 1000);
    if (count < of) return wrong("vanishing.both.noise", { right: count, of });
    return right("vanishing.both.right", { slope: slope.toFixed(2) });
  });
