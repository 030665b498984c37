import { join } from "node:path";
import ts from "typescript6";
import { repo } from "../../kernel-setup/paths.mjs";

/**
 * Whether an edited file still compiles: a mistake that the compiler refuses never reaches a test. Only the file itself
 * is looked at; and what is no mistake but merely unused, as a mutant's leavings are, is let pass.
 * @returns {(file: string, text: string) => boolean}
 */
export function typeChecker() {
  const config = join(repo, "src", "tsconfig.json");
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(json, ts.sys, join(repo, "src"));
  options.noUnusedLocals = options.noUnusedParameters = false;
  options.allowUnreachableCode = options.allowUnusedLabels = true;
  let changed = { path: "", text: "" };
  let version = 0;
  /** @type {Map<string, import("typescript6").IScriptSnapshot>} */
  const kept = new Map();
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => repo,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => fileNames,
    getScriptVersion: (name) => (name === changed.path ? String(version) : "0"),
    getScriptSnapshot: (name) => {
      if (name === changed.path) return ts.ScriptSnapshot.fromString(changed.text);
      const text = kept.has(name) ? undefined : ts.sys.readFile(name);
      if (text !== undefined) kept.set(name, ts.ScriptSnapshot.fromString(text));
      return kept.get(name);
    },
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
  });
  return (file, text) => {
    changed = { path: join(repo, file).replaceAll("\\", "/"), text };
    version++;
    const { path } = changed;
    return (
      service.getSyntacticDiagnostics(path).length === 0 &&
      service.getSemanticDiagnostics(path).length === 0
    );
  };
}
