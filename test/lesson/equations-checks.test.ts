import { afterEach, expect, test } from "vitest";
import * as equations from "../../src/lesson/equations.js";
import { language } from "../../src/lesson/language.js";
import { EQUATIONS } from "../../src/lesson/words-equations.js";

const { checkSecondState, checkParameterCount, checkCounter, checkReset, checkAsRnn } = equations;
afterEach(() => language("en"));

test.each([
  [checkSecondState, 0.7],
  [checkParameterCount, 128],
  [checkCounter, { f: 20, i: 20, g: 20, o: 20 }],
  [checkReset, { w: 40, b: 30 }],
  [checkAsRnn, { f: 0, i: 1, o: 1 }],
])("%o takes the right answer, and asks for one that is missing", (check, answer) => {
  expect(check(answer).right).toBe(true);
  expect(check(undefined)).toMatchObject({ right: false });
  expect(check(undefined).message).toContain("No answer yet");
  language("zh");
  expect(check(answer).message).toMatch(/^✓ 正确/);
  expect(check("no").message).toMatch(/^✗ 还不对/);
});

test.each([
  [checkSecondState, 0.5, "is C₁"],
  [checkSecondState, 0.3, "f * C₁ is still to be added"],
  [checkSecondState, 0.604, "no tanh"],
  [checkSecondState, 0.73, "changed places"],
  [checkSecondState, 9, "9 is not C₂"],
  [checkSecondState, "0.7", "should be a number"],
  [checkParameterCount, 112, "bias"],
  [checkParameterCount, 32, "There are four"],
  [checkParameterCount, 96, "candidate is a layer too"],
  [checkCounter, { f: 1, i: 20, g: 20, o: 20 }, "At step 2 C is 1.73, not 2: f is 0.731"],
  [checkCounter, { f: 20, i: 0, g: 20, o: 20 }, "At step 1 C is 0.5, not 1: i is 0.5"],
  [checkCounter, { f: 20, i: 20, g: -20, o: 20 }, "the candidate is -1"],
  [checkCounter, { f: 20, i: 20, g: 20, o: 0 }, "o is 0.5"],
  [checkCounter, { f: 20 }, "“i” should be a number"],
  [checkReset, { w: 0, b: 20 }, "At step 31 the input is −1, but C is 1, not 0"],
  [checkReset, { w: 5, b: 2 }, "under mere noise"],
  [checkReset, { w: 40, c: 1 }, "“c” has no place here"],
  [checkAsRnn, { f: 1, i: 1, o: 1 }, "f still lets the old C through"],
  [checkAsRnn, { f: 0, o: 1 }, "i still scales"],
  [checkAsRnn, { f: 0, i: 1 }, "o still hides"],
  [checkAsRnn, { f: 0, i: 1, g: 1 }, "must stay free"],
])("%o names the fault of %o", (check, answer, fault) => {
  const { right, message } = check(answer);
  expect(right).toBe(false);
  expect(message).toContain(fault);
});

test("each string is there in both languages, with the same places to fill", () => {
  const places = (s: string) => [...s.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [key, { en, zh }] of Object.entries(EQUATIONS)) {
    expect(en.trim(), key).not.toBe("");
    expect(zh.trim(), key).not.toBe("");
    expect(places(zh), key).toEqual(places(en));
  }
});
