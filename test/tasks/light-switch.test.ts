import { expect, test } from "vitest";
import { lightSwitch, random } from "../../src/index.js";

test("the light is on after an odd number of presses", () => {
  const [T, B] = [6, 5];
  const { x, answer } = lightSwitch(random(3), T, B);
  expect(x.shape).toEqual([T, B, 1]);
  for (let b = 0; b < B; b++) {
    let presses = 0;
    for (let t = 0; t < T; t++) {
      presses += x.data[t * B + b];
      expect(answer[t * B + b]).toBe(presses % 2);
    }
  }
  expect(new Set(answer)).toEqual(new Set([0, 1]));
});

test("the same dice throw the same presses", () => {
  expect(lightSwitch(random(4), 3, 2)).toEqual(lightSwitch(random(4), 3, 2));
});
