import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { random } from "../../src/core/random.js";
import { LANGUAGE_OF } from "../../src/tasks/countries.js";
import { GREW_UP_WORDS, grewUp } from "../../src/tasks/grew-up.js";

const LANGUAGES = new Set<string>(Object.values(LANGUAGE_OF));

test("countries and languages are the Unicode CLDR's", () => {
  interface Territory {
    readonly _population: string;
    readonly languagePopulation?: Readonly<
      Record<string, { readonly _populationPercent: string; readonly _officialStatus?: string }>
    >;
  }
  const { territoryInfo } = (
    createRequire(import.meta.url)("cldr-core/supplemental/territoryInfo.json") as {
      supplemental: { territoryInfo: Readonly<Record<string, Territory>> };
    }
  ).supplemental;
  const nameOf = (type: "region" | "language", code: string): string =>
    new Intl.DisplayNames("en", { type }).of(code)!;
  const found = Object.entries(territoryInfo).flatMap(
    ([code, { _population, languagePopulation }]) => {
      const official = Object.entries(languagePopulation ?? {}).filter(([, { _officialStatus }]) =>
        ["official", "de_facto_official"].includes(_officialStatus ?? ""),
      );
      if (official.length !== 1 || Number(_population) < 8e6) return [];
      const [[language, { _populationPercent }]] = official;
      const names = [nameOf("region", code), nameOf("language", language)] as const;
      return Number(_populationPercent) >= 80 && names.every((name) => /^[A-Za-z]+$/.test(name))
        ? [names]
        : [];
    },
  );
  expect(LANGUAGE_OF).toEqual(Object.fromEntries(found));
});

test.each([2, 3, 4, 5, 7, 20, 100])("gap %i: so many words stand between", (gap) => {
  const { text, x, target } = grewUp(random(gap), gap, 60);
  const V = GREW_UP_WORDS.length;
  expect(x.shape).toEqual([5 + gap, 60, V]);
  text.forEach((words, b) => {
    expect(words).toHaveLength(5 + gap);
    const sentence = words.join(" ");
    const country = /^I grew up in (\w+) .*speak(ing)? fluent$/.exec(
      sentence,
    )![1] as keyof typeof LANGUAGE_OF;
    expect(GREW_UP_WORDS[target[b]]).toBe(LANGUAGE_OF[country]);
    // x says the same as the text.
    words.forEach((word, t) => {
      const row = x.data.subarray((t * 60 + b) * V, (t * 60 + b + 1) * V);
      expect(row.reduce((a, n) => a + n)).toBe(1);
      expect(row[GREW_UP_WORDS.indexOf(word)]).toBe(1);
    });
  });
});

/** Pearson's statistic of a table of counts against independence: by how many of its standard deviations it is too large. */
function dependence(pairs: readonly (readonly [string, string])[]): number {
  const count = (keys: string[]) => {
    const found = new Map<string, number>();
    for (const k of keys) found.set(k, (found.get(k) ?? 0) + 1);
    return found;
  };
  const [left, right, both] = [
    count(pairs.map(([a]) => a)),
    count(pairs.map(([, b]) => b)),
    count(pairs.map(([a, b]) => `${a} ${b}`)),
  ];
  let sum = 0;
  for (const [a, n] of left)
    for (const [b, m] of right) {
      const expected = (n * m) / pairs.length;
      sum += ((both.get(`${a} ${b}`) ?? 0) - expected) ** 2 / expected;
    }
  const free = (left.size - 1) * (right.size - 1);
  return (sum - free) / Math.sqrt(2 * free);
}

test("the words between say nothing of the answer, the country all", () => {
  const { text, target } = grewUp(random(7), 12, 40_000);
  const pairsAt = (t: number) =>
    text.map((words, b) => [words[t], GREW_UP_WORDS[target[b]]] as const);
  for (let t = 5; t < 17; t++) {
    const words = new Set(text.map((sentence) => sentence[t]));
    if (words.size > 1) expect(dependence(pairsAt(t)), `word ${t}`).toBeLessThan(5);
  }
  expect(dependence(pairsAt(4))).toBeGreaterThan(500);
  // Other countries and languages do stand there.
  const between = new Set(text.flatMap((words) => words.slice(5, 15)));
  for (const [country, language] of Object.entries(LANGUAGE_OF))
    expect([between.has(country), between.has(language)]).toEqual([true, true]);
});

test("languages are equally likely, and so are a language's countries", () => {
  const { text, target } = grewUp(random(3), 2, 44_000);
  const counts = new Map<string, number>();
  const tally = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  text.forEach((words, b) => {
    tally(GREW_UP_WORDS[target[b]]);
    tally(words[4]);
  });
  for (const language of LANGUAGES) {
    const countries = Object.entries(LANGUAGE_OF).filter(([, l]) => l === language);
    expect(Math.abs(counts.get(language)! - 2000)).toBeLessThan(5 * Math.sqrt(2000));
    for (const [country] of countries) {
      const share = 2000 / countries.length;
      expect(Math.abs(counts.get(country)! - share)).toBeLessThan(5 * Math.sqrt(share));
    }
  }
});

test("the same dice, the same sentences; gaps and batches that cannot be are refused", () => {
  expect(grewUp(random(5), 9, 8)).toEqual(grewUp(random(5), 9, 8));
  expect(grewUp(random(5), 9, 8)).not.toEqual(grewUp(random(6), 9, 8));
  for (const gap of [1, 2.5, NaN, -3])
    expect(() => grewUp(random(1), gap, 4)).toThrow(
      `grewUp: gap is ${gap}; want a whole number of at least 2`,
    );
  expect(() => grewUp(random(1), 4, 0)).toThrow("grewUp: batch is 0");
});
