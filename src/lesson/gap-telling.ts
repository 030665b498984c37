import type { Cloze } from "../tasks/cloze.js";
import type { Figure } from "../plot/figure.js";
import { lines } from "../plot/lines.js";
import { say } from "./language.js";

/**
 * How often one who sees a single word of each sentence is right about the last, by the word's place: who has counted
 * what follows in `seen`, and is asked about `fresh`. T shares, that of the last word first.
 */
export function tellingShares(seen: Cloze, fresh: Cloze): number[] {
  const steps = seen.text[0].length;
  return Array.from({ length: steps }, (_, back) => {
    const t = steps - 1 - back;
    const counts = new Map<string, Map<number, number>>();
    seen.text.forEach((words, b) => {
      const of = counts.get(words[t]) ?? new Map<number, number>();
      counts.set(words[t], of.set(seen.target[b], (of.get(seen.target[b]) ?? 0) + 1));
    });
    const best = new Map(
      [...counts].map(([word, of]) => [word, [...of].reduce((a, b) => (b[1] > a[1] ? b : a))[0]]),
    );
    const right = fresh.text.filter((words, b) => best.get(words[t]) === fresh.target[b]).length;
    return right / fresh.text.length;
  });
}

/** The same as a figure: all words but one say nothing. */
export function tellingFigure(seen: Cloze, fresh: Cloze): Figure {
  const shares = tellingShares(seen, fresh).map((share) => 100 * share);
  const count = new Set(seen.target).size;
  const x = shares.map((_, k) => k + 1);
  const place = shares.indexOf(Math.max(...shares));
  const between = shares.slice(0, place);
  return lines(
    [
      { name: say("gap.telling.best"), x, y: shares },
      { name: say("gap.telling.luck", { count }), x, y: x.map(() => 100 / count), markers: false },
    ],
    {
      title: say("gap.telling.title"),
      x: say("gap.telling.x"),
      y: say("gap.telling.y"),
      rangeY: [-3, 105],
      alt: say("gap.telling.alt", {
        ...{ gap: place, count, place: place + 1, best: Math.round(shares[place]) },
        least: Math.min(...between).toFixed(1),
        most: Math.max(...between).toFixed(1),
      }),
    },
  );
}
