import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { ensureVenv } from "../../kernel-setup/venv.mjs";
import { fakePython, sandbox, type Sandbox } from "./sandbox.js";

let box: Sandbox;

/** How often pip has run so far: once for each environment that was made. */
const pipRuns = () => readFileSync(join(box.repo, "pip-runs"), "utf8").trim().split("\n").length;
const inVenv = (...path: string[]) => join(box.repo, ".venv", ...path);

beforeEach(() => {
  const quiet = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  box = sandbox();
  const python = join(box.repo, "..", "bin", "python3");
  box.play("python3", fakePython("3.11.2"));
  process.env.PYTHON = python;
  return () => {
    delete process.env.PYTHON;
    quiet.mockRestore();
  };
});

test("a second run does nothing", async () => {
  expect(await ensureVenv(box.repo)).toBe("/wheel/bin/node");
  expect(await ensureVenv(box.repo)).toBe("/wheel/bin/node");
  expect(pipRuns()).toBe(1);
});

test.each([
  ["a set-up killed before pip ended", () => rmSync(inVenv("unrolled.json"))],
  ["a stamp cut short", () => writeFileSync(inVenv("unrolled.json"), '{"requirem')],
  ["a Python that is gone", () => rmSync(inVenv("bin", "python"))],
  ["a deleted file of a package", () => rmSync(inVenv("site", "some", "code.py"))],
  [
    "new requirements",
    () => writeFileSync(join(box.repo, "kernel-setup", "requirements.txt"), "a==2"),
  ],
])("%s: made anew, once", async (_, damage) => {
  await ensureVenv(box.repo);
  damage();
  await ensureVenv(box.repo);
  await ensureVenv(box.repo);
  expect(pipRuns()).toBe(2);
  expect(existsSync(inVenv("site", "some", "code.py"))).toBe(true);
});

test("a moved checkout keeps its packages, and its scripts follow", async () => {
  await ensureVenv(box.repo);
  const script = () => readFileSync(inVenv("bin", "python"), "utf8");
  const before = inVenv();
  box = { ...box, repo: `${box.repo}-moved` };
  renameSync(box.repo.replace("-moved", ""), box.repo);
  // The stand-in for Python is itself such a script: what it reports follows only if it was corrected.
  writeFileSync(
    inVenv("bin", "python"),
    script().replace(`"site": "'${before}`, `"site": "'${inVenv()}`),
  );
  await ensureVenv(box.repo);
  expect(pipRuns()).toBe(1);
  expect(script()).not.toContain(`${before}/`);
});
