/** The middle one of some numbers, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return sorted.length === 0
    ? Number.NaN
    : (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}
