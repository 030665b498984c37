import { table, type Shown } from "../plot/display.js";
import { axis, COLOURS, figure, round, rounded, type Figure } from "../plot/figure.js";
import { say } from "./language.js";
import { spread } from "./spread.js";
import { unitLoss, wallStep } from "./vanishing-wall.js";

/** How a step is taken: from where, how far, and how the gradient is held. */
export interface WallWalk {
  /** Where it begins: the unit's self-weight. */
  readonly w: number;
  /** Where it begins: the unit's bias. */
  readonly b: number;
  /** Learning rate. */
  readonly lr: number;
  /** The gradient's norm is held to this. */
  readonly limit: number;
}

/** The loss of one unit over its two weights, from above, with a clipped step and the direction of the whole one. */
export function wallFigure({ w, b, lr, limit }: WallWalk): Figure {
  const [ws, bs] = [spread(61, 0, 3), spread(61, -0.5, 0.5)];
  const losses = bs.map((at) => ws.map((across) => unitLoss(across, at).loss));
  const held = wallStep(w, b, lr, limit);
  const whole = wallStep(w, b, lr);
  const edge = Math.abs((Math.sign(whole.b - b) * 0.5 - b) / (whole.b - b)); // where it leaves the map
  const line = (
    name: string,
    x: readonly number[],
    y: readonly number[],
    k: number,
    dash: string,
    ends: readonly number[],
  ) => ({
    ...{ type: "scatter", mode: "lines+markers", name, x: rounded(x, 4), y: rounded(y, 4) },
    line: { color: COLOURS[k], dash, width: 3 },
    marker: { size: ends, symbol: ["circle", "diamond"], line: { color: "#FFFFFF", width: 1 } },
  });
  return figure({
    data: [
      {
        ...{
          type: "heatmap",
          x: ws,
          y: bs,
          z: losses.map((row) => rounded(row.map(Math.log10), 3)),
        },
        customdata: losses.map((row) => rounded(row, 3)),
        ...{ colorscale: "Cividis", zmin: -3, zmax: 0.5, showlegend: false },
        // Below, where it takes nothing from the width of a phone.
        colorbar: {
          ...{ orientation: "h", y: 0, yref: "container", yanchor: "bottom", thickness: 8 },
          tickfont: { size: 11 },
        },
        hovertemplate: `w = %{x:.2f}, b = %{y:.2f}: ${say("vanishing.wall.loss")} %{customdata}<extra></extra>`,
      },
      line(
        say("vanishing.wall.whole"),
        [w, w + edge * (whole.w - w)],
        [b, b + edge * (whole.b - b)],
        1,
        "dash",
        [11, 0], // its end lies elsewhere
      ),
      line(say("vanishing.wall.held"), [w, held.w], [b, held.b], 5, "solid", [11, 8]),
    ],
    layout: {
      title: { text: say("vanishing.wall.title") },
      xaxis: axis(say("vanishing.wall.w"), { range: [0, 3] }),
      yaxis: axis(say("vanishing.wall.b"), { range: [-0.5, 0.5] }),
      ...{ height: 520, margin: { l: 60, r: 20, t: 98, b: 130 } },
    },
    alt: say("vanishing.wall.alt", {
      ...{ w, b, norm: round(whole.norm, 2), toB: round(whole.b, 2) },
      limit,
    }),
  });
}

/** The same two steps in numbers. */
export function wallTable({ w, b, lr, limit }: WallWalk): Shown {
  const row = (name: string, most: number) => {
    const step = wallStep(w, b, lr, most);
    const length = Math.min(step.norm, most);
    return [
      name,
      ...[length, step.w, step.b, unitLoss(w, b).loss, step.loss].map((v) => String(round(v, 3))),
    ];
  };
  return table(
    (["step", "norm", "w", "b", "before", "after"] as const).map((k) => say(`vanishing.walk.${k}`)),
    [row(say("vanishing.wall.whole"), Infinity), row(say("vanishing.wall.held"), limit)],
  );
}
