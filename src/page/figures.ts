import { figure, heatmap, lines, panels, type Figure, type Series } from "../index.js";
import { AGES, MEAN_OF, memoryOf, SET, type CellName, type Look } from "./learner.js";
import type { Report } from "./trainer.js";
import { say, type Word } from "./words.js";

const { H, T } = SET;
/** Nats an answer, for who knows the answer at a star and tosses a coin elsewhere: the first card has a star, others 1 in 20. */
export const GUESS = ((T - 1) / T) * 0.95 * Math.LN2;
const STEPS = Array.from({ length: T }, (_, t) => t + 1);
const GATES: Readonly<Record<CellName, readonly string[]>> = {
  lstm: ["f", "i", "o"],
  gru: ["z", "r"],
  rnn: [],
};
export const percent = (share: number): number => Math.round(100 * share);

export function lossFigure({ losses }: Report): Figure {
  const x = losses.map((_, k) => (k + 1) * MEAN_OF);
  const guess = { name: say("loss.guess"), x: [0, SET.steps], y: [GUESS, GUESS], markers: false };
  const loss = losses.at(-1)?.toFixed(2) ?? "–";
  return lines([{ name: say("loss.network"), x, y: losses, markers: false }, guess], {
    title: say("loss.title"),
    x: say("loss.x"),
    y: say("loss.y"),
    rangeY: [0, 0.8],
    height: 320,
    alt: say("loss.alt", { loss, guess: GUESS.toFixed(2) }),
  });
}

export function rightFigure({ right }: Report): Figure {
  const y = right.map((share) => 100 * share);
  const coin = { name: say("right.coin"), x: [0, AGES - 1], y: [50, 50], markers: false };
  const [first, last] = [right[0], right[AGES - 1]].map(percent);
  return lines([{ name: say("loss.network"), y, markers: true }, coin], {
    title: say("right.title"),
    x: say("right.x"),
    y: say("right.y"),
    rangeY: [0, 105],
    height: 320,
    alt: say("right.alt", { first, last }),
  });
}

export const hasStar = (x: Float32Array, t: number): boolean => x[2 * t + 1] === 1;
/** The step of the last star at or before t; -1 if there was none. */
export const lastStar = (x: Float32Array, t: number): number => {
  while (t >= 0 && !hasStar(x, t)) t--;
  return t;
};
const unitOf = (look: Look, key: string, unit: number): Float32Array =>
  Float32Array.from({ length: T }, (_, t) => look.seen[key][t * H + unit]);
const nameOf = (key: string): string => say(`name.${key}` as Word);

/** Answers, gates and state of the unit that goes most closely with the answer. */
export function gatesFigure({ options: { cell }, order }: Report, look: Look): Figure {
  const unit = order[0];
  const truth = STEPS.map((_, t) => {
    const star = lastStar(look.x, t);
    return star < 0 ? Number.NaN : (look.x[2 * star] + 1) / 2;
  });
  const stars = STEPS.filter((t) => hasStar(look.x, t - 1));
  const series = (name: string, y: ArrayLike<number>, x: readonly number[] = STEPS): Series => ({
    ...{ name, x, y },
    markers: x !== STEPS,
  });
  const gates = GATES[cell].map((key) => series(nameOf(key), unitOf(look, key, unit)));
  const memory = memoryOf(cell);
  const { data, layout } = panels(
    [
      {
        y: say("gates.answer"),
        series: [
          series(say("gates.truth"), truth),
          series(say("gates.network"), look.white),
          {
            ...series(
              say("gates.star"),
              stars.map((t) => truth[t - 1]),
              stars,
            ),
            markers: true,
          },
        ],
        rangeY: [-0.1, 1.1],
      },
      ...(gates.length > 0
        ? [{ y: say("gates.gates"), series: gates, rangeY: [-0.05, 1.05] as const }]
        : []),
      {
        ...{ x: say("gates.x"), y: nameOf(memory) },
        series: [series(nameOf(memory), unitOf(look, memory, unit))],
      },
    ],
    { title: say("gates.title", { unit: unit + 1, H }) },
  );
  // A star's mark is no line from star to star.
  const drawn = data.map((trace, k) => (k === 2 ? { ...trace, mode: "markers" } : trace));
  return figure({
    data: drawn,
    layout,
    alt: say("gates.alt", { means: GATES[cell].map((key) => means(look, key, unit)).join(" ") }),
  });
}

function means(look: Look, key: string, unit: number): string {
  const of = (isStar: boolean): string => {
    const found = unitOf(look, key, unit).filter((_, t) => hasStar(look.x, t) === isStar);
    return found.length ? (found.reduce((a, b) => a + b, 0) / found.length).toFixed(2) : "–";
  };
  return say("gates.mean", { name: nameOf(key), stars: of(true), others: of(false) });
}

/** What can be shown of all units. */
export const shownOf = (cell: CellName): readonly string[] =>
  cell === "lstm"
    ? ["f", "i", "o", "c", "g", "h"]
    : [...GATES[cell], ...(cell === "gru" ? ["n", "h"] : ["h"])];

/** One gate or state of all units, from the one that goes most closely with the answer down. */
export function unitsFigure({ options: { cell }, order }: Report, look: Look, key: string): Figure {
  const rows = order.map((unit) => unitOf(look, key, unit));
  const most = Math.max(
    1,
    Math.ceil(Math.max(...rows.flatMap((row) => Array.from(row, Math.abs)))),
  );
  const [low, high] = GATES[cell].includes(key) ? [0, 1] : [-most, most];
  const name = nameOf(key);
  return heatmap(rows, {
    title: say("units.title", { H, name }),
    x: say("units.x"),
    y: say("units.y"),
    colour: name,
    columns: STEPS.map((t) => (hasStar(look.x, t - 1) ? "★" : "")),
    rows: order.map((unit, k) => (k % 4 === 0 ? String(unit + 1) : "")),
    range: [low, high],
    hover: "%{z:.2f}<extra></extra>",
    alt: say("units.alt", { name, H, low, high }),
  });
}
