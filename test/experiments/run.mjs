import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { experiments } from "unrolled";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { replay } from "./replay.mjs";
import { diary, key, store, wanted } from "./store.mjs";
import { onWorkers } from "./workers.mjs";

// npm run experiments [-- NAME ...] [--workers N] [--check]
// Runs all cases and seeds of the experiments and stores them in notebooks/results; what was cut off goes on.

await main(async () => {
  const { values: flags, positionals: names } = parseArgs({
    allowPositionals: true,
    options: {
      workers: { type: "string", default: String(availableParallelism()) },
      check: { type: "boolean", default: false },
    },
  });
  const workers = Number(flags.workers);
  if (!(Number.isInteger(workers) && workers > 0))
    throw new Failure(`--workers wants a whole number above 0, not "${flags.workers}".`);
  const unknown = names.find((name) => !experiments.all.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new Failure(
      `there is no experiment "${unknown}"; there are ${experiments.all.map(({ name }) => name).join(", ")}.`,
    );
  const chosen = experiments.all.filter(({ name }) => names.length === 0 || names.includes(name));
  if (flags.check) return replay(chosen);
  for (const experiment of chosen) await runAll(experiment, workers);
  return 0;
});

/** @param {import("./store.mjs").Experiment} experiment @param {number} workers */
async function runAll(experiment, workers) {
  const when = { commit: committed(), date: new Date().toISOString().slice(0, 10) };
  const { runs, add, end } = diary(experiment);
  const all = wanted(experiment);
  const left = all.filter((run) => !runs.has(key(run)));
  console.log(
    `${experiment.name}: ${all.length} runs${runs.size ? `, ${runs.size} done before` : ""}`,
  );
  const begin = performance.now();
  let count = 0;
  await onWorkers(experiment.name, left, workers, (run) => {
    add(run);
    count++;
    const minutes = ((performance.now() - begin) / count / 6e4) * (left.length - count);
    console.log(
      `  ${runs.size} of ${all.length}, about ${minutes.toFixed(0)} min left: ${Object.values(run.case).join(", ")}, seed ${run.seed}: ${show(run.figures)}`,
    );
  });
  store(experiment, runs, when);
  end();
}

/** @param {import("unrolled").experiments.Figures} figures */
function show(figures) {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`)
    .join(", ");
}

/** The commit that holds what is run: a spec that is not committed might still be bent to what comes out. */
function committed() {
  const git = (/** @type {string[]} */ ...args) =>
    execFileSync("git", args, { cwd: repo, encoding: "utf8" }).trim();
  if (git("status", "--porcelain", "src"))
    throw new Failure(
      "src/ has changes that are not committed: commit them, then run the experiments.",
    );
  return git("rev-parse", "--short=12", "HEAD");
}
