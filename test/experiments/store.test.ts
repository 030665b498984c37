import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Experiment, StoredRun } from "../../src/experiments/experiment.js";
import { diary, key, store, wanted } from "./store.mjs";

const experiment: Experiment = {
  name: "toy",
  spec: { steps: 3 },
  cases: [{ model: "a" }, { model: "b" }],
  seeds: [1, 2],
  run: async (_, seed) => ({ right: seed / 3 }),
};
const done = (model: string, seed: number): StoredRun => ({
  case: { model },
  seed,
  figures: { right: seed / 3 },
});
let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "unrolled-experiments-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("runs that were done are known again, whatever was cut off", () => {
  const first = diary(experiment, folder);
  first.add(done("a", 1));
  first.add(done("b", 2));
  const [file] = readdirSync(folder);
  appendFileSync(join(folder, file), '\n{"case":{"model":"b"},"se');
  const second = diary(experiment, folder);
  expect([...second.runs.values()]).toEqual([done("a", 1), done("b", 2)]);
  second.add(done("a", 2));
  expect([...diary(experiment, folder).runs.values()]).toHaveLength(3);
  // Another spec begins anew, and what is over is taken away.
  expect(diary({ ...experiment, spec: { steps: 4 } }, folder).runs.size).toBe(0);
  second.end();
  expect(readdirSync(folder)).toEqual([]);
});

test("what is stored is in the order of cases and seeds, whichever came first, to the last bit", () => {
  const runs = new Map<string, StoredRun>();
  for (const run of [done("b", 2), done("a", 1), done("b", 1), done("a", 2)])
    runs.set(key(run), run);
  writeFileSync(join(folder, "toy.json"), "what was there");
  store(experiment, runs, { commit: "abc", date: "2026-11-25" }, folder);
  const read = JSON.parse(readFileSync(join(folder, "toy.json"), "utf8"));
  expect(read).toEqual({
    name: "toy",
    command: "npm run experiments -- toy",
    ...{ commit: "abc", date: "2026-11-25", spec: { steps: 3 }, seeds: [1, 2] },
    runs: [done("a", 1), done("a", 2), done("b", 1), done("b", 2)],
  });
  expect(readdirSync(folder)).toEqual(["toy.json"]);
});

test("a run that is missing is not stored, and the last good file stays", () => {
  const runs = new Map([done("a", 1)].map((run) => [key(run), run]));
  writeFileSync(join(folder, "toy.json"), "what was there");
  expect(() => store(experiment, runs, { commit: "abc", date: "2026-11-25" }, folder)).toThrow();
  expect(readFileSync(join(folder, "toy.json"), "utf8")).toBe("what was there");
  expect(wanted(experiment)).toHaveLength(4);
});
