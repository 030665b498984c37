import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { known } from "./canary.mjs";
import { executedBy, LEFT_OUT, testsOf } from "./executed.mjs";
import { makeHost, onHosts } from "./hosts.mjs";
import { judge } from "./judge.mjs";
import { allMutants, key, recording, shuffled } from "./mutants.mjs";
import { replay } from "./replay.mjs";
import { byFolder, isFound, line, scoreOf, show } from "./score.mjs";
import { edited, hash, mutated, read } from "./sources.mjs";
import { typeChecker } from "./type-check.mjs";

// npm run mutate [-- --sample N | --all] [--seed N] [--patience SECONDS] [--processes N] [--keep] [--check]

const { values: flags } = parseArgs({
  options: {
    sample: { type: "string", default: "200" },
    all: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    patience: { type: "string", default: "20" },
    processes: { type: "string", default: "2" },
    keep: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
  },
});
const RESULTS = join(import.meta.dirname, "results.json");

await main(async () => {
  const host = makeHost();
  const tally = await known(host).finally(() => host.end());
  if (flags.check) {
    const more = await replay(JSON.parse(readFileSync(RESULTS, "utf8")));
    tally.passed += more.passed;
    tally.failed += more.failed;
    console.log(`${tally.passed} passed, ${tally.failed} failed`);
    return tally.failed ? 1 : 0;
  }
  if (tally.failed)
    throw new Failure("a mistake that is known was not found: no score is of worth.");
  const [count, seed, patience, processes] = ["sample", "seed", "patience", "processes"].map((n) =>
    number(n),
  );
  const { mutants, ignored } = await allMutants();
  const compiles = typeChecker();
  const sample = [];
  let refused = 0;
  for (const mutant of shuffled(mutants, seed)) {
    if (!flags.all && sample.length === count) break;
    if (compiles(mutant.file, edited(mutant))) sample.push(mutant);
    else refused++;
  }
  console.log(
    `${mutants.length} mutants, ${ignored} more in messages; drawn: ${sample.length}, and ${refused} that do not compile`,
  );
  const { texts, ids } = await recording(sample);
  const executed = await executedBy(texts, processes);

  /** @type {import("./judge.mjs").Judged[]} */
  const judged = [];
  await onHosts(processes, sample, async (mutant, lane) => {
    const id = ids.get(key(mutant));
    if (id === undefined) throw new Error(`${key(mutant)}: no such mutant in the recording`);
    const result = await judge(mutant, testsOf(executed, id, 1e3 * patience), lane);
    judged.push(result);
    console.log(`  ${judged.length} of ${sample.length}: ${line(result)}`);
  });

  const folders = byFolder(judged);
  for (const [folder, score] of Object.entries(folders)) console.log(`${folder}: ${show(score)}`);
  const score = scoreOf(judged);
  console.log(show(score));
  const order = judged.toSorted((a, b) =>
    a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1,
  );
  const rest = order.filter((one) => !isFound(one)).map(line);
  if (flags.keep) {
    const result = {
      command: `npm run mutate -- ${process.argv.slice(2).join(" ")}`,
      ...{ seed, patience, commit: commit(), date: new Date().toISOString().slice(0, 10) },
      versions: { node: process.versions.node, ...versions() },
      leftOut: LEFT_OUT,
      ...{ mutants: mutants.length, inMessages: ignored, doNotCompile: refused },
      ...{ score, folders },
      found: order
        .filter(isFound)
        .map(({ file, start, end, text, test, name }) => ({ file, start, end, text, test, name })),
      notFound: rest,
      sources: Object.fromEntries(mutated().map((file) => [file, hash(read(file)).slice(0, 16)])),
    };
    writeFileSync(RESULTS, `${JSON.stringify(result, undefined, 2)}\n`);
  }
  console.log(`Not found:\n${rest.join("\n")}`);
  return 0;
});

/** @param {string} name */
function number(name) {
  const value = Number(flags[/** @type {"seed"} */ (name)]);
  if (!(Number.isInteger(value) && value > 0))
    throw new Failure(`--${name} wants a whole number above 0.`);
  return value;
}
function commit() {
  return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: repo,
    encoding: "utf8",
  }).trim();
}
function versions() {
  const names = ["vitest", "@stryker-mutator/instrumenter", "typescript6"];
  return Object.fromEntries(
    names.map((name) => {
      const at = join(repo, "node_modules", name, "package.json");
      return [name, JSON.parse(readFileSync(at, "utf8")).version];
    }),
  );
}
