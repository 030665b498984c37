import { grouped } from "./grouped.mjs";

/** @typedef {import("./judge.mjs").Judged} Judged */

/**
 * Wilson's interval of 95 % for a share of which `found` of `all` were drawn.
 * @param {number} found
 * @param {number} all
 */
export function wilson(found, all) {
  if (all === 0) return { share: NaN, from: 0, to: 1 };
  const z = 1.959964;
  const share = found / all;
  const middle = share + z ** 2 / (2 * all);
  const half = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
  const scale = 1 + z ** 2 / all;
  return { share, from: (middle - half) / scale, to: (middle + half) / scale };
}

/** @param {Judged} judged */
export const isFound = ({ verdict }) => verdict === "killed" || verdict === "timeout";

/** @param {readonly Judged[]} list */
export function scoreOf(list) {
  const found = list.filter(isFound).length;
  return { found, all: list.length, ...wilson(found, list.length) };
}

/** @param {readonly Judged[]} list */
export function byFolder(list) {
  const folder = (/** @type {Judged} */ { file }) => file.slice(0, file.lastIndexOf("/"));
  const groups = [...grouped(list, folder)].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(groups.map(([name, group]) => [name, scoreOf(group)]));
}

const percent = (/** @type {number} */ share) => (100 * share).toFixed(1);
/** @param {ReturnType<typeof scoreOf>} score */
export const show = ({ found, all, share, from, to }) =>
  `${found} of ${all} found, ${percent(share)} % (95 %: ${percent(from)} to ${percent(to)})`;

/** @param {Judged} judged */
export function line({ file, line, mutator, was, text, verdict }) {
  const short = (/** @type {string} */ code) => {
    const flat = code.replaceAll(/\s+/g, " ");
    return flat.length > 60 ? `${flat.slice(0, 57)}...` : flat;
  };
  return `${verdict} ${file}:${line} ${mutator}: ${short(was)} -> ${short(text)}`;
}
