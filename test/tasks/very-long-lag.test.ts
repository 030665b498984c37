import * as fc from "fast-check";
import { expect, test } from "vitest";
import { random, veryLongLag } from "../../src/index.js";
import { meanOf, symbolsOf, unevenness } from "./reading.js";

const alphabetOf = (p: number): string[] => [
  ...Array.from({ length: p }, (_, k) => `a${k + 1}`),
  ...["e", "b", "x", "y"],
];

test("b, x or y, q distractors or more, e; the answer is the second symbol", () => {
  const n = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(fc.integer(), n, n, n, (seed, q, p, B) => {
      const task = veryLongLag(random(seed), q, B, p);
      expect(task.x.shape).toEqual([q + 100, B, p + 4]);
      for (let b = 0; b < B; b++) {
        const symbols = symbolsOf(task, b, alphabetOf(p));
        expect(symbols.join(" ")).toMatch(/^b [xy]( a\d+)+ e$/);
        expect(symbols.length).toBeGreaterThanOrEqual(q + 3);
        expect(["x", "y"][task.target[b]]).toBe(symbols[1]);
      }
      expect(veryLongLag(random(seed), q, B, p)).toEqual(task);
    }),
    { numRuns: 60 },
  );
  expect(veryLongLag(random(1), 7, 2).x.shape).toEqual([107, 2, 11]); // p = q
});

test("how many more there are than q is geometric, and each symbol as likely as every other", () => {
  const [q, B, p] = [3, 6000, 4];
  const task = veryLongLag(random(2), q, B, p);
  const further = Array.from(task.lengths!, (length) => length - q - 3);
  expect(Math.min(...further)).toBe(0);
  // Its mean is 9 (9.7 / 10 of a step for k above 97 is below 0.004), its standard deviation sqrt(90).
  expect(Math.abs(meanOf(further) - 9)).toBeLessThan(4 * Math.sqrt(90 / B));
  for (const k of [0, 1, 10]) {
    const share = 0.9 ** k / 10;
    const drawn = further.filter((it) => it === k).length;
    expect(Math.abs(drawn - share * B)).toBeLessThan(4 * Math.sqrt(share * B));
  }
  const distractors = Array.from({ length: 500 }, (_, b) =>
    symbolsOf(task, b, alphabetOf(p)),
  ).flatMap((symbols) => symbols.slice(2, -1).map((a) => Number(a.slice(1)) - 1));
  expect(unevenness(distractors, p)).toBeLessThan(4);
  expect(unevenness(task.target, 2)).toBeLessThan(4);
});

test("a sequence too long for the batch is drawn again", () => {
  // Dice that never stop a suffix but after their 2,000th throw; the first suffix would have about that many steps.
  let throws = 0;
  const dice = { ...random(3), uniform: () => (++throws < 2000 ? 0.5 : 0.01), below: () => 0 };
  expect([...veryLongLag(dice, 2, 1, 1).lengths!]).toEqual([5]);
});

test("what cannot be is refused", () => {
  expect(() => veryLongLag(random(1), 0, 1)).toThrow(
    new RangeError("veryLongLag: lag is 0; want a whole number of at least 1"),
  );
  expect(() => veryLongLag(random(1), 1, -1)).toThrow(
    new RangeError("veryLongLag: batch is -1; want a whole number of at least 1"),
  );
  expect(() => veryLongLag(random(1), 1, 1, 0)).toThrow(
    new RangeError("veryLongLag: symbols is 0; want a whole number of at least 1"),
  );
});
