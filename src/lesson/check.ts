import { shown, type Shown } from "../plot/display.js";
import { say } from "./language.js";
import type { Key } from "./table.js";

export interface Verdict {
  readonly right: boolean;
  /** What is wrong, by name; or why it is right. In the reader's language. */
  readonly why: string;
}
type Values = Readonly<Record<string, string | number>>;
export const right = (key: Key, values?: Values): Verdict => ({
  right: true,
  why: say(key, values),
});
export const wrong = (key: Key, values?: Values): Verdict => ({
  right: false,
  why: say(key, values),
});
/** Judges an answer, which a reader may have left undefined or of the wrong kind. */
export type Judge = (answer: unknown) => Verdict;

/** The outcome of an exercise, as a notebook shows it. */
export interface Checked extends Shown {
  readonly right: boolean;
  readonly message: string;
}

/** Judges an answer and says what is wrong with it; an answer still undefined is asked for. */
export function checked(answer: unknown, judge: Judge): Checked {
  if (answer === undefined) return outcome(false, say("check.empty"));
  const { right, why } = judge(answer);
  return outcome(right, say(right ? "check.right" : "check.wrong", { why }));
}

const outcome = (right: boolean, message: string): Checked =>
  shown({ right, message }, { "text/plain": message });

/** Whether an answer is a number within `tolerance` of what is wanted. */
export const near = (answer: unknown, wanted: number, tolerance: number): boolean =>
  typeof answer === "number" && Math.abs(answer - wanted) <= tolerance;
