import * as fc from "fast-check";
import { expect, test } from "vitest";
import { adding, multiplication, random } from "../../src/index.js";
import { meanOf, rowsOf, unevenness, varianceOf } from "./reading.js";

// What is asked, said of the numbers whose mark is 1 and of no others.
const problems = [
  {
    name: "adding",
    make: adding,
    answer: (marked: number[]) => 0.5 + marked.reduce((a, b) => a + b, 0) / 4,
    neutral: 0,
    low: -1,
  },
  {
    name: "multiplication",
    make: multiplication,
    answer: (marked: number[]) => marked.reduce((a, b) => a * b, 1),
    neutral: 1,
    low: 0,
  },
];

test.each(problems)(
  "$name: the answer is that of the marked numbers",
  ({ make, answer, neutral, low }) => {
    let rare = 0;
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 20, max: 130 }),
        fc.integer({ min: 1, max: 6 }),
        (seed, T, B) => {
          const task = make(random(seed), T, B);
          expect(task.x.shape).toEqual([T + Math.floor(T / 10), B, 2]);
          for (let b = 0; b < B; b++) {
            const rows = rowsOf(task, b);
            expect(rows.length).toBeGreaterThanOrEqual(T);
            const marks = rows.map(([, mark]) => mark);
            expect([marks[0], marks.at(-1)]).toEqual([-1, -1]);
            const at = marks.flatMap((mark, t) => (mark === 1 ? [t] : []));
            expect(marks.slice(1, -1).filter((mark) => mark !== 0)).toHaveLength(at.length);
            // A mark on the first pair is lost to its -1; then the number there counts for nothing.
            if (at.length === 1) rare++;
            else expect(at).toHaveLength(2);
            if (at.length === 1) expect(rows[0][0]).toBe(neutral);
            else expect(at[0]).toBeLessThan(10);
            expect(Math.max(...at)).toBeLessThanOrEqual(T / 2);
            expect(task.target.data[b]).toBe(Math.fround(answer(at.map((t) => rows[t][0]))));
            for (const [value] of rows) {
              expect(value).toBeGreaterThanOrEqual(low);
              expect(value).toBeLessThanOrEqual(1);
            }
          }
          expect(task.target.shape).toEqual([B, 1]);
          expect(make(random(seed), T, B)).toEqual(task);
        },
      ),
      { numRuns: 60 },
    );
    expect(rare).toBeGreaterThan(0);
  },
);

test.each(problems)(
  "$name: places, lengths and numbers are drawn as the paper says",
  ({ make, low }) => {
    const [T, B] = [40, 8000];
    const task = make(random(1), T, B);
    const { data } = task.x;
    const counts = Array.from({ length: T }, () => 0);
    for (let t = 0; t < T; t++)
      for (let b = 0; b < B; b++) if (data[2 * (t * B + b) + 1] === 1) counts[t]++;
    // The first mark falls on each of 0 .. 9, the second on each of the 19 first places that this one leaves.
    const share = (t: number): number =>
      t === 0 ? 0 : t < 10 ? 0.1 + (9 / 10) * (1 / 19) : t <= 19 ? 1 / 19 : 0;
    counts.forEach((count, t) => {
      const want = share(t) * B;
      expect(Math.abs(count - want)).toBeLessThanOrEqual(4 * Math.sqrt(want));
    });
    expect(
      unevenness(
        Array.from(task.lengths!, (n) => n - T),
        5,
      ),
    ).toBeLessThan(4);
    const values = Array.from({ length: B }, (_, b) => data[2 * (30 * B + b)]);
    const width = 1 - low;
    expect(Math.abs(meanOf(values) - (1 + low) / 2)).toBeLessThan(
      4 * Math.sqrt(width ** 2 / 12 / B),
    );
    // The variance of a uniform sample's variance is (1/80 - 1/144) width^4 / B.
    expect(Math.abs(varianceOf(values) - width ** 2 / 12)).toBeLessThan(
      4 * width ** 2 * Math.sqrt((1 / 80 - 1 / 144) / B),
    );
    expect(task.tolerance).toBe(0.04);
  },
);

test.each(problems)("$name: what cannot be is refused", ({ name, make }) => {
  expect(() => make(random(1), 19, 1)).toThrow(
    new RangeError(
      `${name}: steps is 19; want at least 20, so that the first ten lie in the first half`,
    ),
  );
  expect(() => make(random(1), 20.5, 1)).toThrow(
    new RangeError(`${name}: steps is 20.5; want a whole number of at least 1`),
  );
  expect(() => make(random(1), 20, 0)).toThrow(
    new RangeError(`${name}: batch is 0; want a whole number of at least 1`),
  );
});
