import { expect, test } from "vitest";
import { random } from "../../src/core/random.js";
import { dropoutMask } from "../../src/train/dropout.js";

test("so many are dropped, and the mean stays", () => {
  const n = 20_000;
  for (const rate of [0, 0.2, 0.5, 0.9]) {
    const mask = dropoutMask(random(3), n, rate);
    const dropped = mask.filter((v) => v === 0).length / n;
    // Five standard deviations of a binomial.
    expect(Math.abs(dropped - rate)).toBeLessThanOrEqual(5 * Math.sqrt((rate * (1 - rate)) / n));
    expect(new Set(mask.filter((v) => v !== 0))).toEqual(new Set([Math.fround(1 / (1 - rate))]));
  }
  expect(dropoutMask(random(3), 9, 0.5)).toEqual(dropoutMask(random(3), 9, 0.5));
  expect(() => dropoutMask(random(3), 9, 1)).toThrow("dropoutMask: rate is 1; want 0 <= rate < 1");
});
