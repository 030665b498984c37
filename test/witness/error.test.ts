import { describe, expect, it } from "vitest";
import { finiteDifference, relativeError } from "./error.js";

describe("relativeError", () => {
  it("is 0 for equal tensors, also for zeros and for none", () => {
    expect(relativeError([1, -2], [1, -2])).toBe(0);
    expect(relativeError([0, 0], [0, 0])).toBe(0);
    expect(relativeError([], [])).toBe(0);
  });
  it("is ||a - b|| / (||a|| + ||b||)", () => {
    expect(relativeError([3, 0], [0, 4])).toBeCloseTo(5 / 7, 15);
    expect(relativeError([1, 2], [-1, -2])).toBe(1);
    expect(relativeError([1e-30], [0])).toBe(1);
    expect(relativeError([1], [1 + 2e-6])).toBeCloseTo(1e-6, 11);
  });
  it("can fail: one entry, a NaN, a length", () => {
    expect(relativeError([1, 2, 3], [1, 2, 3.001])).toBeGreaterThan(1e-8);
    expect(relativeError([1, Number.NaN], [1, 2])).toBeNaN();
    expect(relativeError([Number.NaN], [Number.NaN])).toBeNaN();
    expect(() => relativeError([1], [1, 2])).toThrow("relativeError: a has 1 numbers but b has 2");
  });
});

describe("finiteDifference", () => {
  const x = Float64Array.of(0.3, -1.2, 2);
  const f = () => Math.sin(x[0]) * x[1] + x[2] ** 3;
  const gradient = () => [Math.cos(x[0]) * x[1], Math.sin(x[0]), 3 * x[2] ** 2];

  it("finds a gradient that is known, and puts x back", () => {
    const before = x.slice();
    expect(relativeError(finiteDifference(f, x), gradient())).toBeLessThan(1e-8);
    expect(x).toEqual(before);
  });
  it("can fail: a wrong gradient, or steps too long", () => {
    const [a, b, c] = gradient();
    expect(relativeError(finiteDifference(f, x), [a, -b, c])).toBeGreaterThan(1e-3);
    expect(relativeError(finiteDifference(f, x, 2), gradient())).toBeGreaterThan(1e-5);
  });
});
