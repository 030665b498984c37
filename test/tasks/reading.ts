import type { Task } from "../../src/index.js";

/** What the network sees of sequence b, step by step: rows of I numbers up to its end, past which all is 0. */
export function rowsOf({ x, lengths }: Task, b: number): number[][] {
  const [T, B, I] = x.shape;
  const rows = Array.from({ length: T }, (_, t) =>
    Array.from({ length: I }, (__, i) => x.data[(t * B + b) * I + i]),
  );
  const length = lengths?.[b] ?? T;
  if (rows.slice(length).some((row) => row.some((v) => v !== 0)))
    throw new Error(`sequence ${b} goes on past its end`);
  return rows.slice(0, length);
}

/** The symbols of sequence b, each a row with a single 1. */
export function symbolsOf(task: Task, b: number, alphabet: readonly string[]): string[] {
  return rowsOf(task, b).map((row) => {
    if (row.length !== alphabet.length || row.filter((v) => v === 0).length !== row.length - 1)
      throw new Error(`not one symbol: ${row.join(" ")}`);
    return alphabet[row.indexOf(1)];
  });
}

/**
 * How far from equal the numbers of 0s, 1s ... n - 1s are, in standard deviations: |chi squared - (n - 1)| / sqrt(2 (n - 1)).
 * Infinity where there are other values.
 */
export function unevenness(values: Iterable<number>, n: number): number {
  const counts = Array.from({ length: n }, () => 0);
  for (const v of values) {
    if (!(v in counts)) return Infinity;
    counts[v]++;
  }
  const mean = counts.reduce((a, b) => a + b) / n;
  const chi = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  return Math.abs(chi - (n - 1)) / Math.sqrt(2 * (n - 1));
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b) / values.length;
export const varianceOf = (values: readonly number[]): number =>
  meanOf(values.map((v) => (v - meanOf(values)) ** 2));
