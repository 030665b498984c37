/** What Gers, Schmidhuber & Cummins (2000, table 2) report of 100 networks on streams of the embedded Reber grammar. */
export interface PublishedStreams {
  /** The network of `forgetting` that is nearest to theirs, and what it reads. */
  readonly model: string;
  readonly task: "stream" | "strings";
  /** Percent that predicted ten streams of 100,000 symbols without a mistake. */
  readonly perfect: number;
  /** Percent of the others that went on for more than 1,000 symbols on average. */
  readonly good: number;
  /** How many symbols the rest went on for, on average; percent and symbols. */
  readonly rest: readonly [percent: number, symbols: number];
}

/** Learning to forget: continual prediction with LSTM, Neural Computation 12(10), 2000; read in quotations of its table 2. */
// oxfmt-ignore
export const PUBLISHED_STREAMS: readonly PublishedStreams[] = [
  { model: "LSTM 1997", task: "strings", perfect: 74, good: 0, rest: [26, 31] },
  { model: "LSTM 1997", task: "stream", perfect: 0, good: 1, rest: [99, 37] },
  { model: "decay 0.9", task: "stream", perfect: 0, good: 0, rest: [100, 56] },
  { model: "LSTM, b_f = 1", task: "stream", perfect: 18, good: 29, rest: [53, 145] },
];
