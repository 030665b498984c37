import { experiments } from "unrolled";

// A process that does runs of experiments, as it is asked to.
process.on(
  "message",
  async (/** @type {{ name: string } & import("./store.mjs").Wanted} */ asked) => {
    const experiment = experiments.all.find(({ name }) => name === asked.name);
    try {
      const figures = await experiment?.run(asked.case, asked.seed, { progress: () => {} });
      process.send?.({ figures });
    } catch (error) {
      process.send?.({ error: error instanceof Error ? error.message : String(error) });
    }
  },
);
