import { random } from "../core/random.js";
import { rnn } from "../cells/rnn.js";
import { network } from "../models/network.js";
import { checked, near, right, wrong, type Checked, type Verdict } from "./check.js";
import type { Key } from "./table.js";

type Mistake = readonly [value: number, key: Key];

/** Judges a number by what it is near: the right one, or one that a known mistake leads to. */
function number(answer: unknown, wanted: number, why: Key, mistakes: readonly Mistake[]): Verdict {
  if (typeof answer !== "number") return wrong("loop.check.kind");
  const tolerance = Math.max(6e-4, Math.abs(wanted) * 1e-9);
  if (near(answer, wanted, tolerance)) return right(why);
  const made = mistakes.find(([value]) => near(answer, value, tolerance));
  return wrong(made ? made[1] : "loop.check.other");
}

const { tanh } = Math;

/** Exercise 1: h_2 of one unit with w = 2, u = 1, b = −1 that reads 2 and 1. */
export const checkSecondState = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const [w, u, b, x1, x2] = [2, 1, -1, 2, 1];
    const h1 = tanh(u * x1 + b);
    if (typeof given === "number" && Math.abs(given) > 1) return wrong("loop.second.range");
    return number(given, tanh(w * h1 + u * x2 + b), "loop.second.right", [
      [h1, "loop.second.first"],
      [tanh(u * x2 + b), "loop.second.noLoop"],
      [tanh(w * tanh(u * x1) + u * x2), "loop.second.noBias"],
      [tanh(w * x1 + u * x2 + b), "loop.second.input"],
      [tanh(w * (u * x1 + b) + u * x2 + b), "loop.second.noTanh"],
    ]);
  });

/** Exercise 2: how many numbers the character network learns. */
export const checkParameters = (answer: unknown, V: number, H: number): Checked =>
  checked(answer, (given) => {
    const [layer, out] = [(H + V) * H, H * V];
    const all = layer + H + out + V;
    return number(given, all, "loop.count.right", [
      [layer + out, "loop.count.noBias"],
      [layer + H + out, "loop.count.oneBias"],
      [layer + H, "loop.count.noOut"],
      [layer, "loop.count.noOut"],
      [V * H + H + out + V, "loop.count.noLoop"],
      [H * H + H + out + V, "loop.count.noInput"],
      [50 * all, "loop.count.times"],
      [50 * (layer + H) + out + V, "loop.count.times"],
    ]);
  });

/** Exercise 3: one unit that keeps the sign of its first input through 200 steps of noise. */
export const checkLatch = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const { w, u, b } = (given ?? {}) as Readonly<Record<string, unknown>>;
    if (![w, u, b].every((v) => typeof v === "number" && Number.isFinite(v)))
      return wrong("loop.latch.kind");
    const net = network(rnn, { input: 1, hidden: 1 });
    net.params.set({ W_h: [w as number, u as number], b_h: [b as number] });
    const dice = random(0);
    const noise = Array.from({ length: 200 }, () => 0.6 * dice.uniform() - 0.3);
    const [plus, minus] = [1, -1].map((first) => net.run([first, ...noise]).h.data);
    if (u === 0) return wrong("loop.latch.deaf");
    if ((w as number) < 0) return wrong("loop.latch.flips");
    if (plus[0] <= 0 || minus[0] >= 0) return wrong("loop.latch.start");
    const lost = plus.findIndex((v, t) => v <= 0 || minus[t] >= 0);
    if (lost > 0)
      return wrong((w as number) <= 1 ? "loop.latch.fades" : "loop.latch.noise", {
        step: lost + 1,
      });
    return right("loop.latch.right");
  });

/** Exercise 4: d h_3 / d h_1 of the unit with w = 0.5, u = 1, b = 0 that reads 2, 0, 0. */
export const checkGradient = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const w = 0.5;
    const h1 = tanh(2);
    const h2 = tanh(w * h1);
    const h3 = tanh(w * h2);
    const [s1, s2, s3] = [h1, h2, h3].map((h) => 1 - h * h);
    return number(given, w * s2 * w * s3, "loop.gradient.right", [
      [w * w, "loop.gradient.noSlope"],
      [w * s3, "loop.gradient.oneStep"],
      [w * s2, "loop.gradient.oneStep"],
      [w * s2 + w * s3, "loop.gradient.sum"],
      [w * s1 * w * s2 * w * s3, "loop.gradient.tooMany"],
      [s1 * w * s2 * w * s3, "loop.gradient.tooMany"],
      [w * s1 * w * s2, "loop.gradient.shifted"],
      [s2 * s3, "loop.gradient.noWeight"],
    ]);
  });
