// The witness is a regular expression written from the two diagrams, not from the tables of src/tasks/reber.ts.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { embeddedReber, random, reber, REBER_SYMBOLS, type Grammar } from "../../src/index.js";

const INNER = "B(?:TS*X(?:XT*VP)*(?:S|XT*VV)|PT*V(?:V|P(?:XT*VP)*(?:S|XT*VV)))E";
const isReber = new RegExp(`^${INNER}$`);
const isEmbedded = new RegExp(`^B(?:T${INNER}T|P${INNER}P)E$`);
const grammars: [name: string, Grammar, RegExp, shortest: number, mean: number][] = [
  // The mean length of what is left from each node on solves a = 1 + (a + c)/2 and so on; the start's is 8.
  ["Reber", reber, isReber, 5, 8],
  ["embedded Reber", embeddedReber, isEmbedded, 9, 12],
];

/** Whether a grammar takes a text for one whole string: a B may follow it, and none within it that follows an E. */
function accepts({ legal }: Grammar, text: string): boolean {
  try {
    const after = legal(text).slice(1);
    const ends = Array.from(text, (symbol, t) => symbol === "E" && after[t] === "B");
    return text !== "" && ends.indexOf(true) === text.length - 1;
  } catch {
    return false;
  }
}

test.each(grammars)("%s strings are those of the regular expression", (_, grammar, isLegal) => {
  for (const text of grammar.strings(random(1), 2000)) expect(text).toMatch(isLegal);
});

test("of all 7 ** 5 words of five symbols the automaton accepts the expression's two", () => {
  const words = (n: number): string[] =>
    n === 0 ? [""] : words(n - 1).flatMap((text) => Array.from(REBER_SYMBOLS, (s) => text + s));
  const all = words(5);
  expect(all.filter((text) => accepts(reber, text))).toEqual(all.filter((t) => isReber.test(t)));
  expect(all.filter((text) => isReber.test(text)).sort()).toEqual(["BPVVE", "BTXSE"]);
});

test.each(grammars)(
  "%s: of strings with a wrong symbol the two accept the same",
  (_, grammar, isLegal) => {
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(),
        fc.constantFrom(...REBER_SYMBOLS),
        (seed, place, symbol) => {
          const [text] = grammar.strings(random(seed), 1);
          const t = place % text.length;
          const changed = text.slice(0, t) + symbol + text.slice(t + 1);
          expect(accepts(grammar, changed)).toBe(isLegal.test(changed));
          verdicts.add(isLegal.test(changed));
        },
      ),
      { numRuns: 1000 },
    );
    expect(verdicts.size).toBe(2);
  },
);

test.each(grammars)("%s strings: each of two ways is taken half of the time", (_, grammar) => {
  const counts: Record<string, [number, number]> = {};
  for (const text of grammar.strings(random(2), 4000))
    grammar.legal(text).forEach((ways, t) => {
      if (ways.length > 1) (counts[ways] ??= [0, 0])[ways.indexOf(text[t])]++;
    });
  expect(Object.keys(counts).sort()).toEqual(["PV", "SX", "TP", "TV", "XS"]);
  for (const [a, b] of Object.values(counts))
    // four standard deviations of a fair coin
    expect(Math.abs(a - b)).toBeLessThan(4 * Math.sqrt(a + b));
});

test.each(grammars)(
  "%s strings have the length that follows from the diagram",
  (_, grammar, __, shortest, mean) => {
    const lengths = grammar.strings(random(3), 10_000).map((text) => text.length);
    expect(Math.min(...lengths)).toBe(shortest);
    // Their standard deviation is below 3.4, that of the mean below 0.034.
    expect(Math.abs(lengths.reduce((a, b) => a + b) / lengths.length - mean)).toBeLessThan(0.12);
  },
);

test("a test set has no string of its training set", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 60 }), (seed, count) => {
      const dice = random(seed);
      const known = embeddedReber.strings(dice, count);
      const others = embeddedReber.strings(dice, count, known);
      expect(others).toHaveLength(count);
      expect(others.filter((text) => known.includes(text))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("a stream is strings one after the other, cut off at its end", () => {
  const stream = embeddedReber.stream(random(4), 5000);
  expect(stream).toHaveLength(5000);
  const strings = stream.split(/(?<=[TP]E)(?=B)/); //  E stands before B nowhere within a string
  for (const text of strings.slice(0, -1)) expect(text).toMatch(isEmbedded);
  expect(strings.length).toBeGreaterThan(350);
  expect(embeddedReber.strings(random(5), 1)[0].startsWith(strings.at(-1)![0])).toBe(true);
});

test("what may follow is told at each place, and after the end", () => {
  expect(reber.legal("BTXSE")).toEqual(["B", "TP", "SX", "XS", "E", "B"]);
  // The symbol before last is the second one.
  expect(embeddedReber.legal("BPBTXSEPE").slice(-3)).toEqual(["P", "E", "B"]);
  expect(embeddedReber.legal("BTBTXSETE").slice(-3)).toEqual(["T", "E", "B"]);
});

test("the same dice draw the same strings", () => {
  expect(reber.strings(random(6), 20)).toEqual(reber.strings(random(6), 20));
  expect(reber.stream(random(6), 99)).not.toBe(reber.stream(random(7), 99));
});

test("what is no beginning of a string is refused, by its place", () => {
  expect(() => embeddedReber.legal("BTBTXSEPE")).toThrow(
    new RangeError('embedded Reber grammar: symbol 7, after "BTBTXSE", is "P"; want T'),
  );
  expect(() => reber.legal("BX")).toThrow(
    new RangeError('Reber grammar: symbol 1, after "B", is "X"; want T or P'),
  );
  expect(() => reber.legal(`${"BTXSE".repeat(1000)}T`)).toThrow(
    new RangeError('Reber grammar: symbol 5000, after "BTXSEBTXSE", is "T"; want B'),
  );
  expect(() => reber.strings(random(1), 0)).toThrow(
    new RangeError("Reber grammar: strings: count is 0; want a whole number of at least 1"),
  );
  expect(() => embeddedReber.stream(random(1), 1.5)).toThrow(
    new RangeError(
      "embedded Reber grammar: stream: count is 1.5; want a whole number of at least 1",
    ),
  );
});
