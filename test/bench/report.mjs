/** @typedef {import("./lines.mjs").Line} Line */

const WIDTHS = [20, 18, 19, 9, 24, 9, 17];

/** @param {string[]} cells */
const row = (cells) =>
  cells
    .map((cell, k) => ([3, 5].includes(k) ? cell.padStart(WIDTHS[k]) : cell.padEnd(WIDTHS[k] ?? 0)))
    .join("  ")
    .trimEnd();

/** @param {import("./turns.mjs").Summary | undefined} summary */
function time(summary) {
  if (!summary) return "-";
  const ms = summary.median;
  return `${ms < 10 ? ms.toPrecision(3) : ms.toFixed(ms < 100 ? 1 : 0)} ms`;
}

/** @param {string} section */
export const heading = (section) =>
  `\n${section}\n${row(["", "", "ours", "", "peer", "", "ratio (of minima)", "wanted"])}`;

/** @param {Line} line */
export function show(line) {
  const { name, measure, ours, oursMs, peer = "", form = "torch.nn", peerMs } = line;
  const best = form === "torch.nn" ? peer : `${peer}, ${form}`;
  const own = [name, measure, ours, time(oursMs)];
  return row([...own, best, peer && time(peerMs), ratioOf(line), verdict(line)]);
}

/** @param {Line} line */
function ratioOf({ ratio, share, facts }) {
  if (ratio && share !== undefined) return `${share.toFixed(2)} (${(1 / ratio.min).toFixed(2)})`;
  if (ratio) return `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)})`;
  if (!facts?.["bytes"]) return "";
  const { bytes, bytesPerStep } = facts;
  const all = `${(bytes / 1e6).toFixed(1)} MB`;
  return bytesPerStep ? `${all}, ${(bytesPerStep / 1e3).toFixed(0)} kB a step` : all;
}

/** @param {Line} line */
function verdict({ wanted, met }) {
  if (!wanted) return "";
  const limit = "least" in wanted ? `>= ${wanted.least}` : `<= ${wanted.most}`;
  return `${limit} ${met === undefined ? "not judged" : met ? "met" : "MISSED"}`;
}

/**
 * Why figures of a row are missing, each reason once.
 * @param {readonly Line[]} lines
 */
export const missingIn = (lines) => [...new Set(lines.flatMap(({ missing }) => missing ?? []))];

/** @param {readonly Line[]} lines */
export function lastLine(lines) {
  const judged = lines.filter(({ met }) => met !== undefined);
  const open = lines.filter(({ wanted, met }) => wanted && met === undefined).length;
  const met = judged.filter((line) => line.met).length;
  return `${met} of ${judged.length} wanted ratios met${open > 0 ? `; ${open} could not be judged` : ""}`;
}
