// Everything that can be imported says what it is; `npm run reference` makes pages of it.
import { fileURLToPath } from "node:url";
import ts from "typescript6";
import { expect, it } from "vitest";
import { docstrings } from "./docstrings.js";

const undocumented = (file: string, host?: ts.CompilerHost): string[] =>
  docstrings(file, host)
    .filter(({ text }) => text.trim() === "")
    .map(({ name }) => name);

it("every export and every member of an exported type has a docstring", () => {
  const index = fileURLToPath(new URL("../../src/index.ts", import.meta.url));
  expect(docstrings(index).length).toBeGreaterThan(300);
  expect(undocumented(index)).toEqual([]);
});

it("finds what has none", () => {
  const source = `
    /** Said. */
    export const said = 1;
    export const unsaid = 2;
    /** Said. */
    export interface Options {
      /** Said. */
      readonly a: number;
      readonly b: { readonly c: number };
      d(e: { readonly f: number }): void;
    }
  `;
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile;
  host.getSourceFile = (file, ...rest) =>
    file === "made-up.ts" ? ts.createSourceFile(file, source, rest[0]) : read(file, ...rest);
  expect(undocumented("made-up.ts", host)).toEqual([
    "unsaid",
    "Options.b",
    "Options.b.c",
    "Options.d",
  ]);
});
