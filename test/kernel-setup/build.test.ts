import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { build } from "../../kernel-setup/build.mjs";
import { repo } from "../../kernel-setup/paths.mjs";

const OPTIONS = { rootDir: ".", outDir: "../dist", types: [] };

/** A checkout with the real compiler and the given sources. */
function checkout(sources: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "unrolled-test-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  symlinkSync(join(repo, "node_modules"), join(root, "node_modules"), "junction");
  mkdirSync(join(root, "src", "inner"), { recursive: true });
  const config = JSON.stringify({ compilerOptions: OPTIONS, include: ["."] });
  writeFileSync(join(root, "src", "tsconfig.json"), config);
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(root, "src", name), text);
  return root;
}
const built = (root: string): string[] =>
  readdirSync(join(root, "dist"), { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [entry.name] : []))
    .sort();

test("a build leaves nothing in dist/ of sources that are gone", async () => {
  const root = checkout({ "a.ts": "export const a = 1;", "inner/b.ts": "export const b = 1;" });
  expect(await build(root)).toEqual({ code: 0, output: "" });
  expect(built(root)).toEqual(["a.js", "b.js"]);
  rmSync(join(root, "src", "inner", "b.ts"));
  writeFileSync(join(root, "dist", "inner", "stray.d.ts"), "");
  expect(await build(root)).toEqual({ code: 0, output: "" });
  expect(built(root)).toEqual(["a.js"]);
});

test("a type error is told, and what was compiled all the same is kept", async () => {
  const root = checkout({ "a.ts": "export const a: string = 1;" });
  const { code, output } = await build(root);
  expect(code).not.toBe(0);
  expect(output).toMatch(/^src[\\/]a\.ts.*TS2322/);
  expect(built(root)).toEqual(["a.js"]);
});

test("where the compiler cannot begin, dist/ stays as it is", async () => {
  const root = checkout({ "a.ts": "export const a = 1;" });
  await build(root);
  rmSync(join(root, "node_modules"));
  expect((await build(root)).code).not.toBe(0);
  expect(built(root)).toEqual(["a.js"]);
});
