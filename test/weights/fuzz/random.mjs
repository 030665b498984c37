/** @typedef {ReturnType<typeof randomOf>} Random */

/**
 * Random choices that depend on the seed and the case alone, so that each case can be made again by itself.
 * @param {number} seed
 * @param {number} index
 */
export function randomOf(seed, index) {
  let state = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
  /** From 0 to 1: mulberry32. */
  function next() {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  /** @param {number} n */
  const below = (n) => Math.floor(next() * n);
  return {
    below,
    /** @param {number} share */
    chance: (share) => next() < share,
    /**
     * @template T
     * @param {readonly T[]} list
     */
    of: (list) => list[below(list.length)],
    /**
     * In another order, in place.
     * @template T
     * @param {T[]} list
     */
    shuffle(list) {
      for (let k = list.length - 1; k > 0; k--) {
        const other = below(k + 1);
        [list[k], list[other]] = [list[other], list[k]];
      }
      return list;
    },
  };
}
