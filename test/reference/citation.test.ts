// What is cited is what is released.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (file: string): string =>
  readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const { version, license } = JSON.parse(read("package.json")) as Record<string, string>;

it("CITATION.cff and the README's BibTeX name the package's version, and its licence", () => {
  const cff = Object.fromEntries(
    [...read("CITATION.cff").matchAll(/^(\w+): (.+)$/gm)].map(([, key, value]) => [key, value]),
  );
  expect(cff).toMatchObject({ version, license });
  expect(/^ *version *= \{(.*)\},$/m.exec(read("README.md"))?.[1]).toBe(version);
});
