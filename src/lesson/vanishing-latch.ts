import type { rnn } from "../cells/rnn.js";
import { random } from "../core/random.js";
import type { Network } from "../models/network.js";
import { latching } from "../tasks/latching.js";

/** How a unit that was set by hand does at the latch. */
export interface HandLatched {
  readonly T: number;
  /** Of how many sequences it tells the class, and of how many. */
  readonly right: number;
  readonly of: number;
  /** The largest |d h_T / d h_t| of all sequences, 10 steps before the end, and from the end of the class's steps. */
  readonly recent: number;
  readonly whole: number;
}

/** Lets one unit with 7 inputs, as the latch has them, hear sequences of T steps, and judges the sign of its last state. */
export function handLatched(unit: Network<typeof rnn>, T: number, sequences = 20): HandLatched {
  const { x, target } = latching(random(1).fork("by hand"), T, sequences);
  const h = unit.run(x).h.data.slice(-sequences);
  const back = unit.sensitivity(x, "h", "h").data;
  const largest = (t: number) =>
    Math.max(...back.slice(t * sequences, (t + 1) * sequences).map(Math.abs));
  const right = h.reduce((count, v, b) => count + Number(v * target.data[b] > 0), 0);
  return {
    ...{ T, right, of: sequences },
    recent: largest(Math.max(0, T - 11)),
    whole: largest(Math.min(2, T - 1)),
  };
}

/** Where h = tanh(w h) rests above 0, for w > 1, and the slope of a step there: w (1 - h^2). */
export function restOf(w: number): { readonly h: number; readonly slope: number } {
  let h = 1;
  for (let k = 0; k < 10_000; k++) h = Math.tanh(w * h);
  return { h, slope: w * (1 - h * h) };
}
