import type { Stored } from "../experiments/experiment.js";
import { CLAIMS } from "./ledger-claims.js";
import type { Decision } from "./ledger-rule.js";
import { say } from "./language.js";

/** A claim of the essay and what became of it, as it lies in notebooks/results/ledger.json. */
export interface LedgerRow {
  /** Its number; a claim that is tested in several ways has several rows. */
  readonly claim: number;
  /** In a few words, in the reader's language. */
  readonly words: string;
  /** Under which heading of the essay it stands. */
  readonly place: string;
  /** Where it is shown or measured, or will be: "02". */
  readonly notebook: string;
  /** What became of it. */
  readonly verdict: Decision["verdict"] | "definition" | "history" | "open";
  /** How it is decided: the rule, the test that holds a definition, or the sources of what is history. */
  readonly by?: string;
  /** Whose stored runs decide it. */
  readonly experiment?: string;
  /** What those have in common. */
  readonly spec?: Stored["spec"];
  /** Their seeds. */
  readonly seeds?: readonly number[];
  /** Runs that were judged. */
  readonly n?: number;
  /** The number on which the verdict rests, in words, and its 95 % interval. */
  readonly figure?: {
    /** In the reader's language. */
    readonly words: string;
    /** A share, or what the words say. */
    readonly value: number;
    /** The least that it may truly be. */
    readonly low: number;
    /** The most. */
    readonly high: number;
  };
  /** What it holds if. */
  readonly condition?: string;
}

/**
 * All claims of the essay with their verdicts, or those that one notebook decides, from stored results by name. Throws
 * RangeError where a result is wanted that is not there.
 */
export function ledger(results: Readonly<Record<string, Stored>>, by?: string): LedgerRow[] {
  return CLAIMS.filter((row) => by === undefined || row.notebook === by).map(
    ({ claim, place, notebook, words, basis }) => {
      const row = { claim, words: say(words), place: say(place), notebook };
      if (basis.kind === "open") return { ...row, verdict: "open" };
      if (basis.kind === "definition")
        return { ...row, verdict: "definition", by: `${basis.test}: ${basis.title}` };
      if (basis.kind === "history")
        return { ...row, verdict: "history", by: basis.sources.join("; ") };
      const { rule } = basis;
      const stored = results[rule.experiment];
      if (!stored)
        throw new RangeError(
          `ledger: claim ${claim} needs the results of "${rule.experiment}": npm run experiments -- ${rule.experiment}`,
        );
      const { verdict, figure, condition, n } = rule.decide(stored);
      const { value, low, high } = figure;
      return {
        ...row,
        verdict,
        by: say(rule.words),
        ...{ experiment: rule.experiment, spec: stored.spec, seeds: stored.seeds, n },
        figure: { words: say(figure.words, figure.values), value, low, high },
        ...(condition ? { condition: say(condition.words, condition.values) } : {}),
      };
    },
  );
}
