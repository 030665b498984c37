import { PerformanceObserver } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { training } from "./layers.mjs";

/**
 * The garbage collector's longest pause over 1,000 training steps.
 * @param {import("./layers.mjs").Given & { steps: number }} given
 * @param {import("./plan.mjs").Configuration} configuration
 */
export function pauses({ steps, ...given }, configuration) {
  const { once, check } = training(given, configuration);
  return {
    async once() {
      /** @type {number[]} */
      const found = [0];
      const note = (/** @type {import("node:perf_hooks").PerformanceObserverEntryList} */ list) =>
        found.push(...list.getEntries().map((entry) => entry.duration));
      const observer = new PerformanceObserver(note);
      observer.observe({ entryTypes: ["gc"] });
      // As a notebook does, the loop lets others have a turn now and then, and so the observer.
      for (let step = 0; step < steps; step++) {
        once();
        if (step % 50 === 0) await sleep(0);
      }
      await sleep(10);
      observer.disconnect();
      return { "longest pause": Math.max(...found), "all pauses": found.reduce((a, b) => a + b) };
    },
    rehearse: once,
    check,
  };
}
