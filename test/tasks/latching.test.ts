import * as fc from "fast-check";
import { expect, test } from "vitest";
import { latching, random } from "../../src/index.js";
import { meanOf, rowsOf, unevenness, varianceOf } from "./reading.js";

test("one free input after the other is on, of one class, then there is noise alone", () => {
  const n = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(fc.integer(), n, n, n, (seed, T, more, B) => {
      const L = Math.min(T, more);
      const task = latching(random(seed), T, B, { informative: L });
      expect(task.x.shape).toEqual([T, B, 1 + 2 * L]);
      for (let b = 0; b < B; b++) {
        const rows = rowsOf(task, b);
        const on = rows.map(([, ...free]) => free.flatMap((v, k) => (v === 0 ? [] : [[k, v]])));
        const from = task.target.data[b] > 0 ? 0 : L;
        expect(on).toEqual(rows.map((_, t) => (t < L ? [[from + t, 1]] : [])));
        rows.forEach(([noise], t) => expect(noise === 0).toBe(t < L));
        expect(Math.abs(task.target.data[b])).toBe(Math.fround(0.8));
      }
      expect(latching(random(seed), T, B, { informative: L })).toEqual(task);
    }),
    { numRuns: 60 },
  );
});

test("the noise has the deviation that was asked for, or variance 0.2", () => {
  const B = 4000;
  for (const [options, variance] of [
    [{}, 0.2],
    [{ deviation: 2 }, 4],
    [{ deviation: 0 }, 0],
  ] as const) {
    const task = latching(random(1), 5, B, options);
    const noise = Array.from({ length: B }, (_, b) => task.x.data[(4 * B + b) * 7]);
    expect(Math.abs(meanOf(noise))).toBeLessThanOrEqual(4 * Math.sqrt(variance / B));
    expect(Math.abs(varianceOf(noise) - variance)).toBeLessThanOrEqual(
      4 * variance * Math.sqrt(2 / B),
    );
    const classes = Array.from(task.target.data, (v) => Number(v > 0));
    expect(unevenness(classes, 2)).toBeLessThan(4);
  }
});

test("what cannot be is refused", () => {
  expect(() => latching(random(1), 0, 1)).toThrow(
    new RangeError("latching: steps is 0; want a whole number of at least 1"),
  );
  expect(() => latching(random(1), 5, 0)).toThrow(
    new RangeError("latching: batch is 0; want a whole number of at least 1"),
  );
  expect(() => latching(random(1), 5, 1, { informative: 1.5 })).toThrow(
    new RangeError("latching: informative is 1.5; want a whole number of at least 1"),
  );
  expect(() => latching(random(1), 2, 1)).toThrow(
    new RangeError("latching: informative is 3; want at most 2, the steps"),
  );
  for (const deviation of [-1, NaN, Infinity])
    expect(() => latching(random(1), 5, 1, { deviation })).toThrow(
      new RangeError(`latching: deviation is ${deviation}; want at least 0`),
    );
});
