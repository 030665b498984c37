import { ratio, summary } from "./turns.mjs";
import { isMet, wantedOf } from "./wanted.mjs";

/**
 * A line of the report: one measure of one of our configurations, against one peer if there is one.
 * @typedef {object} Line
 * @property {string} section
 * @property {string} name
 * @property {string} measure
 * @property {string} ours
 * @property {import("./turns.mjs").Summary} [oursMs]
 * @property {string} [peer]
 * @property {string} [form] the best of the peer's
 * @property {import("./turns.mjs").Summary} [peerMs]
 * @property {{ median: number, min: number }} [ratio] peer's time by ours; by median and by least
 * @property {number} [share] ours by the peer's
 * @property {import("./wanted.mjs").Limit} [wanted]
 * @property {boolean} [met]
 * @property {string} [missing] why there is no ratio
 * @property {Record<string, number>} [facts]
 */
/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./measure.mjs").Entrant} Entrant */

/**
 * The best form of a contender: the one whose first measure has the least median.
 * @param {Entrant} entrant
 * @param {Map<number, import("./turns.mjs").Turn[]>} timed
 * @param {Map<number, string>} failed
 */
export function settle(entrant, timed, failed) {
  if ("missing" in entrant) return entrant;
  const whole = entrant.ready.filter(({ id }) => !failed.has(id));
  if (whole.length === 0) return { missing: failed.get(entrant.ready[0].id) ?? "" };
  const scored = whole.map((it) => {
    const turns = timed.get(it.id) ?? [];
    const [measure] = Object.keys(turns[0]);
    return { ...it, turns, score: summary(turns, measure).median };
  });
  return scored.reduce((a, b) => (b.score < a.score ? b : a));
}

/**
 * @param {Row} row
 * @param {ReturnType<typeof settle>[]} found
 * @returns {Line[]}
 */
export function linesOf(row, found) {
  const peers = found.slice(row.ours.length);
  return row.measures.flatMap((measure) =>
    row.ours.flatMap(({ label }, k) => {
      const start = { section: row.section, name: row.name, measure, ours: label };
      if (peers.length === 0) return [line(row, start, found[k])];
      return row.peers.map(({ label: peer }, p) =>
        line(row, { ...start, peer }, found[k], peers[p]),
      );
    }),
  );
}

/**
 * @param {Row} row
 * @param {{ section: string, name: string, measure: string, ours: string, peer?: string }} start
 * @param {ReturnType<typeof settle>} own
 * @param {ReturnType<typeof settle>} [peer]
 * @returns {Line}
 */
function line(row, start, own, peer) {
  const wanted = wantedOf({ ...start, size: row.size });
  const base = { ...start, ...(wanted && { wanted }) };
  if ("missing" in own) {
    const timed = peer && "turns" in peer ? { peerMs: summary(peer.turns, start.measure) } : {};
    return { ...base, ...timed, missing: `${start.ours}: ${own.missing}` };
  }
  const oursMs = summary(own.turns, start.measure);
  const ours = { ...base, oursMs, ...(own.facts && { facts: own.facts }) };
  if (!peer) return { ...ours, ...(wanted && { met: isMet(wanted, oursMs.median) }) };
  if ("missing" in peer) return { ...ours, missing: `${start.peer}: ${peer.missing}` };
  const peerMs = summary(peer.turns, start.measure);
  const r = ratio(peerMs, oursMs);
  const judged = row.share ? 1 / r.median : r.median;
  return {
    ...{ ...ours, peerMs, ratio: r, ...(peer.form.form && { form: peer.form.form }) },
    ...(row.share && { share: judged }),
    ...(wanted && { met: isMet(wanted, judged) }),
  };
}
