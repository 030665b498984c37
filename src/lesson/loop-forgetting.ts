import { random } from "../core/random.js";
import type { rnn } from "../cells/rnn.js";
import type { CharacterModel } from "../models/character-model.js";
import type { Figure } from "../plot/figure.js";
import { lines } from "../plot/lines.js";
import { say } from "./language.js";
import { guessesAlong } from "./loop-guesses.js";

/** Characters read before the changed one, so that the network is in full swing. */
const BEFORE = 20;

/**
 * One letter of a text is exchanged for another, and both texts are read on. How far apart the guesses are after 0, 1,
 * ... `after` further characters: half the sum of all differences (total variation), a mean over places of the text.
 */
export function forgetting(
  net: CharacterModel<typeof rnn>,
  text: string,
  { places = 150, after = 30, seed = 0 } = {},
): number[] {
  const dice = random(seed);
  const letters = net.vocabulary.characters.filter((c) => /[a-z]/.test(c));
  const sums = new Float64Array(after + 1);
  for (let place = 0; place < places; place++) {
    const from = dice.below(text.length - BEFORE - after - 1);
    const part = text.slice(from, from + BEFORE + after + 1);
    const others = letters.filter((c) => c !== part[BEFORE]);
    const other = others[dice.below(others.length)];
    const [a, b] = [part, part.slice(0, BEFORE) + other + part.slice(BEFORE + 1)].map((version) =>
      guessesAlong(net, version).slice(BEFORE),
    );
    a.forEach((guess, k) => {
      sums[k] += guess.reduce((sum, p, v) => sum + Math.abs(p - b[k][v]), 0) / 2 / places;
    });
  }
  return Array.from(sums);
}

/** The means of `forgetting`, in percent. */
export function forgettingFigure(apart: readonly number[]): Figure {
  const percent = apart.map((share) => 100 * share);
  const gone = percent.findIndex((p) => p < 1);
  return lines([{ name: "h", y: percent, markers: true }], {
    title: say("loop.forgetting.title"),
    x: say("loop.forgetting.x"),
    y: say("loop.forgetting.y"),
    logY: true,
    alt: say("loop.forgetting.alt", {
      first: Math.round(percent[0]),
      five: percent[5].toPrecision(2),
      gone:
        gone < 0
          ? say("loop.forgetting.stays", { last: percent.length - 1 })
          : say("loop.forgetting.gone", { gone }),
    }),
  });
}
