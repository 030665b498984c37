/** Axes and strides with as few axes as say the same. */
export interface Collapsed {
  readonly shape: readonly number[];
  /** Of each operand, along each axis of `shape`. */
  readonly strides: readonly (readonly number[])[];
  /** How many steps of the new outermost axis one step of the old one is. */
  readonly outer: number;
}

/**
 * Drops axes of size 1 and joins neighbours where every operand moves on evenly. The outermost axis stays, and stays
 * apart, unless `mergeOuter`. Every stride along what is then the last axis is 0 or 1, if need be as its size is 1.
 */
export function collapse(
  shape: readonly number[],
  strides: readonly (readonly number[])[],
  mergeOuter = false,
): Collapsed {
  const sizes = [shape[0]];
  const moves = strides.map(([first]) => [first]);
  for (let axis = 1; axis < shape.length; axis++) {
    if (shape[axis] === 1) continue;
    const last = sizes.length - 1;
    const even = strides.every((s, k) => moves[k][last] === s[axis] * shape[axis]);
    if ((last > 0 || mergeOuter) && (even || sizes[last] === 1)) {
      sizes[last] *= shape[axis];
      moves.forEach((m, k) => (m[last] = strides[k][axis]));
    } else {
      sizes.push(shape[axis]);
      moves.forEach((m, k) => m.push(strides[k][axis]));
    }
  }
  if (moves.some((m) => m.at(-1) !== 0 && m.at(-1) !== 1)) {
    sizes.push(1);
    for (const m of moves) m.push(1);
  }
  return { shape: sizes, strides: moves, outer: shape[0] === 0 ? 1 : sizes[0] / shape[0] };
}
