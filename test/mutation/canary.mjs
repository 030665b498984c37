import { grouped } from "./grouped.mjs";
import { edited, replacing } from "./sources.mjs";
import { WRONG_KERNELS, textsOf } from "./wrong-kernels.mjs";

// A mistake that must be found, or nothing that this program says can be believed.
const CANARY = replacing(
  "src/graph/ops.ts",
  'pointwise("neg", (d) => [neg(d)])',
  'pointwise("neg", (d) => [d])',
);
const TEST = "test/graph/ops.test.ts";
const NAMES = ["neg: reverse rule against finite differences, plan against interpreter"];
/** Milliseconds, for a few tests on a busy machine. */
const LIMIT = 240_000;

/**
 * Whether right sources pass, and the canary and each wrong kernel fail, the tests that are named for them.
 * @param {import("./hosts.mjs").Host} host
 */
export async function known(host) {
  const tally = { passed: 0, failed: 0 };
  /**
   * @param {string} what
   * @param {boolean} shouldFail
   * @param {import("./host.mjs").Request} request
   */
  const expect = async (what, shouldFail, request) => {
    const answer = await host.ask(request, LIMIT);
    const name = typeof answer === "string" ? `(${answer})` : answer.failed;
    // A test that does not end, or that cannot start, is no test that has found a mistake.
    const found = request.names?.includes(name ?? "") ?? false;
    const ok = shouldFail ? found : name === undefined;
    tally[ok ? "passed" : "failed"]++;
    console.log(`${ok ? "ok" : "FAILED"}: ${what}: ${name ? `fails ${name}` : "passes"}`);
    if (!ok && typeof answer !== "string" && answer.why) console.log(answer.why);
  };
  await expect("right sources", false, { texts: {}, test: TEST, names: NAMES });
  const texts = { [CANARY.file]: edited(CANARY) };
  await expect("the canary, a wrong sign in a reverse rule", true, {
    ...{ texts, test: TEST, names: NAMES },
  });
  const ofKernels = grouped(WRONG_KERNELS, ({ test }) => test);
  for (const [test, kernels] of ofKernels) {
    const names = [...new Set(kernels.map(({ name }) => name))];
    await expect(`right sources in ${test}`, false, { texts: {}, test, names });
    for (const kernel of kernels)
      await expect(kernel.what, true, { texts: await textsOf(kernel), test, names: [kernel.name] });
  }
  return tally;
}
