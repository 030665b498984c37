import { lstm1997 } from "../cells/lstm-1997.js";
import { random } from "../core/random.js";
import { network } from "../models/network.js";
import { adding } from "../tasks/adding.js";
import { checked, right, wrong, type Checked } from "./check.js";
import { decimals } from "./decimals.js";
import { numbered } from "./numbered.js";

/** Exercise 1: of how many answers in a hundred a network is right that always says 0.5 to the adding problem. */
export const checkBlind = (answer: unknown): Checked =>
  numbered(answer, {
    value: 100 * (1 - 0.92 ** 2),
    why: "battery.blind.right",
    mistakes: [
      [1 - 0.92 ** 2, "battery.blind.share"],
      [100 * (1 - 0.98 ** 2), "battery.blind.quarter"],
      [8, "battery.blind.even"],
      [16, "battery.blind.one"],
      [0, "battery.blind.zero"],
    ],
    ...{ absolute: 0.5, relative: 0 },
  });

/** Exercise 2: how many numbers an LSTM of 1997 learns, with a layer of one output. */
export function checkParameters(
  answer: unknown,
  { input, hidden, block }: { input: number; hidden: number; block: number },
): Checked {
  const layer = (width: number): number => (hidden + input) * width + width;
  const blocks = hidden / block;
  const all = 2 * layer(blocks) + layer(hidden) + hidden + 1;
  return numbered(answer, {
    value: all,
    why: "battery.count.right",
    mistakes: [
      [3 * layer(hidden) + hidden + 1, "battery.count.units"],
      [4 * layer(hidden) + hidden + 1, "battery.count.forget"],
      [all - hidden - 1, "battery.count.out"],
      [all - 1, "battery.count.outBias"],
      [all - 2 * blocks - hidden - 1, "battery.count.bias"],
      [all - 2 * blocks - hidden, "battery.count.bias"],
      [3 * layer(blocks) + hidden + 1, "battery.count.candidate"],
    ],
    relative: 0,
  });
}

/** Exercise 3: { w, b } of the input gate i = sigmoid(w mark + b), by which one cell of 1997 solves the adding problem. */
export const checkGate = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const { w, b } = (given ?? {}) as Readonly<Record<string, unknown>>;
    if (![w, b].every((v) => typeof v === "number" && Number.isFinite(v)))
      return wrong("battery.gate.kind");
    const cell = network(lstm1997(), { input: 2, hidden: 1, tier: "simd" });
    cell.params.flat.fill(0);
    cell.params.set({ W_i: [[0], [0], [w as number]], b_i: b as number });
    cell.params.set({ W_g: [[0], [SMALL], [0]] }); // so small that g is as good as SMALL X
    const { x, lengths, target } = adding(random(0), 100, 256);
    const { c } = cell.run(x);
    const misses = Array.from(lengths!, (length, k) => {
      const held = c.data[(length - 1) * 256 + k];
      return Math.abs(0.5 + held / (4 * SMALL) - target.data[k]);
    }).filter((error) => !(error < 0.04)).length;
    const open = (mark: number): number =>
      1 / (1 + Math.exp(-((w as number) * mark + (b as number))));
    if (misses === 0) return right("battery.gate.right", { open: decimals(open(0)) });
    if (open(1) < 0.97) return wrong("battery.gate.shut", { open: decimals(open(1)), misses });
    if (open(-1) > 0.03) return wrong("battery.gate.ends", { open: decimals(open(-1)), misses });
    return wrong("battery.gate.leaks", { open: decimals(open(0)), misses });
  });
const SMALL = 0.1;

/** Exercise 4: what a forget gate at sigmoid(4) leaves of a number after 100 steps, in percent. */
export function checkLeak(answer: unknown): Checked {
  const f = 1 / (1 + Math.exp(-4));
  return numbered(answer, {
    value: 100 * f ** 100,
    why: "battery.leak.right",
    mistakes: [
      [f ** 100, "battery.leak.share"],
      [100 * f, "battery.leak.once"],
      [100 * (1 - f ** 100), "battery.leak.gone"],
      [100, "battery.leak.carousel"],
    ],
    ...{ absolute: 0.5, relative: 0 },
  });
}
