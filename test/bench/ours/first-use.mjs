// What the first use costs, in a process of its own: prints one line of JSON. The argument is the options of the plan.
const options = JSON.parse(process.argv[2]);
const began = performance.now();
/** @type {import("./library.mjs").Library} */
const { lstm, mean, model } = await import(new URL("../../../dist/index.js", import.meta.url).href);
const imported = performance.now();
const [T, B, I, H] = [50, 16, 32, 64];
const plan = model("LSTM", (m) => {
  const { h } = m.scan(m.layer("", lstm, { hidden: H }), { x: m.input("x", [T, B, I]) });
  return { loss: mean(h) };
}).plan({}, options);
const made = performance.now();
plan.forward({ x: new Float32Array(T * B * I) });
const run = performance.now();
const times = {
  import: imported - began,
  "first plan": made - imported,
  "first forward": run - made,
};
process.stdout.write(`${JSON.stringify({ tier: plan.tier, times })}\n`);
process.exit(0); // threads, if the plan has any, must not keep it
