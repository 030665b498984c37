/** A number and where the true one lies with 95 % confidence. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Student's t, 97.5 %, for 1, 2, ... 15 degrees of freedom; more come near enough to the normal's. */
const T975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131,
];

/**
 * A statistic of runs whose seeds are independent, with its interval by leaving out one seed after the other (Quenouille
 * 1956; Tukey 1958): for numbers that no formula has an interval for. Throws RangeError for fewer than 2 seeds.
 */
export function jackknife(
  seeds: readonly number[],
  statistic: (kept: readonly number[]) => number,
): Interval {
  const n = seeds.length;
  if (n < 2) throw new RangeError(`jackknife: got ${n} seeds; want at least 2`);
  const value = statistic(seeds);
  const left = seeds.map((out) => statistic(seeds.filter((seed) => seed !== out)));
  const mean = left.reduce((a, b) => a + b) / n;
  const error = Math.sqrt(((n - 1) / n) * left.reduce((sum, v) => sum + (v - mean) ** 2, 0));
  const half = (T975[n - 2] ?? 1.96) * error;
  return { value, low: value - half, high: value + half };
}
