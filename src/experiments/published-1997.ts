/** What a paper reports of one method on one task. */
export interface Published {
  /** The battery's task. */
  readonly task: string;
  readonly method: string;
  /** By the paper's letters. */
  readonly size: Readonly<Record<string, number>>;
  /** Successful trials, in percent; where the table does not say, all. */
  readonly percent?: number | "some fraction";
  /** Training sequences until success, a mean; more than so many if there was none. */
  readonly after: number;
  /** Misclassified or incorrect sequences of `of` in a test, a mean over the trials. */
  readonly wrong?: number;
  readonly of?: number;
  /** How many trials the means are of; a number for experiment 1's LSTM, which has 30 to a setting. */
  readonly trials?: number;
  /** Hochreiter & Schmidhuber, Long short-term memory, Neural Computation 9(8), 1997. */
  readonly source:
    | `Hochreiter & Schmidhuber 1997, table ${number}`
    | `Hochreiter & Schmidhuber 1997, section ${number}`;
}

const table = (number: number) =>
  ({ source: `Hochreiter & Schmidhuber 1997, table ${number}` }) as const;
const section = (number: number) =>
  ({ source: `Hochreiter & Schmidhuber 1997, section ${number}` }) as const;
const [p100, T100] = [{ p: 100 }, { T: 100 }];

/** Figures of the paper that the battery is held beside; read in its text, sections 5.1 to 5.6. */
// oxfmt-ignore
export const PUBLISHED: readonly Published[] = [
  { task: "1", method: "RTRL, 3 hidden units", size: {}, percent: "some fraction", after: 173_000, ...table(1) },
  { task: "1", method: "RTRL, 12 hidden units", size: {}, percent: "some fraction", after: 25_000, ...table(1) },
  { task: "1", method: "Elman net", size: {}, percent: 0, after: 200_000, ...table(1) },
  { task: "1", method: "RCC", size: {}, percent: 50, after: 182_000, ...table(1) },
  { task: "1", method: "LSTM, 4 blocks of 1, lr 0.1", size: {}, percent: 100, after: 39_740, trials: 30, ...table(1) },
  { task: "1", method: "LSTM, 3 blocks of 2, lr 0.1", size: {}, percent: 100, after: 21_730, trials: 30, ...table(1) },
  { task: "1", method: "LSTM, 4 blocks of 1, lr 0.5", size: {}, percent: 97, after: 9_500, trials: 30, ...table(1) },
  { task: "1", method: "LSTM, 3 blocks of 2, lr 0.5", size: {}, percent: 100, after: 8_440, trials: 30, ...table(1) },
  { task: "2a", method: "RTRL", size: { p: 4 }, percent: 78, after: 1_043_000, trials: 18, ...table(2) },
  { task: "2a", method: "RTRL", size: p100, percent: 0, after: 5_000_000, trials: 18, ...table(2) },
  { task: "2a", method: "BPTT", size: p100, percent: 0, after: 5_000_000, trials: 18, ...table(2) },
  { task: "2a", method: "chunker", size: p100, percent: 33, after: 32_400, trials: 18, ...table(2) },
  { task: "2a", method: "LSTM", size: p100, percent: 100, after: 5_040, trials: 18, ...table(2) },
  { task: "2b", method: "LSTM", size: p100, percent: 100, after: 5_680, trials: 18, ...section(5.2) },
  { task: "2c", method: "LSTM", size: { q: 50, p: 50 }, after: 30_000, trials: 20, ...table(3) },
  { task: "2c", method: "LSTM", size: { q: 100, p: 100 }, after: 31_000, trials: 20, ...table(3) },
  { task: "2c", method: "LSTM", size: { q: 1000, p: 1000 }, after: 49_000, trials: 20, ...table(3) },
  { task: "2c", method: "LSTM", size: { q: 1000, p: 50 }, after: 203_000, trials: 20, ...table(3) },
  { task: "3a", method: "LSTM", size: { T: 100, N: 3 }, after: 27_380, trials: 10, ...table(4) },
  { task: "3b", method: "LSTM", size: { T: 100, N: 3 }, after: 41_740, trials: 10, ...table(5) },
  { task: "3c", method: "LSTM", size: { T: 100, N: 3 }, after: 269_650, trials: 10, ...table(6) },
  { task: "4", method: "LSTM", size: T100, after: 74_000, wrong: 1, of: 2560, trials: 10, ...table(7) },
  { task: "4", method: "LSTM", size: { T: 500 }, after: 209_000, wrong: 0, of: 2560, trials: 10, ...table(7) },
  { task: "4", method: "LSTM", size: { T: 1000 }, after: 853_000, wrong: 1, of: 2560, trials: 10, ...table(7) },
  { task: "5", method: "LSTM, n_seq 140", size: T100, after: 482_000, wrong: 139, of: 2560, trials: 10, ...table(8) },
  { task: "5", method: "LSTM, n_seq 13", size: T100, after: 1_273_000, wrong: 14, of: 2560, trials: 10, ...table(8) },
  { task: "6a", method: "LSTM", size: T100, after: 31_390, wrong: 1, of: 2560, trials: 20, ...table(9) },
  { task: "6b", method: "LSTM", size: T100, after: 571_100, wrong: 2, of: 2560, trials: 10, ...table(9) },
];
