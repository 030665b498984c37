import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRequire } from "node:module";
import { afterAll, expect, it } from "vitest";
import { repo } from "../../kernel-setup/paths.mjs";

const require = createRequire(import.meta.url);
const { keptOr } = require("../../kernel-setup/kernel/cells/kept-translations.cjs");
const file = mkdtempSync(join(tmpdir(), "unrolled-kept-"));
const folder = join(repo, "node_modules", ".cache", "unrolled-kernel");

afterAll(() => rmSync(file, { recursive: true }));

/** How a file's translation is had: whether it had to be made, and what it is. */
function translated(text: string, how = "") {
  let made = false;
  const { code } = keptOr(file, text, how, () => {
    made = true;
    return { code: `${text}!`, map: {} };
  });
  return { made, code };
}

it("makes a translation once for each text and each way, and again if what is kept is broken", () => {
  mkdirSync(folder, { recursive: true });
  const before = new Set(readdirSync(folder));
  expect(translated("a")).toEqual({ made: true, code: "a!" });
  expect(translated("a")).toEqual({ made: false, code: "a!" });
  expect(translated("b")).toEqual({ made: true, code: "b!" });
  expect(translated("b", "otherwise")).toEqual({ made: true, code: "b!" });
  const added = readdirSync(folder).filter((name) => !before.has(name));
  expect(added).toHaveLength(1);
  const [kept] = added.map((name) => join(folder, name));
  writeFileSync(kept, '{ "state": ');
  expect(translated("b", "otherwise")).toEqual({ made: true, code: "b!" });
  rmSync(kept);
});
