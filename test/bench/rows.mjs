import { againstJavascript, forwards, layers, products } from "./rows-peers.mjs";
import { clockworkShare, collector, firstUse, growth, others, tiers } from "./rows-ours.mjs";

/**
 * One thing to run: which process runs it, and the case that it is given. A peer may have several forms, the best of
 * which counts.
 * @typedef {{ process: string, form?: string, given: Record<string, unknown> }} Form
 * @typedef {{ label: string, forms: Form[], note?: string, other?: boolean }} Contender other: it does other work, as the note says
 */
/**
 * Contenders that take turns, and what is compared. `size` is H or n, by which ratios are wanted.
 * @typedef {object} Row
 * @property {string} section
 * @property {string} name
 * @property {number} size
 * @property {string[]} measures
 * @property {Contender[]} ours
 * @property {Contender[]} peers
 * @property {number} turns
 * @property {number} ms that a turn lasts at least
 * @property {boolean} [share] ours is shown as a share of the peer's time
 * @property {boolean} [quick] whether --quick has it
 */

/**
 * Every row, in the order of the report.
 * @param {boolean} quick
 * @returns {Row[]}
 */
export function allRows(quick) {
  /** @type {Row[]} */
  const rows = [
    ...layers(),
    ...forwards(),
    ...products(),
    ...againstJavascript(),
    ...clockworkShare(),
    ...tiers(),
    ...growth(),
    ...others(),
    ...collector(),
    ...firstUse(),
  ];
  if (!quick) return rows;
  return rows
    .filter((row) => row.quick)
    .map((row) => ({ ...row, turns: 2, ms: Math.min(row.ms, 15) }));
}
