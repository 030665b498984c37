import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";
import { cloze, type Cloze } from "./cloze.js";
import { LANGUAGE_OF } from "./countries.js";

const COUNTRIES = Object.keys(LANGUAGE_OF) as (keyof typeof LANGUAGE_OF)[];
const LANGUAGES = [...new Set(Object.values(LANGUAGE_OF))];
const split = (text: string): string[] => text.split(" ");
const OPENING = split("I grew up in");
const CLOSINGS = ["speaking fluent", "I speak fluent", "so I speak fluent"].map(split);
// @ is any country and # any language: what stands between says nothing of where somebody grew up.
const BETWEEN = [
  "singing",
  "playing football",
  "reading # books",
  "meeting friends from @",
  "learning some # in @",
].map(split);

/** The words of `grewUp`, languages first. A word's number is its place here. */
export const GREW_UP_WORDS: readonly string[] = [
  ...new Set([...LANGUAGES, ...COUNTRIES, ...OPENING, ...BETWEEN.flat(), ...CLOSINGS.flat()]),
].filter((word) => word !== "@" && word !== "#");

/**
 * "I grew up in France ... I speak fluent": what comes next? Between the country and the answer stand `gap` words, 2 or
 * more, which name other countries and languages at random: the last words tell that a language comes, the far one alone
 * tells which. All 22 languages are equally likely, and so are a language's countries. T = 5 + gap.
 */
export function grewUp(dice: Random, gap: number, batch: number): Cloze {
  if (!Number.isInteger(gap) || gap < 2)
    throw new RangeError(`grewUp: gap is ${gap}; want a whole number of at least 2`);
  checkCount("grewUp: batch is", batch);
  const one = <T>(list: readonly T[]): T => list[dice.below(list.length)];
  const sentences = Array.from({ length: batch }, () => {
    const language = one(LANGUAGES);
    const country = one(COUNTRIES.filter((c) => LANGUAGE_OF[c] === language));
    const closing = one(CLOSINGS.filter(({ length }) => length <= gap));
    const between: string[] = [];
    for (let left = gap - closing.length; left > 0; left = gap - closing.length - between.length)
      for (const word of one(BETWEEN.filter(({ length }) => length <= left)))
        between.push(word === "@" ? one(COUNTRIES) : word === "#" ? one(LANGUAGES) : word);
    return [...OPENING, country, ...between, ...closing, language];
  });
  return cloze(GREW_UP_WORDS, sentences);
}
