import type { Vocabulary } from "../models/vocabulary.js";

/** What a text costs, in nats a character, whoever guesses without a network. */
export interface Baselines {
  /** Every character as likely as any: ln V. */
  readonly uniform: number;
  /** By how often each occurs. */
  readonly letters: number;
  /** By how often each follows the one before: the best that a network without a loop can learn. */
  readonly pairs: number;
}

/** Counts on one text, measures on another; every count starts at 1, so that nothing is impossible. */
export function baselines(counted: string, measured: string, vocabulary: Vocabulary): Baselines {
  const V = vocabulary.size;
  const [seen, held] = [vocabulary.encode(counted), vocabulary.encode(measured)];
  const single = new Float64Array(V).fill(1);
  const pair = new Float64Array(V * V).fill(1);
  for (const c of seen) single[c]++;
  for (let k = 1; k < seen.length; k++) pair[seen[k - 1] * V + seen[k]]++;
  const rowSums = Float64Array.from({ length: V }, (_, a) =>
    pair.subarray(a * V, (a + 1) * V).reduce((x, y) => x + y, 0),
  );
  const total = single.reduce((x, y) => x + y, 0);
  let [letters, pairs] = [0, 0];
  for (let k = 1; k < held.length; k++) {
    letters -= Math.log(single[held[k]] / total);
    pairs -= Math.log(pair[held[k - 1] * V + held[k]] / rowSums[held[k - 1]]);
  }
  const count = held.length - 1;
  return { uniform: Math.log(V), letters: letters / count, pairs: pairs / count };
}
