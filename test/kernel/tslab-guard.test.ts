// The kernel stands on parts of tslab and of TypeScript that promise nothing. If an update changes
// one of them, this says which, before a cell fails in a strange way.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";

const require = createRequire(import.meta.url);
const tslabFile = (name: string) => readFileSync(require.resolve(`tslab/${name}`), "utf8");

describe("tslab", () => {
  it("is the version that the kernel was written over", () => {
    expect(require("tslab/package.json").version).toBe("1.0.22");
  });

  it.each([
    ["takes the compiler from its fork's name", 'require("@tslab/typescript-for-tslab")'],
    ["creates the host with a call that we answer", "ts.createWatchCompilerHost("],
    ["creates the program with a call that we answer", "ts.createWatchProgram(host)"],
    ["keeps the builder in a hook that we wrap", "host.afterProgramCreate = function"],
    ["asks the builder for the files to emit", ".getAllDependencies(sourceFile)"],
    [
      "emits with transformers as the fifth argument",
      "undefined, undefined, getCustomTransformers(",
    ],
    ["checks with a call that we answer", "ts.getPreEmitDiagnosticsOfFiles("],
    ["makes CommonJS with a call that we answer", "ts.transpileModule(js"],
    ["tells of a cell's text through the watchers of its two files", "notifyUpdateSrc = callback;"],
    ["reads only when the host's timer is called", "rebuildTimer.callback();"],
    ["puts a cell within the earlier declarations", "asMutable(srcFile).parent = declsFile;"],
    ["lists what the cell has as locals", "const locals = srcFile.locals;"],
    [
      "exports them all at the end",
      'const suffix = "\\nexport {" + Array.from(keys).join(", ") + "}";',
    ],
    ["puts one line before a cell", 'const srcPrefix = "export {};" + ts.sys.newLine;'],
    ["calls the file of earlier declarations __prev__.d.ts", '"__prev__.d.ts"'],
    [
      "writes an earlier variable as a property of exports",
      'ts.factory.createIdentifier("exports")',
    ],
  ])("%s", (_what, text) => {
    expect(tslabFile("dist/converter.js")).toContain(text);
  });

  it("writes what it displays to a function that we replace", () => {
    expect(tslabFile("dist/public.js")).toContain("jupyter.lastWriteDisplayData({");
    expect(tslabFile("dist/jupyter.js")).toContain("exports.lastWriteDisplayData = null;");
  });
});

describe("TypeScript 6", () => {
  const ts = require("typescript6");

  it("is the last that is written in JavaScript", () => {
    expect(ts.versionMajorMinor).toBe("6.0");
  });

  it.each([
    "getTouchingPropertyName",
    "findPrecedingToken",
    "SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind",
    "SymbolDisplay.getSymbolKind",
    "SignatureHelp.getSignatureHelpItems",
    "Completions.getCompletionsAtPosition",
    "bindSourceFile",
  ])("still has %s", (name) => {
    const found = name.split(".").reduce((from, part) => from?.[part], ts);
    expect(found).toBeTypeOf("function");
  });

  it("still checks and emits a module that is in no program, within the scope of another", () => {
    const options = { noLib: true, types: [], target: ts.ScriptTarget.ES2024 };
    const program = ts.createProgram([], options);
    const [earlier, cell] = ["export {}; const a = 1", "export {}; const b: string = a"].map(
      (text, i) => {
        const file = ts.createSourceFile("/cell.ts", text, ts.ScriptTarget.ES2024);
        const none = { imports: [], moduleAugmentations: [], ambientModuleNames: [] };
        Object.assign(file, { path: `/cell.ts/${i}`, resolvedPath: `/cell.ts/${i}`, ...none });
        ts.bindSourceFile(file, options);
        return file;
      },
    );
    expect([...earlier.locals.keys()]).toEqual(["a"]);
    expect(earlier.identifiers.has("a")).toBe(true);
    cell.parent = earlier;
    const codes = program.getSemanticDiagnostics(cell).map(({ code }: { code: number }) => code);
    expect(codes).toEqual([2322]); // number is no string
    let emitted = "";
    program.emit(cell, (_: string, text: string) => (emitted += text));
    expect(emitted).toContain("const b = a;");
  });

  it("still helps in a module that is in no program", () => {
    const text = "export {}; function twice(n: number, s: 'a' | 'b') { return n; } twice(1, ";
    const options = { noLib: true, types: [] };
    const program = ts.createProgram([], options);
    const file = ts.createSourceFile("/cell.ts", text, ts.ScriptTarget.ES2024);
    const none = { imports: [], moduleAugmentations: [], ambientModuleNames: [] };
    Object.assign(file, { path: "/cell.ts.1", resolvedPath: "/cell.ts.1", ...none });
    ts.bindSourceFile(file, options);
    const never = { isCancellationRequested: () => false, throwIfCancellationRequested() {} };
    const help = ts.SignatureHelp.getSignatureHelpItems(
      program,
      file,
      text.length,
      { kind: "invoked" },
      never,
    );
    expect(help.argumentIndex).toBe(1);
    expect(help.items[help.selectedItemIndex].parameters[1].name).toBe("s");
    const found = ts.Completions.getCompletionsAtPosition(
      { ...ts.sys, getCompilationSettings: () => options },
      program,
      () => {},
      file,
      text.length,
      {},
      undefined,
      1,
      never,
      {},
      true,
    );
    const twice = found.entries.find(({ name }: { name: string }) => name === "twice");
    expect(twice).toMatchObject({ kind: "function", symbol: expect.anything() });
    expect(twice.sortText).toBeTypeOf("string");
  });

  it("still finds where an import leads in the program's own table", () => {
    const options = { noLib: true, types: [], noResolve: false };
    const host = ts.createCompilerHost(options);
    const texts: Record<string, string> = { "/a.ts": 'import "./b";', "/b.ts": "export {};" };
    host.fileExists = (name: string) => name in texts;
    host.getSourceFile = (name: string, how: object) => {
      const text = texts[name];
      return text === undefined ? undefined : ts.createSourceFile(name, text, how);
    };
    const program = ts.createProgram(["/a.ts"], options, host);
    const file = program.getSourceFile("/a.ts");
    const found = program.getResolvedModuleFromModuleSpecifier(file.imports[0], file);
    expect(found.resolvedModule.resolvedFileName).toBe("/b.ts");
    expect(program.resolvedModules.get(file.path).size()).toBe(1);
  });

  it("still keeps what the parser found, and the transformation context", () => {
    const file = ts.createSourceFile("a.ts", "const = 1", ts.ScriptTarget.Latest);
    expect(file.parseDiagnostics.length).toBeGreaterThan(0);
    expect(ts.nullTransformationContext).toBeTypeOf("object");
  });
});
