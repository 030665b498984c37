import { lstm } from "../cells/lstm.js";
import { network } from "../models/network.js";
import { figure, round, type Figure } from "../plot/figure.js";
import { panels } from "../plot/panels.js";
import { slider } from "../plot/slider.js";
import { say } from "./language.js";

type Gate = "f" | "i" | "g" | "o";
/** Gates held at a number (the others follow the unit's weights), and what is in the cell before the first step. */
export type GateLabSettings = { readonly [K in Gate]?: number } & {
  /** What is in the cell before the first step. Default 0. */
  readonly c0?: number;
};

const STEPS = 40;
const PULSES = [
  [10, 1],
  [25, -1],
] as const;

/**
 * One LSTM unit that hears a pulse of 1 at step 10, of -1 at step 25 and nothing else. It reads x only (its recurrent
 * weights are 0), so that each number can be worked out by hand: at rest f, i and o are 1/2 and the candidate is 0.
 */
function experiment({ c0 = 0, ...pin }: GateLabSettings) {
  const unit = network(lstm, { input: 1, hidden: 1 });
  unit.params.flat.fill(0);
  for (const gate of ["f", "i", "g", "o"]) unit.params.set({ [`W_${gate}`]: [[0], [2]] });
  const x = new Float32Array(STEPS);
  for (const [at, size] of PULSES) x[at - 1] = size;
  const options = { pin, initial: { c: c0 } };
  const { c, h } = unit.run(x, options);
  return { c: c.data, h: h.data, slope: unit.sensitivity(x, "h", "c", options).data };
}

const steps = Array.from({ length: STEPS }, (_, t) => t + 1);
const held = ({ c0 = 0, ...pins }: GateLabSettings): string =>
  [`C₀ = ${c0}`, ...Object.entries(pins).map(([k, v]) => `${k === "g" ? "C̃" : k} = ${v}`)].join(
    say("equations.comma"),
  );

/** The lab's two panels: C and h as they go, and below them how much h at the end still hangs on each C. */
function bench({ c, h, slope }: ReturnType<typeof experiment>) {
  // A logarithmic axis has no place for 0: what is too small for it is left out.
  const visible = Array.from(slope, (v) => (v > 1e-7 ? v : Number.NaN));
  const series = (name: string, y: ArrayLike<number>) => ({ name, x: steps, y, markers: false });
  return panels(
    [
      { y: say("equations.lab.y1"), series: [series("C", c), series("h", h)], rangeY: [-1.2, 2.2] },
      {
        y: say("equations.lab.y2"),
        x: say("equations.steps"),
        series: [{ ...series("∂h₄₀/∂Cₜ", visible), markers: true }],
        logY: true,
        rangeY: [-7, 0.3],
      },
    ],
    { title: say("equations.lab.title"), height: 560 },
  );
}

const pulses = {
  shapes: PULSES.map(([at]) => ({
    type: "line",
    ...{ x0: at, x1: at, y0: 0, y1: 1, yref: "paper" },
    line: { dash: "dot", width: 1, color: "#888888" },
  })),
  annotations: PULSES.map(([at, size]) => ({
    ...{ x: at, y: 1, yref: "paper", yanchor: "top", xanchor: "left", showarrow: false },
    text: `x = ${size < 0 ? "−1" : size}`,
  })),
};

/** Holds gates of one unit and shows C, h and the gradient together: gateLab({ f: 0.9, c0: 1 }). */
export function gateLab(settings: GateLabSettings = {}): Figure {
  const run = experiment(settings);
  const { data, layout } = bench(run);
  const { c, slope } = run;
  const [end, first, final] = [c.at(-1)!, slope[0]!, slope.at(-1)!].map((v) => round(v, 2));
  return figure({
    data,
    layout: { ...layout, ...pulses },
    alt: say("equations.lab.alt", {
      held: held(settings),
      end: end!,
      first: first!,
      final: final!,
    }),
  });
}

/** The same, with one gate on a slider: gateSlider("f", { c0: 1 }). */
export function gateSlider(
  gate: Gate,
  settings: GateLabSettings = {},
  values: readonly number[] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1],
): Figure {
  const runs = values.map((value) => experiment({ ...settings, [gate]: value }));
  const benches = runs.map(bench);
  const frames = values.map((value, k) => ({ label: String(value), data: benches[k]!.data }));
  const ends = [runs[0]!, runs.at(-1)!].map(({ c }) => round(c.at(-1)!, 2));
  return slider(frames, {
    layout: { ...benches[0]!.layout, ...pulses, height: 680 },
    prefix: `${gate === "g" ? "C̃" : gate} = `,
    start: Math.max(0, values.indexOf(0.9)),
    alt: say("equations.lab.slider", {
      gate,
      held: held(settings),
      from: values[0]!,
      to: values.at(-1)!,
      low: ends[0]!,
      high: ends[1]!,
    }),
  });
}
