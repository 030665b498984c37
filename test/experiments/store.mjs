import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";

/** @typedef {import("unrolled").experiments.Experiment} Experiment */
/** @typedef {import("unrolled").experiments.StoredRun} Run */
/** @typedef {Omit<Run, "figures">} Wanted */

export const results = join(repo, "notebooks", "results");
const unfinished = join(repo, ".experiments");

/**
 * All runs of an experiment, in the order in which they are stored.
 * @param {Experiment} experiment
 * @returns {Wanted[]}
 */
export const wanted = ({ cases, seeds }) =>
  cases.flatMap((of) => seeds.map((seed) => ({ case: of, seed })));

export const key = (/** @type {Wanted} */ run) => JSON.stringify([run.case, run.seed]);

/**
 * The runs of an experiment as they come in: each is on the disk before the next begins, so that what is cut off goes on
 * where it was. Another spec begins anew.
 * @param {Experiment} experiment
 * @param {string} [folder]
 */
export function diary({ name, spec }, folder = unfinished) {
  const hash = createHash("sha256").update(JSON.stringify(spec)).digest("hex").slice(0, 12);
  const path = join(folder, `${name}-${hash}.jsonl`);
  /** @type {Map<string, Run>} */
  const runs = new Map();
  for (const line of existsSync(path) ? readFileSync(path, "utf8").split("\n") : [])
    try {
      const run = JSON.parse(line);
      runs.set(key(run), run);
    } catch {
      // An end that was cut off while it was written, and the empty one.
    }
  return {
    runs,
    add(/** @type {Run} */ run) {
      mkdirSync(folder, { recursive: true });
      // The line break stands first: what was cut off does not spoil what follows.
      appendFileSync(path, `\n${JSON.stringify(run)}`);
      runs.set(key(run), run);
    },
    end: () => rmSync(path, { force: true }),
  };
}

/**
 * Writes an experiment's runs, in one piece.
 * @param {Experiment} experiment
 * @param {Map<string, Run>} runs
 * @param {{ commit: string, date: string }} when
 * @param {string} [folder]
 */
export function store(experiment, runs, when, folder = results) {
  const { name, spec, seeds } = experiment;
  const head = { name, command: `npm run experiments -- ${name}`, ...when, spec, seeds };
  const lines = wanted(experiment).map((run) => `    ${JSON.stringify(runs.get(key(run)))}`);
  const text = `${JSON.stringify(head, undefined, 2).slice(0, -2)},\n  "runs": [\n${lines.join(",\n")}\n  ]\n}\n`;
  JSON.parse(text);
  writeWhole(join(folder, `${name}.json`), text);
}

/** A file is the old one or the new one, never half of it. */
export function writeWhole(/** @type {string} */ path, /** @type {string} */ text) {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

/** @param {string} name @returns {import("unrolled").experiments.Stored} */
export const stored = (name) => JSON.parse(readFileSync(join(results, `${name}.json`), "utf8"));
