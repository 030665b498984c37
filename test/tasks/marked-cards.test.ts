import { expect, test } from "vitest";
import { markedCards, random } from "../../src/index.js";

test("the answer is the colour of the last marked card", () => {
  const [T, B] = [30, 20];
  const { x, answer } = markedCards(random(3), T, B, 0.2);
  expect(x.shape).toEqual([T, B, 2]);
  let distracted = 0;
  for (let b = 0; b < B; b++) {
    expect(x.data[2 * b + 1]).toBe(1); // there is something to remember from the start
    let kept = NaN;
    for (let t = 0; t < T; t++) {
      const [colour, mark] = x.data.subarray(2 * (t * B + b), 2 * (t * B + b) + 2);
      expect([-1, 1]).toContain(colour);
      if (mark === 1) kept = colour;
      else expect(mark).toBe(0);
      expect(2 * answer[t * B + b] - 1).toBe(kept);
      if (colour !== kept) distracted++;
    }
  }
  expect(distracted).toBeGreaterThan((T * B) / 4);
});

test("later cards are marked at the rate that was asked for", () => {
  const [T, B] = [41, 500];
  const { x } = markedCards(random(5), T, B);
  let marks = -B; // the first cards'
  for (let k = 0; k < T * B; k++) marks += x.data[2 * k + 1];
  expect(marks / ((T - 1) * B)).toBeCloseTo(0.05, 2);
});

test("the same dice deal the same cards", () => {
  expect(markedCards(random(4), 9, 2)).toEqual(markedCards(random(4), 9, 2));
});
