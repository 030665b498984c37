import { expect } from "vitest";
import { lesson, type Shown } from "../../src/index.js";
import type { Entry } from "../../src/lesson/table.js";

/** All the forms of what a notebook shows. */
export const bundle = (value: Shown) => value[Symbol.for("Jupyter.display")]();
/** What it says as text. */
export const plain = (value: Shown): string => String(bundle(value)["text/plain"]);

/** In both languages: words with nothing left to fill in, and not the same. */
export function describes(draw: () => Shown, ...findings: string[]): void {
  lesson.language("en");
  const english = plain(draw());
  for (const finding of findings) expect(english).toContain(finding);
  lesson.language("zh");
  const chinese = plain(draw());
  expect(chinese).toMatch(/\p{Script=Han}/u);
  for (const words of [english, chinese]) expect(words).not.toMatch(/\{\w+\}|NaN|undefined/);
}

/** An entry leaves the same blanks in both languages. */
export function hasSameBlanks({ en, zh }: Entry): void {
  const blanks = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(String).sort();
  expect(blanks(zh)).toEqual(blanks(en));
}
