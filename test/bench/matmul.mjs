// How fast matrix products and an LSTM are in each tier: `npm run build && node test/bench/matmul.mjs`.
// The tiers take turns in one process; each line is the median, and the ratio is to the TypeScript form's median.
import { setFlagsFromString } from "node:v8";
// What tier "wide" needs; before anything is compiled.
setFlagsFromString("--experimental-wasm-revectorize");
/** @param {string} path a module of the build, which the types do not need */
const built = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);
/** @type {typeof import("../../src/index.js")} */
const { lstm, mean, model } = await built("index.js");
/** @type {typeof import("../../src/core/simd.js")} */
const { scratchOf, TIERS, whyNot, workspace } = await built("core/simd.js");

const here = TIERS.filter((tier) => whyNot(tier) === undefined);
console.log(`Node ${process.version}; tiers: ${here.join(", ")}`);
for (const tier of TIERS) if (!here.includes(tier)) console.log(`no ${tier}: ${whyNot(tier)}`);

/**
 * Median milliseconds of each candidate, which take turns.
 * @param {Record<string, () => void>} candidates
 * @param {number} turns
 * @param {number} atLeast milliseconds that a turn lasts
 */
function alternate(candidates, turns, atLeast) {
  const names = Object.keys(candidates);
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) candidates[name]();
  for (let turn = 0; turn < turns; turn++)
    for (const name of names) {
      const begin = performance.now();
      let runs = 0;
      do {
        candidates[name]();
        runs++;
      } while (performance.now() - begin < atLeast);
      times[name].push((performance.now() - begin) / runs);
    }
  return Object.fromEntries(
    names.map((name) => [name, times[name].sort((a, b) => a - b)[turns >> 1]]),
  );
}

/**
 * @param {string} what
 * @param {Record<string, number>} medians in milliseconds
 * @param {(ms: number) => string} show
 */
function report(what, medians, show) {
  const cells = here.map((tier) => {
    const ratio = `(${(medians["js"] / medians[tier]).toFixed(1)}x)`;
    return `${tier} ${show(medians[tier])} ${tier === "js" ? "" : ratio}`.padEnd(26);
  });
  console.log(what.padEnd(34), ...cells);
}

for (const n of [64, 256, 1024])
  for (const [form, ta, tb] of /** @type {const} */ ([
    ["a b", false, false],
    ["a b'", false, true],
    ["a' b", true, false],
  ])) {
    const candidates = here.map((tier) => {
      const { memory, product } = workspace(3 * n * n, "float32", tier, scratchOf(n, n));
      for (let k = 0; k < 2 * n * n; k++) memory[k] = ((k * 7919) % 1009) / 1009 - 0.5;
      const [a, b] = [
        { at: 0, transposed: ta },
        { at: n * n, transposed: tb },
      ];
      return [tier, () => product(2 * n * n, a, b, n, n, n)];
    });
    const medians = alternate(Object.fromEntries(candidates), n === 1024 ? 3 : 7, 40);
    report(`matmul ${n}, ${form}`, medians, (ms) => `${((2e-6 * n ** 3) / ms).toFixed(1)} GFLOP/s`);
  }

for (const [T, B, I, H] of [
  [50, 1, 32, 32],
  [50, 16, 32, 64],
  [100, 32, 64, 128],
  [100, 32, 128, 256],
  [100, 64, 256, 512],
]) {
  const definition = model("LSTM", (m) => {
    const { h } = m.scan(m.layer("", lstm, { hidden: H }), { x: m.input("x", [T, B, I]) });
    return { loss: mean(h) };
  });
  const x = Float32Array.from({ length: T * B * I }, (_, k) => ((k * 7919) % 1009) / 504.5 - 1);
  const candidates = here.map((tier) => {
    const plan = definition.plan({}, { tier });
    return [
      tier,
      () => {
        plan.forward({ x });
        plan.backward();
      },
    ];
  });
  const medians = alternate(Object.fromEntries(candidates), H === 512 ? 3 : 5, 40);
  report(`LSTM (B, T, I, H) = (${B}, ${T}, ${I}, ${H})`, medians, (ms) => `${ms.toFixed(2)} ms`);
}
