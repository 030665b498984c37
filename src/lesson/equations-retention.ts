import { lstm } from "../cells/lstm.js";
import { random } from "../core/random.js";
import { network } from "../models/network.js";
import type { Figure } from "../plot/figure.js";
import { lines } from "../plot/lines.js";
import { decimals } from "./decimals.js";
import { say } from "./language.js";

const [STEPS, INPUT, HIDDEN] = [100, 8, 32];
const SEEDS = [0, 1, 2, 3, 4];

/**
 * How much of C_0 still rides on the belt of an untrained LSTM that hears noise: f_1 f_2 ... f_t, from 0 to STEPS steps;
 * mean over the units, and over the seeds of weights and noise.
 */
export function retention(bias: number): number[] {
  const total = new Float64Array(STEPS + 1);
  for (const seed of SEEDS) {
    const net = network(lstm, { input: INPUT, hidden: HIDDEN, seed, bias: { f: bias } });
    const { normal } = random(seed).fork("noise");
    const noise = Array.from({ length: STEPS }, () => Array.from({ length: INPUT }, normal));
    const f = net.run(noise).f.data;
    for (let unit = 0; unit < HIDDEN; unit++) {
      let left = 1;
      total[0]! += left;
      for (let t = 0; t < STEPS; t++) total[t + 1]! += left *= f[t * HIDDEN + unit]!;
    }
  }
  return Array.from(total, (sum) => sum / (SEEDS.length * HIDDEN));
}

/** The same for several starting biases of the forget gate. */
export function retentions(biases: readonly number[] = [0, 1, 2, 4]): Figure {
  const series = biases.map((bias) => ({
    name: say("equations.retention.bias", { bias }),
    y: retention(bias),
    markers: false,
  }));
  const halves = series.map(({ name, y }) => {
    const half = y.findIndex((v) => v < 0.5);
    return `${name}: ${half < 0 ? say("equations.retention.never", { steps: STEPS }) : half}`;
  });
  return lines(series, {
    title: say("equations.retention.title"),
    x: say("equations.steps"),
    y: say("equations.retention.y"),
    rangeY: [-0.03, 1.03],
    alt: say("equations.retention.alt", {
      seeds: SEEDS.length,
      halves: halves.join(say("equations.comma")),
      lowest: decimals(series[0]!.y[20]!),
      highest: decimals(series.at(-1)!.y[20]!),
    }),
  });
}
