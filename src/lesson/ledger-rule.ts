import type { Stored } from "../experiments/experiment.js";
import type { Key } from "./table.js";

/** Words of the table with what stands in their braces. */
export interface Said {
  readonly words: Key;
  readonly values?: Readonly<Record<string, string | number>>;
}
/** The number on which a verdict rests, and where the true one lies with 95 % confidence. */
export interface Measured extends Said {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
/** What stored runs say of a claim. */
export interface Decision {
  readonly verdict: "holds" | "holds if" | "not reproduced";
  readonly figure: Measured;
  /** What it holds if. */
  readonly condition?: Said;
  /** How many runs were judged. */
  readonly n: number;
}
/** A rule of decision: committed before the runs that it judges. */
export interface Rule {
  /** Whose runs it judges. */
  readonly experiment: string;
  /** What must be seen for which verdict. */
  readonly words: Key;
  /** Throws RangeError where the runs that it needs are not all there. */
  readonly decide: (stored: Stored) => Decision;
}
/** On what a claim's verdict rests. */
export type Basis =
  /** A test of this repository holds it: its file and title. */
  | { readonly kind: "definition"; readonly test: string; readonly title: string }
  | { readonly kind: "history"; readonly sources: readonly string[] }
  | { readonly kind: "measured"; readonly rule: Rule }
  | { readonly kind: "open" };
/** A sentence of the essay. */
export interface Claim {
  readonly claim: number;
  readonly place: Key;
  readonly notebook: string;
  readonly words: Key;
  readonly basis: Basis;
}
