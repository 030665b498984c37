import {
  axis,
  COLOURS,
  figure,
  LEGEND_BELOW,
  POWERS,
  type Figure,
  type PlotlyPart,
} from "../plot/figure.js";
import { traces } from "../plot/lines.js";
import { say } from "./language.js";
import {
  beltNorms,
  medians,
  normsByLag,
  plainRnn,
  randomMatrix,
  STARTS,
  untrainedNorms,
} from "./vanishing-norms.js";
import { jacobians } from "./vanishing-jacobians.js";
import { largestStretch } from "./vanishing-matrix.js";

/** The networks of one matrix alone, and the deviation of what they hear if nothing is said. */
const [HIDDEN, DEVIATION] = [16, 0.3];
/** How far back it is followed, and in how many networks. */
export interface Followings {
  /** Default 50. */
  readonly lag?: number;
  /** Default 1 to 5. */
  readonly seeds?: readonly number[];
}
const usual = ({ lag = 50, seeds = [1, 2, 3, 4, 5] }: Followings) => ({ lag, seeds });

/** What is smaller or larger is not drawn. */
const [FLOOR, CEILING] = [-16, 7];

interface Decay {
  readonly name: string;
  readonly norms: readonly number[];
  /** Drawn thin, in the same colour, and not in the legend. */
  readonly bound?: readonly number[];
}

const power = (value: number): string =>
  value >= 1e-4 && value < 1e4 ? String(Number(value.toPrecision(2))) : value.toExponential(0);

/** Norms of gradients by lag on an axis of powers of ten. */
function decayFigure(title: string, decays: readonly Decay[], lag: number, alt: string): Figure {
  const clip = (norms: readonly number[]) =>
    norms.map((v) => (v > 10 ** FLOOR && v < 10 ** CEILING ? v : Number.NaN));
  const measured = traces(
    decays.map(({ name, norms }) => ({ name, y: clip(norms), markers: false })),
  );
  const bounds: PlotlyPart[] = decays.flatMap(({ bound }, k) =>
    bound
      ? traces([{ name: "", y: clip(bound), markers: false }]).map((trace) => ({
          ...trace,
          line: { color: COLOURS[k % COLOURS.length], dash: "solid", width: 1 },
          ...{ showlegend: false, hoverinfo: "skip" },
        }))
      : [],
  );
  const powers = decays.flatMap(({ norms }) => norms.filter((v) => v > 0).map(Math.log10));
  const bottom = Math.max(FLOOR, Math.floor(Math.min(...powers))) - 0.5;
  const top = bounds.length > 0 ? CEILING : Math.min(CEILING, Math.ceil(Math.max(...powers)) + 0.5);
  return figure({
    data: [...measured, ...bounds],
    layout: {
      title: { text: title },
      xaxis: axis(say("vanishing.decay.x"), { range: [0, lag] }),
      yaxis: axis(say("vanishing.decay.y"), {
        ...POWERS,
        range: [bottom, top],
      }),
      ...LEGEND_BELOW,
      height: 460,
    },
    alt,
  });
}

const listed = (decays: readonly Decay[], lag: number): string =>
  decays
    .map(({ name, norms }) => say("vanishing.decay.each", { name, value: power(norms[lag]) }))
    .join(say("equations.comma"));

/** Gradients of plain RNNs by the spectral radius of W, and the bound that its largest singular value sets. */
export function normsFigure(radii: readonly number[], options: Followings = {}): Figure {
  const { lag, seeds } = usual(options);
  const decays = radii.map((radius) => {
    const matrices = seeds.map((seed) => randomMatrix(HIDDEN, seed, radius));
    const stretch = matrices.map(largestStretch);
    return {
      name: `ρ = ${radius}`,
      norms: medians(
        matrices.map((W, k) => normsByLag(plainRnn(W, lag + 1, seeds[k], DEVIATION), "h")),
      ),
      bound: medians(stretch.map((s) => Array.from({ length: lag + 1 }, (_, back) => s ** back))),
    };
  });
  const alt = say("vanishing.norms.alt", {
    ...{ lag, seeds: seeds.length, list: listed(decays, lag) },
    bounds: decays
      .map(({ name, bound }) =>
        say("vanishing.decay.each", { name, value: power(bound[Math.min(10, lag)]) }),
      )
      .join(say("equations.comma")),
  });
  return decayFigure(say("vanishing.norms.title"), decays, lag, alt);
}

/** The same W, driven by louder and louder inputs: the mean slope of its tanh, and what it does to the gradient. */
export function saturationFigure(
  radius: number,
  deviations: readonly number[],
  options: Followings = {},
): Figure {
  const { lag, seeds } = usual(options);
  const decays = deviations.map((deviation) => {
    const runs = seeds.map((seed) => {
      const W = randomMatrix(HIDDEN, seed, radius);
      return jacobians(plainRnn(W, lag + 1, seed, deviation), "h");
    });
    const slopes = runs.flatMap(({ at }) => at["h"].flat().map((h) => 1 - h * h));
    const mean = slopes.reduce((a, b) => a + b) / slopes.length;
    return {
      name: say("vanishing.saturation.each", { deviation, slope: mean.toFixed(2) }),
      norms: medians(runs.map(({ back }) => back.map(largestStretch).reverse())),
    };
  });
  const alt = say("vanishing.saturation.alt", {
    ...{ lag, seeds: seeds.length, radius, list: listed(decays, lag) },
  });
  return decayFigure(say("vanishing.saturation.title", { radius }), decays, lag, alt);
}

/** Untrained plain networks by the way they are started. */
export function startsFigure(options: Followings = {}): Figure {
  const { lag, seeds } = usual(options);
  const decays = Object.entries(STARTS).map(([name, [cell, starts]]) => ({
    name: say(`vanishing.starts.${name as "Glorot" | "orthogonal" | "identity" | "IRNN"}`),
    norms: untrainedNorms(cell, starts, "h", { lag, seeds }),
  }));
  const alt = say("vanishing.starts.alt", {
    ...{ lag, seeds: seeds.length, list: listed(decays, lag) },
  });
  return decayFigure(say("vanishing.starts.title"), decays, lag, alt);
}

/** Untrained LSTMs: along the belt, and in all; a plain RNN beside them. */
export function beltFigure(biases: readonly number[], options: Followings = {}): Figure {
  const { lag, seeds } = usual(options);
  const [cell, starts] = STARTS["Glorot"];
  const decays = [
    ...biases.flatMap((bias) => {
      const { whole, belt } = beltNorms(bias, { lag, seeds });
      return [
        { name: say("vanishing.belt.whole", { bias }), norms: whole },
        { name: say("vanishing.belt.belt", { bias }), norms: belt },
      ];
    }),
    {
      name: say("vanishing.belt.rnn"),
      norms: untrainedNorms(cell, starts, "h", { lag, seeds }),
    },
  ];
  const alt = say("vanishing.belt.alt", {
    ...{ lag, seeds: seeds.length, list: listed(decays, lag) },
  });
  return decayFigure(say("vanishing.belt.title"), decays, lag, alt);
}
