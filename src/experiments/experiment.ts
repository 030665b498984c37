import type { Signal } from "../train/train.js";

/** What a run was about, besides its seed: a few names and sizes. */
export type Case = Readonly<Record<string, string | number>>;
/** What came out of a run: numbers by name. */
export type Figures = Readonly<Record<string, number>>;
/** How a run may be watched and stopped. */
export interface RunOptions {
  /** An AbortSignal. Default: the notebook cell's own Stop button, where there is one. */
  readonly signal?: Signal;
  /** Called with a line of text, as in a training. */
  readonly progress?: (line: string, done: boolean) => void;
}

/**
 * Something that is tried again and again: each case with each seed. A notebook runs a few of them live; all are stored
 * (`npm run experiments`), so that what is claimed of them can be looked up and run again.
 */
export interface Experiment<C extends Case = Case> {
  /** What it is called in commands and files. */
  readonly name: string;
  /** All that the runs have in common: sizes, rates, what counts as solved. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** What is tried, the quickest first. */
  readonly cases: readonly C[];
  /** Each case is tried with each. */
  readonly seeds: readonly number[];
  /** One run; the same case and seed give the same figures, on every machine. */
  run(of: C, seed: number, options?: RunOptions): Promise<Figures>;
}

/** A run whose numbers are kept. */
export interface StoredRun<C extends Case = Case> {
  /** What was tried. */
  readonly case: C;
  /** With which seed. */
  readonly seed: number;
  /** What came out. */
  readonly figures: Figures;
}
/** An experiment's runs as they lie in notebooks/results. */
export interface Stored<C extends Case = Case> {
  /** The experiment's. */
  readonly name: string;
  /** How to make them anew. */
  readonly command: string;
  /** Which version of the sources was run. */
  readonly commit: string;
  /** When it was begun: year, month, day. */
  readonly date: string;
  /** The experiment's, as it was then. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** The experiment's, as they were then. */
  readonly seeds: readonly number[];
  /** Case by case, within each seed by seed. */
  readonly runs: readonly StoredRun<C>[];
}
