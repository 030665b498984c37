/** Refuses what is no whole number of at least 1. `what` says what it is, up to the number: "train: steps is". */
export function checkCount(what: string, n: number): void {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`${what} ${n}; want a whole number of at least 1`);
}
