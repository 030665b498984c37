import { makeWorker } from "./processes.mjs";
import { setTimeout as wait } from "node:timers/promises";
import { alternate, differs } from "./turns.mjs";
import { linesOf, settle } from "./lines.mjs";

/** @typedef {import("./rows.mjs").Row} Row */
/** @typedef {import("./rows.mjs").Form} Form */
/** @typedef {{ form: Form, id: number, ms: number, check: Record<string, number>, facts?: Record<string, number> }} Ready */
/** @typedef {{ missing: string } | { ready: Ready[] }} Entrant a contender with the forms that can be run */

/**
 * Processes that outlive a row, by name.
 * @type {Map<string, import("./processes.mjs").Worker>}
 */
const workers = new Map();
const worker = (/** @type {string} */ name) => {
  const known = workers.get(name) ?? makeWorker(name);
  workers.set(name, known);
  return known;
};
export const endWorkers = () => workers.forEach((it) => it.end());
/** @param {string} name */
export const versionsOf = (name) => worker(name).ask({ do: "versions" });

let nextId = 0;
/** A form this much slower than the peer's best is not worth its turns. */
const HOPELESS = 1.5;

/**
 * Lets the contenders of a row take turns.
 * @param {Row} row
 * @param {(form: Form) => string | undefined} whyNot a reason known beforehand why a form cannot be run
 * @returns {Promise<{ lines: import("./lines.mjs").Line[], notes: string[] }>}
 */
export async function measure(row, whyNot) {
  const contenders = [...row.ours, ...row.peers];
  /** @type {Entrant[]} */
  const entrants = [];
  /** @type {string[]} */
  const notes = row.peers.flatMap((peer) => peer.note ?? []);
  for (const contender of contenders) entrants.push(await prepare(contender, whyNot, notes));
  refuseOtherWork(row, entrants);
  const running = entrants.flatMap((entrant) => ("ready" in entrant ? entrant.ready : []));
  /** @type {Map<number, string>} */
  const failed = new Map();
  const turns = await alternate(running, row.turns, async ({ form, id }) => {
    const answer = failed.has(id)
      ? {}
      : await worker(form.process).ask({ do: "run", id, ms: row.ms });
    if (answer.missing) failed.set(id, answer.missing);
    // Threads of OpenMP look out for more work, and take a core from who comes next, for up to 200 ms.
    if (form.process === "python:2") await wait(300);
    return answer.times ?? {};
  });
  for (const it of workers.values()) if (it.running) await it.ask({ do: "release" });
  const timed = new Map(running.map(({ id }, k) => [id, turns[k]]));
  const found = entrants.map((entrant) => settle(entrant, timed, failed));
  return { lines: linesOf(row, found), notes };
}

/**
 * @param {import("./rows.mjs").Contender} contender
 * @param {(form: Form) => string | undefined} whyNot
 * @param {string[]} notes
 * @returns {Promise<Entrant>}
 */
async function prepare({ label, forms }, whyNot, notes) {
  /** @type {Ready[]} */
  const ready = [];
  let missing = "it has no form";
  for (const form of forms) {
    const known = whyNot(form);
    const id = nextId++;
    const answer = known
      ? { missing: known }
      : await worker(form.process).ask({ do: "prepare", id, case: form.given });
    if (answer.missing === undefined)
      ready.push({ form, id, ms: answer.ms, check: answer.check, facts: answer.facts });
    else {
      missing = answer.missing;
      if (forms.length > 1) notes.push(`${label}, ${form.form}: ${missing}`);
    }
  }
  const best = Math.min(...ready.map(({ ms }) => ms));
  return ready.length === 0
    ? { missing }
    : { ready: ready.filter(({ ms }) => ms <= HOPELESS * best) };
}

/**
 * A peer that does other work than ours is not run: a ratio to it would say nothing.
 * @param {Row} row
 * @param {Entrant[]} entrants
 */
export function refuseOtherWork(row, entrants) {
  const own = entrants.slice(0, row.ours.length).find((entrant) => "ready" in entrant);
  if (!own || !("ready" in own)) return;
  entrants.forEach((entrant, k) => {
    if (!("ready" in entrant) || entrant === own || row.peers[k - row.ours.length]?.other) return;
    if (row.peers.length === 0) return;
    const reasons = entrant.ready.map(({ check }) => differs(own.ready[0].check, check));
    const same = entrant.ready.filter((_, form) => reasons[form] === undefined);
    entrants[k] = same.length > 0 ? { ready: same } : { missing: reasons[0] ?? "" };
  });
}
