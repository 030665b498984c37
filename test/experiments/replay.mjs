import { isDeepStrictEqual } from "node:util";
import { isStored, stored } from "./store.mjs";

/**
 * Runs one case of each experiment again, and compares its figures with the stored ones: to the last bit.
 * @param {readonly import("./store.mjs").Experiment[]} chosen
 */
export async function replay(chosen) {
  let [passed, failed] = [0, 0];
  for (const experiment of chosen) {
    if (!isStored(experiment.name)) {
      console.log(`${experiment.name}: no runs are stored yet`);
      continue;
    }
    const { runs } = stored(experiment.name);
    // The first case is the quickest; which seed is another every day.
    const [first] = experiment.cases;
    const seed = experiment.seeds[Math.floor(Date.now() / 864e5) % experiment.seeds.length];
    const figures = await experiment.run(first, seed, { progress: () => {} });
    const before = runs.find((run) => isDeepStrictEqual([run.case, run.seed], [first, seed]));
    const same = isDeepStrictEqual(before?.figures, figures);
    if (same) passed++;
    else failed++;
    console.log(
      `${same ? "ok" : "FAILED"}: ${experiment.name}, ${JSON.stringify(first)}, seed ${seed}: ${JSON.stringify(figures)}${same ? "" : `; stored: ${JSON.stringify(before?.figures)}`}`,
    );
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed ? 1 : 0;
}
