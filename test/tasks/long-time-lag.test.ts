import * as fc from "fast-check";
import { expect, test } from "vitest";
import { noiseFreeLag, noisyLag, random } from "../../src/index.js";
import { symbolsOf, unevenness } from "./reading.js";

const alphabetOf = (p: number): string[] => [
  ...Array.from({ length: p - 1 }, (_, k) => `a${k + 1}`),
  "x",
  "y",
];

test.each([
  ["noiseFreeLag", noiseFreeLag],
  ["noisyLag", noisyLag],
])(
  "%s: the last answer is the first symbol, every other one the symbol that follows",
  (_, make) => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (seed, p, B) => {
          const task = make(random(seed), p, B);
          expect(task.x.shape).toEqual([p, B, p + 1]);
          for (let b = 0; b < B; b++) {
            const symbols = symbolsOf(task, b, alphabetOf(p));
            const answers = Array.from(
              { length: p },
              (__, t) => alphabetOf(p)[task.target[t * B + b]],
            );
            expect(answers).toEqual([...symbols.slice(1), symbols[0]]);
            expect("xy").toContain(symbols[0]);
            expect(symbols.slice(1).join()).not.toMatch(/[xy]/);
          }
          expect(make(random(seed), p, B)).toEqual(task);
        },
      ),
      { numRuns: 60 },
    );
  },
);

test("there are just two noise-free sequences, each drawn half of the time", () => {
  const task = noiseFreeLag(random(1), 5, 4000);
  const all = Array.from({ length: 4000 }, (_, b) => symbolsOf(task, b, alphabetOf(5)).join(" "));
  expect([...new Set(all)].sort()).toEqual(["x a1 a2 a3 a4", "y a1 a2 a3 a4"]);
  const ofX = all.filter((text) => text.startsWith("x")).length;
  expect(Math.abs(ofX - 2000)).toBeLessThan(4 * Math.sqrt(1000));
});

test("between first and last each symbol is drawn as often as every other, whatever came before", () => {
  const [p, B] = [5, 8000];
  const task = noisyLag(random(2), p, B);
  const pairs = [];
  for (let b = 0; b < B; b++) {
    const [first, second, third] = Array.from({ length: 3 }, (_, k) => task.target[k * B + b]);
    const last = task.target[(p - 1) * B + b] - (p - 1);
    pairs.push(((last * 4 + first) * 4 + second) * 4 + third);
  }
  expect(unevenness(pairs, 128)).toBeLessThan(4);
});

test("what cannot be is refused", () => {
  expect(() => noiseFreeLag(random(1), 0, 1)).toThrow(
    new RangeError("noiseFreeLag: lag is 0; want a whole number of at least 1"),
  );
  expect(() => noisyLag(random(1), 2, 1.5)).toThrow(
    new RangeError("noisyLag: batch is 1.5; want a whole number of at least 1"),
  );
});
