/** So many of so many, and where the true share lies with 95 % confidence. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** A share with the 95 % interval of Wilson (1927), which also says something where all or none succeed. */
export function proportion(count: number, of: number): Proportion {
  const [z, share] = [1.959964, count / of];
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half =
    (z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2))) / (1 + z ** 2 / of);
  return { count, of, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
