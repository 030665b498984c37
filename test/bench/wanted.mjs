/**
 * The ratios that we want, peer's time over ours by H (or by n), in one place. `most` is for what should be small: a
 * share, or milliseconds.
 * @typedef {{ section: RegExp, ours: RegExp, peer?: RegExp, measure?: string, name?: RegExp, least?: (size: number) => number | undefined, most?: number }} Wanted
 */

const THROUGH = "forward + backward";
const ONE = /^workbook$/;

/**
 * @param {Record<number, number>} values
 * @returns {(size: number) => number | undefined}
 */
const bySize = (values) => (size) => values[size];

/** @type {readonly Wanted[]} */
export const WANTED = [
  {
    ...{ section: /^LSTM$/, measure: THROUGH, ours: ONE, peer: /PyTorch/ },
    least: bySize({ 32: 10, 64: 1.4, 128: 1.1, 256: 1.3, 512: 1 }),
  },
  {
    ...{ section: /^LSTM$/, measure: THROUGH, ours: /^flagless$/, peer: /PyTorch/ },
    least: bySize({ 32: 6, 64: 0.9, 128: 0.7, 256: 0.75, 512: 0.6 }),
  },
  {
    ...{ section: /^LSTM, 2 threads$/, measure: THROUGH, ours: /^workbook/, peer: /PyTorch/ },
    least: bySize({ 32: 8, 64: 1.5, 128: 1.2, 256: 1.3, 512: 1 }),
  },
  {
    ...{ section: /^(RNN|GRU.*)$/, measure: THROUGH, ours: ONE, peer: /PyTorch/ },
    least: (H) => (H <= 256 ? 1.5 : 1),
  },
  {
    section: /^(Peephole|Coupled|MUT1|Depth-Gated|Clockwork RNN)$/,
    ...{ measure: THROUGH, ours: ONE, peer: /PyTorch/ },
    least: (H) => (H <= 64 ? 5 : 3),
  },
  {
    ...{ section: /^Forward only/, ours: ONE, peer: /onnxruntime/ },
    least: (H) => (H <= 128 ? 1 : undefined),
  },
  {
    ...{ section: /^Products$/, ours: ONE, peer: /OpenBLAS/ },
    least: (n) => (n >= 128 ? 0.95 : undefined),
  },
  {
    ...{ section: /^Products$/, ours: /^flagless$/, peer: /OpenBLAS/ },
    least: (n) => (n >= 128 ? 0.45 : undefined),
  },
  { section: /^Clockwork's share$/, name: /^8 modules/, ours: ONE, most: 0.4 },
  { section: /^Garbage/, measure: "longest pause", ours: /flagless|workbook/, most: 5 },
];

/**
 * @typedef {{ section: string, name: string, measure: string, size: number, ours: string, peer?: string | undefined }} Asked
 * @typedef {{ least: number } | { most: number }} Limit
 */

/**
 * What is wanted of a row, if anything is.
 * @param {Asked} row
 * @param {readonly Wanted[]} [table]
 * @returns {Limit | undefined}
 */
export function wantedOf({ section, name, measure, size, ours, peer = "" }, table = WANTED) {
  for (const it of table) {
    const fits =
      it.section.test(section) &&
      it.ours.test(ours) &&
      (it.peer ?? /^/).test(peer) &&
      (it.name ?? /^/).test(name) &&
      (it.measure ?? measure) === measure;
    if (!fits) continue;
    if (it.most !== undefined) return { most: it.most };
    const least = it.least?.(size);
    return least === undefined ? undefined : { least };
  }
  return undefined;
}

/**
 * @param {Limit} limit
 * @param {number} value
 */
export const isMet = (limit, value) =>
  "least" in limit ? value >= limit.least : value <= limit.most;
