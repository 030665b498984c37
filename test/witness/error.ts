/** How far two tensors are apart, and gradients from values alone: the yardsticks of every gradient test. */

/**
 * ||a - b|| / (||a|| + ||b||): 0 for equal tensors (two of zeros included), 1 for opposite ones, NaN if either holds one.
 * The error is the whole tensor's, because a ratio by component fails wherever a component is zero by nature.
 */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length)
    throw new RangeError(`relativeError: a has ${a.length} numbers but b has ${b.length}`);
  let [apart, ofA, ofB] = [0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    apart += (a[k] - b[k]) ** 2;
    ofA += a[k] ** 2;
    ofB += b[k] ** 2;
  }
  return apart === 0 ? 0 : Math.sqrt(apart) / (Math.sqrt(ofA) + Math.sqrt(ofB));
}

/**
 * df/dx by central differences; f reads x, whose entries are moved in turn and put back. The truncation error falls as
 * eps^order, so that eps can be wide enough for rounding not to matter: in the sixth order both stay near 1e-13. The
 * fourth costs two thirds of it.
 */
export function finiteDifference(
  f: () => number,
  x: Float64Array,
  eps = 1e-3,
  order: 4 | 6 = 6,
): Float64Array {
  return Float64Array.from(x, (at, k) => {
    const difference = (steps: number): number => {
      x[k] = at + steps * eps;
      const above = f();
      x[k] = at - steps * eps;
      const below = f();
      x[k] = at;
      return above - below;
    };
    return order === 4
      ? (8 * difference(1) - difference(2)) / (12 * eps)
      : (45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * eps);
  });
}
