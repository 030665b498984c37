// Every example that a reader may paste runs, has right types, and prints what the comments after "//=>" say.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript6";
import { afterAll, expect, it } from "vitest";
import { ensureBuild } from "../../kernel-setup/npm.mjs";
import { lstm, recurrent, toTorch, writeSafetensors } from "../../src/index.js";
import { codeBlocks, docstrings } from "./docstrings.js";

const repo = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "unrolled-examples-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const pages = ["README.md", "test/reference/front-page.md"];
const examples = [
  ...pages.map((name) => ({ name, blocks: codeBlocks(readFileSync(join(repo, name), "utf8")) })),
  ...docstrings(join(repo, "src", "index.ts"))
    .filter((it) => it.examples.length > 0)
    .map(({ name, examples: blocks }) => ({ name, blocks })),
].flatMap(({ name, blocks }) =>
  blocks.map((code, k) => ({
    title: `${name}, ${k + 1}`,
    code,
    file: join(folder, `${name.replaceAll(/\W/g, "-")}-${k + 1}.ts`),
  })),
);

// An empty project that has the package installed.
await ensureBuild(repo);
mkdirSync(join(folder, "node_modules"));
symlinkSync(repo, join(folder, "node_modules", "unrolled"), "junction");
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
// What "bring your weights" reads: an nn.LSTM(4, 5) and an nn.Linear(5, 2).
const theirs = recurrent(lstm, { input: 4, hidden: 5, output: 2 });
writeFileSync(join(folder, "model.safetensors"), writeSafetensors(toTorch(theirs)));
for (const { file, code } of examples) writeFileSync(file, code);
const program = ts.createProgram(
  examples.map(({ file }) => file),
  {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    strict: true,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    types: ["node"],
    typeRoots: [join(repo, "node_modules", "@types")],
  },
);
program.emit();

it("there are examples on each page, and in ten docstrings or more", () => {
  expect(examples.filter(({ title }) => title.startsWith("README")).length).toBeGreaterThan(0);
  expect(examples.length).toBeGreaterThanOrEqual(12);
});

it.each(examples)("$title", async ({ file, code }) => {
  const source = program.getSourceFile(file)!;
  const wrong = ts.getPreEmitDiagnostics(program, source);
  expect(wrong.map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"))).toEqual([]);
  const script = file.replace(/\.ts$/, ".js");
  const { stdout } = await promisify(execFile)(process.execPath, [script], { cwd: folder });
  const promised = [...code.matchAll(/\/\/=> (.*)/g)].map(([, text]) => text!);
  if (promised.length > 0) expect(stdout.trimEnd().split("\n")).toEqual(promised);
});
