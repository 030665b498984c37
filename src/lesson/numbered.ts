import { checked, near, right, wrong, type Checked } from "./check.js";
import type { Key } from "./table.js";

/** What a number is judged by. */
export interface Wanted {
  readonly value: number;
  /** What is said of the right number. */
  readonly why: Key;
  /** Numbers that a known mistake leads to, and what is said of it. */
  readonly mistakes?: readonly (readonly [value: number, key: Key])[];
  /** How far a number may be off: so much, or such a share of it if that is more. Default: half a hundredth of it. */
  readonly absolute?: number;
  readonly relative?: number;
}

/** Judges a number by what it is near: the right one, or one that a known mistake leads to. */
export const numbered = (
  answer: unknown,
  { value, why, mistakes = [], absolute = 1e-12, relative = 0.005 }: Wanted,
): Checked =>
  checked(answer, (given) => {
    if (typeof given !== "number" || Number.isNaN(given)) return wrong("check.kind");
    const is = (to: number): boolean =>
      near(given, to, Math.max(absolute, relative * Math.abs(to)));
    if (is(value)) return right(why);
    return wrong(mistakes.find(([made]) => is(made))?.[1] ?? "check.other");
  });
