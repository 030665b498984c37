/**
 * The arithmetic of a comparison: contenders take turns, and a ratio is made of medians and of minima.
 * @typedef {Record<string, [median: number, least: number]>} Turn milliseconds by measure
 * @typedef {{ median: number, min: number, turns: number[] }} Summary
 */

/**
 * Lets each contender have `turns` turns, one after the other; who begins changes from round to round.
 * @template C
 * @param {readonly C[]} contenders
 * @param {number} turns
 * @param {(contender: C) => Promise<Turn>} take
 * @returns {Promise<Turn[][]>} of each contender, its turns
 */
export async function alternate(contenders, turns, take) {
  /** @type {Turn[][]} */
  const all = contenders.map(() => []);
  for (let round = 0; round < turns; round++)
    for (let k = 0; k < contenders.length; k++) {
      const who = (round + k) % contenders.length;
      all[who].push(await take(contenders[who]));
    }
  return all;
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/**
 * @param {readonly Turn[]} turns
 * @param {string} measure
 * @returns {Summary}
 */
export function summary(turns, measure) {
  const own = turns.map((turn) => turn[measure]);
  const medians = own.map(([m]) => m);
  return {
    median: median(medians),
    min: Math.min(...own.map(([, least]) => least)),
    turns: medians,
  };
}

/**
 * How many times as long the peer takes.
 * @param {Summary} peer
 * @param {Summary} ours
 */
export const ratio = (peer, ours) => ({
  median: peer.median / ours.median,
  min: peer.min / ours.min,
});

/**
 * Why two contenders do not do the same work, or undefined: what both have must agree to 1 in 1,000.
 * @param {Readonly<Record<string, number>>} ours
 * @param {Readonly<Record<string, number>>} peer
 */
export function differs(ours, peer) {
  const common = Object.keys(ours).filter((key) => key in peer);
  if (common.length === 0) return "nothing tells whether it does the same work";
  for (const key of common) {
    const limit = 1e-3 * Math.max(Math.abs(ours[key]), Math.abs(peer[key]));
    if (!(Math.abs(ours[key] - peer[key]) <= limit))
      return `it does other work: ${key} ${peer[key].toPrecision(6)}, ours ${ours[key].toPrecision(6)}`;
  }
  return undefined;
}
