import * as fc from "fast-check";
import { expect, test } from "vitest";
import { random, temporalOrder, TEMPORAL_ORDER_SYMBOLS } from "../../src/index.js";
import { symbolsOf, unevenness } from "./reading.js";

const alphabet = Array.from(TEMPORAL_ORDER_SYMBOLS);
// The paper's rules, with its classes in its order.
const CLASSES = {
  2: { names: "QRSU", rules: { XX: "Q", XY: "R", YX: "S", YY: "U" } },
  3: {
    names: "QRSUVABC",
    rules: { XXX: "Q", XXY: "R", XYX: "S", XYY: "U", YXX: "V", YXY: "A", YYX: "B", YYY: "C" },
  },
};

test("the class is told by the Xs and Ys in their order", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 10, max: 120 }),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(2 as const, 3 as const),
      (seed, T, B, relevant) => {
        const task = temporalOrder(random(seed), T, B, relevant);
        expect(task.x.shape).toEqual([T + Math.floor(T / 10), B, 8]);
        for (let b = 0; b < B; b++) {
          const text = symbolsOf(task, b, alphabet).join("");
          expect(text).toMatch(/^E[abcdXY]+B$/);
          expect(text.length).toBeGreaterThanOrEqual(T);
          const order = text.replaceAll(/[^XY]/g, "");
          expect(order).toHaveLength(relevant);
          const { names, rules } = CLASSES[relevant];
          expect(names[task.target[b]]).toBe(rules[order as keyof typeof rules]);
        }
        expect(temporalOrder(random(seed), T, B, relevant)).toEqual(task);
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  [2, [10, 50]],
  [3, [10, 33, 66]],
] as const)(
  "with %i of them and T = 100 they stand where the paper has them",
  (relevant, starts) => {
    const B = 4000;
    const task = temporalOrder(random(1), 100, B, relevant);
    const places = starts.map(() => [] as number[]);
    const others: number[] = [];
    for (let b = 0; b < B; b++) {
      const symbols = symbolsOf(task, b, alphabet);
      const at = symbols.flatMap((s, t) => ("XY".includes(s) ? [t] : []));
      at.forEach((t, k) => places[k].push(t - starts[k]));
      others.push(alphabet.indexOf(symbols[5]));
    }
    for (const ones of places) expect(unevenness(ones, 11)).toBeLessThan(4);
    expect(unevenness(others, 4)).toBeLessThan(4);
    expect(unevenness(task.target, 2 ** relevant)).toBeLessThan(4);
    expect(
      unevenness(
        Array.from(task.lengths!, (n) => n - 100),
        11,
      ),
    ).toBeLessThan(4);
    expect(task.tolerance).toBe(0.3);
  },
);

test("two of them, unless it is said otherwise", () => {
  expect(temporalOrder(random(2), 20, 3)).toEqual(temporalOrder(random(2), 20, 3, 2));
});

test("what cannot be is refused", () => {
  expect(() => temporalOrder(random(1), 9, 1)).toThrow(
    new RangeError("temporalOrder: steps is 9; want at least 10, so that all have room"),
  );
  expect(() => temporalOrder(random(1), NaN, 1)).toThrow(
    new RangeError("temporalOrder: steps is NaN; want a whole number of at least 1"),
  );
  expect(() => temporalOrder(random(1), 10, 0)).toThrow(
    new RangeError("temporalOrder: batch is 0; want a whole number of at least 1"),
  );
  expect(() => temporalOrder(random(1), 10, 1, 4 as 3)).toThrow(
    new RangeError("temporalOrder: relevant is 4; want 2 or 3"),
  );
});
