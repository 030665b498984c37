import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../kernel-setup/run.mjs";
import { tool } from "./tools.mjs";

/** @type {[compiler: string, resolution: "nodenext" | "bundler" | "node10"][]} */
const COMPILERS = [
  ["typescript7", "nodenext"],
  ["typescript7", "bundler"],
  ["typescript6", "nodenext"],
  ["typescript6", "bundler"],
  ["typescript5", "nodenext"],
  ["typescript5", "node10"],
];
const MODULE = { nodenext: "nodenext", bundler: "esnext", node10: "commonjs" };
/** What else a project may know: nothing of its surroundings, Node, a browser, both. */
const SURROUNDINGS = [
  { lib: ["es2022"], types: [] },
  { lib: ["es2022"], types: ["node"] },
  { lib: ["es2023", "dom"], types: [] },
  { lib: ["es2023", "dom"], types: ["node"] },
];

/** A strict project that uses the types; the package's own are checked whole. @param {import("./world.mjs").World} world */
export async function* check({ project }) {
  for (const name of ["@types/node", "undici-types"])
    cpSync(tool(name), join(project, "node_modules", name), { recursive: true });
  for (const [name, moduleResolution] of COMPILERS) {
    const compiler = tool(name, "bin", "tsc");
    const files = moduleResolution === "nodenext" ? ["types.ts", "types.cts"] : ["types.ts"];
    const found = await Promise.all(
      SURROUNDINGS.map(async ({ lib, types }, k) => {
        const file = join(project, `tsconfig.${k}.json`);
        const compilerOptions = {
          ...{ module: MODULE[moduleResolution], moduleResolution, target: "es2022", lib, types },
          ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
          ...{ noEmit: true, skipDefaultLibCheck: true }, // TypeScript's own, that is
        };
        writeFileSync(file, JSON.stringify({ compilerOptions, files }));
        const { code, output } = await run(process.execPath, [compiler, "-p", file], {
          cwd: project,
        });
        return code === 0 ? [] : [`lib ${lib.join()}, types ${types.join() || "none"}:`, output];
      }),
    );
    const { output: version } = await run(process.execPath, [compiler, "--version"]);
    yield {
      what: `TypeScript ${version.replace("Version ", "")}: ${moduleResolution}`,
      problems: found.flat(),
    };
  }
}
