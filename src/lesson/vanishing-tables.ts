import type { rnn } from "../cells/rnn.js";
import type { Figures } from "../experiments/experiment.js";
import type { Network } from "../models/network.js";
import { table, type Shown } from "../plot/display.js";
import { say } from "./language.js";
import { handLatched } from "./vanishing-latch.js";

const tiny = (value: number): string =>
  value < 1e-40 ? say("vanishing.latch.nothing") : value.toExponential(0);

/** A unit set by hand at the latch, for longer and longer sequences: what it gets right, and what is left of its gradient. */
export const latchTable = (unit: Network<typeof rnn>, lengths: readonly number[]): Shown =>
  table(
    ["T", say("vanishing.latch.right"), "∂h_T / ∂h_{T−10}", "∂h_T / ∂h₃"],
    lengths.map((T) => {
      const { right, of, recent, whole } = handLatched(unit, T);
      return [T, say("vanishing.latch.of", { right, of }), tiny(recent), tiny(whole)];
    }),
  );

/** Of a rectified network: its longest gradient in training, how many units are on at the end, and what it gets right. */
export const offTable = (norm: number, before: number, after: number, right: number): Shown =>
  table(
    ["", say("vanishing.off.measured")],
    [
      [say("vanishing.off.norm"), norm.toExponential(0)],
      [say("vanishing.off.before"), percent(before)],
      [say("vanishing.off.after"), percent(after)],
      [say("vanishing.off.right"), percent(right)],
    ],
  );
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** What live runs of the latch came to. */
export const liveTable = (
  runs: readonly { readonly model: string; readonly T: number; readonly figures: Figures }[],
): Shown =>
  table(
    (["model", "T", "before", "right"] as const).map((k) => say(`vanishing.live.${k}`)),
    runs.map(({ model, T, figures }) => [
      model,
      T,
      `10^${figures["before"].toFixed(1)}`.replace("-", "−"),
      percent(figures["right"]),
    ]),
  );
