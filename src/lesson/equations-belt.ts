import type { lstm } from "../cells/lstm.js";
import { rnn } from "../cells/rnn.js";
import { random } from "../core/random.js";
import { network, type Network } from "../models/network.js";
import { figure, round, type Figure } from "../plot/figure.js";
import { panels } from "../plot/panels.js";
import { say } from "./language.js";

const HOLD = 200;

/** A pulse that says "remember 1", and then 200 steps of noise, even between -0.4 and 0.4. */
export function pulseThenNoise(seed = 1): Float32Array {
  const { uniform } = random(seed);
  return Float32Array.from({ length: HOLD + 1 }, (_, t) => (t === 0 ? 1 : 0.8 * uniform() - 0.4));
}

/** One RNN unit, h' = tanh(w h + w x): the pulse is written at the strength with which the unit hears itself. */
function rnnUnit(w: number): Network<typeof rnn> {
  const unit = network(rnn, { input: 1, hidden: 1 });
  unit.params.set({ W_h: [[w], [w]], b_h: [0] });
  return unit;
}

/** How far a memory strays from what was written, and what slope of its end on its beginning is left. */
interface Memory {
  readonly kept: Float32Array;
  readonly slope: Float32Array;
  /** Root of the mean squared distance from what the pulse wrote. */
  readonly stray: number;
}
const memory = (kept: Float32Array, slope: Float32Array): Memory => ({
  kept,
  slope,
  stray: Math.sqrt(kept.reduce((sum, v) => sum + (v - kept[0]!) ** 2, 0) / kept.length),
});
const ofRnn = (w: number, x: Float32Array): Memory =>
  memory(rnnUnit(w).run(x).h.data, rnnUnit(w).sensitivity(x, "h", "h").data);

/** Self-weights 0.5 to 5 by which one RNN unit strays less than 0.1 and still has a slope of 1e-6 after 200 steps. */
export function rnnUnitsThatDoBoth(x: Float32Array): number[] {
  const weights = Array.from({ length: 46 }, (_, k) => round(0.5 + k / 10));
  return weights.filter((w) => {
    const { stray, slope } = ofRnn(w, x);
    return stray < 0.1 && slope[0]! > 1e-6;
  });
}

/** A hand-set LSTM unit and two RNN units are told one thing and then hear 200 steps of noise. */
export function conveyor(latch: Network<typeof lstm>, seed = 1): Figure {
  const x = pulseThenNoise(seed);
  const belt = memory(latch.run(x).c.data, latch.sensitivity(x, "c", "c").data);
  const contest = [
    { name: say("equations.belt.lstm"), ...belt },
    { name: say("equations.belt.rnn", { w: 1 }), ...ofRnn(1, x) },
    { name: say("equations.belt.rnn", { w: 3 }), ...ofRnn(3, x) },
  ];
  const series = (of: "kept" | "slope") =>
    contest.map((unit) => ({
      name: unit.name,
      y: of === "kept" ? unit.kept : Array.from(unit.slope, (v) => (v > 1e-12 ? v : Number.NaN)),
    }));
  const { data, layout } = panels(
    [
      { y: say("equations.belt.y1"), series: series("kept"), rangeY: [-1.1, 1.1] },
      {
        y: say("equations.belt.y2"),
        x: say("equations.steps"),
        series: series("slope"),
        logY: true,
        rangeY: [-12.5, 1],
      },
    ],
    { title: say("equations.belt.title"), height: 560 },
  );
  const alt = say("equations.belt.alt", {
    steps: HOLD,
    drift: round(Math.max(...Array.from(belt.kept, (v) => Math.abs(v - belt.kept[0]!))), 1),
    slope: round(belt.slope[0]!, 3),
    stray1: round(contest[1]!.stray, 2),
    stray3: round(contest[2]!.stray, 2),
    both: rnnUnitsThatDoBoth(x).length,
  });
  return figure({ data: sameLooks(data, contest.length), layout, alt });
}

/** A unit looks the same in both panels, and has one place in the legend. */
function sameLooks<T extends Readonly<Record<string, unknown>>>(data: readonly T[], count: number) {
  return data.map((trace, k) =>
    k < count
      ? { ...trace, legendgroup: k }
      : { ...trace, line: data[k - count]!["line"], legendgroup: k - count, showlegend: false },
  );
}
