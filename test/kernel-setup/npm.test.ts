import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isBuilt, matchesLockfile } from "../../kernel-setup/npm.mjs";
import { sandbox } from "./sandbox.js";

function installed(versions: Record<string, string>) {
  const box = sandbox();
  const wanted = {
    "": { version: "0.1.0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/only-elsewhere": { version: "2.0.0", optional: true },
  };
  writeFileSync(join(box.repo, "package-lock.json"), JSON.stringify({ packages: wanted }));
  const packages: Record<string, { version: string }> = {};
  for (const [name, version] of Object.entries(versions)) {
    const folder = join(box.repo, "node_modules", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}");
    packages[`node_modules/${name}`] = { version };
  }
  mkdirSync(join(box.repo, "node_modules"), { recursive: true });
  writeFileSync(join(box.repo, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));
  return box.repo;
}

test("node_modules agrees with the lockfile without what is made for other systems", () => {
  expect(matchesLockfile(installed({ a: "1.0.0" }))).toBe(true);
  expect(matchesLockfile(installed({ a: "1.0.0", "only-elsewhere": "2.0.0" }))).toBe(true);
});

test.each([
  ["another version", installed.bind(null, { a: "1.0.1" })],
  ["nothing", installed.bind(null, {})],
  ["more than the lockfile names", installed.bind(null, { a: "1.0.0", b: "1.0.0" })],
])("node_modules is stale with %s", (_, make) => {
  expect(matchesLockfile(make())).toBe(false);
});

test("a package deleted by hand is noticed", () => {
  const repo = installed({ a: "1.0.0" });
  rmSync(join(repo, "node_modules", "a"), { recursive: true });
  expect(matchesLockfile(repo)).toBe(false);
});

test("dist/ is built again when an output is missing or older than its source", () => {
  const { repo } = sandbox();
  const source = join(repo, "src", "index.ts");
  const output = join(repo, "dist", "index.js");
  writeFileSync(source, "");
  expect(isBuilt(repo)).toBe(false);
  mkdirSync(join(repo, "dist"));
  writeFileSync(output, "");
  expect(isBuilt(repo)).toBe(true);
  mkdirSync(join(repo, "src", "core", "assembly"), { recursive: true });
  writeFileSync(join(repo, "src", "core", "assembly", "product.ts"), ""); // tsc does not compile it
  expect(isBuilt(repo)).toBe(true);
  utimesSync(output, new Date(0), new Date(0));
  expect(isBuilt(repo)).toBe(false);
});
