import * as fc from "fast-check";
import { expect, test } from "vitest";
import { random, twoSequence } from "../../src/index.js";
import { meanOf, rowsOf, unevenness, varianceOf } from "./reading.js";

test("the class is told by the first N elements, for lengths from T to T + T/10", () => {
  const n = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(fc.integer(), n, n, fc.integer({ min: 1, max: 5 }), (seed, T, more, B) => {
      const N = Math.min(T, more);
      for (const variant of ["3a", "3c"] as const) {
        const task = twoSequence(random(seed), T, B, { variant, informative: N });
        expect(task.x.shape).toEqual([T + Math.floor(T / 10), B, 1]);
        for (let b = 0; b < B; b++) {
          const elements = rowsOf(task, b).map(([v]) => v);
          expect(task.lengths![b]).toBeGreaterThanOrEqual(T);
          expect(task.lengths![b]).toBeLessThanOrEqual(1.1 * T);
          const [first] = elements;
          expect(elements.slice(0, N)).toEqual(Array.from({ length: N }, () => first));
          expect(elements.slice(N)).not.toContain(first); // noise
          const answer = { "3a": first > 0 ? 1 : 0, "3c": first > 0 ? 0.2 : 0.8 }[variant];
          expect(Math.abs(first)).toBe(1);
          expect(task.expected!.data[b]).toBe(Math.fround(answer));
        }
        expect(task.expected!.shape).toEqual([B, 1]);
        expect(twoSequence(random(seed), T, B, { variant, informative: N })).toEqual(task);
      }
    }),
    { numRuns: 60 },
  );
});

test("noise has the paper's mean and variance, where the variant has it", () => {
  const B = 3000;
  for (const variant of ["3a", "3b", "3c"] as const) {
    const task = twoSequence(random(4), 10, B, { variant, informative: 2 });
    const target = task.target.data;
    const after = Array.from({ length: B }, (_, b) => task.x.data[5 * B + b]);
    const onSignal = Array.from({ length: B }, (_, b) => {
      const isFirst =
        variant === "3c" ? task.expected!.data[b] < 0.5 : task.expected!.data[b] > 0.5;
      return task.x.data[B + b] - (isFirst ? 1 : -1);
    });
    const onTarget = Array.from(target, (v, b) => v - task.expected!.data[b]);
    const want = {
      after: 0.2,
      onSignal: variant === "3b" ? 0.2 : 0,
      onTarget: variant === "3c" ? 0.1 : 0,
    };
    for (const [name, values] of Object.entries({ after, onSignal, onTarget })) {
      const variance = want[name as keyof typeof want];
      // Four standard deviations of a Gaussian sample's mean and variance.
      expect(Math.abs(meanOf(values))).toBeLessThanOrEqual(4 * Math.sqrt(variance / B));
      expect(Math.abs(varianceOf(values) - variance)).toBeLessThanOrEqual(
        4 * variance * Math.sqrt(2 / B),
      );
    }
    expect(
      unevenness(
        Array.from(task.expected!.data, (v) => Number(v > 0.5)),
        2,
      ),
    ).toBeLessThan(4);
    expect(
      unevenness(
        Array.from(task.lengths!, (v) => v - 10),
        2,
      ),
    ).toBeLessThan(4);
  }
});

test("three elements tell the class of variant 3a unless it is said otherwise", () => {
  expect(twoSequence(random(5), 8, 4)).toEqual(
    twoSequence(random(5), 8, 4, { variant: "3a", informative: 3 }),
  );
  const tolerances = (["3a", "3b", "3c"] as const).map(
    (variant) => twoSequence(random(5), 8, 4, { variant }).tolerance,
  );
  expect(tolerances).toEqual([0.2, 0.2, 0.1]);
});

test("what cannot be is refused", () => {
  const make = (steps: number, batch: number, options = {}) =>
    twoSequence(random(1), steps, batch, options);
  expect(() => make(0, 1)).toThrow(
    new RangeError("twoSequence: steps is 0; want a whole number of at least 1"),
  );
  expect(() => make(5, 0)).toThrow(
    new RangeError("twoSequence: batch is 0; want a whole number of at least 1"),
  );
  expect(() => make(5, 1, { informative: 0 })).toThrow(
    new RangeError("twoSequence: informative is 0; want a whole number of at least 1"),
  );
  expect(() => make(2, 1)).toThrow(
    new RangeError("twoSequence: informative is 3; want at most 2, the steps"),
  );
  expect(() => make(5, 1, { variant: "toString" })).toThrow(
    new RangeError('twoSequence: variant is "toString"; want "3a", "3b" or "3c"'),
  );
});
