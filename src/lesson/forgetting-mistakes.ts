import { random } from "../core/random.js";
import { placesOf, wholeStrings } from "../experiments/memory-unit.js";
import { table, type Shown } from "../plot/display.js";
import { errorFree, nextSymbol, rightAt } from "../tasks/next-symbol.js";
import { embeddedReber } from "../tasks/reber.js";
import type { Readers } from "./forgetting-reading.js";
import { say } from "./language.js";
import { thousands } from "./thousands.js";

const STREAMS = 10;

/**
 * How far networks read ten fresh streams before their first mistake, the shortest first; how many mistakes they make in
 * all whole strings, how many of these where T or P must come again, and how long those strings are on average.
 */
export function mistakesTable(readers: Readers, symbols: number): Shown {
  const dice = random(5).fork("ten streams");
  const texts = Array.from({ length: STREAMS }, () => embeddedReber.stream(dice, symbols + 1));
  const asked = nextSymbol(embeddedReber, texts);
  const strings = texts.flatMap((text, b) =>
    wholeStrings(text).map(({ text: string, at }) => ({ places: placesOf(string), at, b })),
  );
  return table(
    [
      "",
      say("forgetting.mistakes.first", { symbols: thousands(symbols) }),
      ...(["all", "recall", "length"] as const).map((key) => say(`forgetting.mistakes.${key}`)),
    ],
    Object.entries(readers).map(([name, { net }]) => {
      const { output } = net.run(asked.x);
      const lengths = errorFree(asked, output).toSorted((a, b) => a - b);
      const mistakes = strings.flatMap(({ places, at, b }) =>
        places.flatMap((place, k) =>
          at + k < symbols && !rightAt(asked, output, at + k, b)
            ? [{ place, length: places.length }]
            : [],
        ),
      );
      const mean = mistakes.reduce((sum, { length }) => sum + length, 0) / mistakes.length;
      return [
        name,
        lengths.map(thousands).join("  "),
        mistakes.length,
        mistakes.filter(({ place }) => place === "innerEnd").length,
        mistakes.length === 0 ? "–" : mean.toFixed(0),
      ];
    }),
  );
}
