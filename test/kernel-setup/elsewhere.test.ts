import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closedFolder, uninstallKernel } from "../../kernel-setup/elsewhere.mjs";
import { putFolder } from "../../kernel-setup/put-folder.mjs";
import { sandbox } from "./sandbox.js";

test.each([
  [[], /^unrolled: Usage: npm run kernel -- install/],
  [["install"], /say where: --user or --prefix FOLDER/],
  [["install", "--user", "--prefix", "/usr"], /say where/],
  [["remove", "--user"], /Usage/],
  [["install", "--user", "twice"], /Usage/],
  [["install", "--home"], /Unknown option '--home'. Usage/],
  [["install", "--prefix", "/no/such folder"], /there is no folder \/no\/such folder/],
])("flags %j", (flags, line) => {
  const { code, err } = sandbox().run("kernel.mjs", ...flags);
  expect(err.trimEnd().split("\n")).toHaveLength(1);
  expect(err).toMatch(line);
  expect(code).toBe(1);
});

test("a folder appears whole, replaces the one before it, and is as readable as any other", () => {
  const data = join(sandbox().repo, "data");
  for (const text of ["one", "two"]) {
    putFolder(data, "kernels", "unrolled", (made) => writeFileSync(join(made, text), text));
  }
  const broken = () =>
    putFolder(data, "kernels", "unrolled", () => {
      throw new Error("half way");
    });
  expect(broken).toThrow("half way");
  expect(readdirSync(join(data, "kernels", "unrolled"))).toEqual(["two"]);
  expect(readdirSync(data)).toEqual(["kernels"]);
  const mode = statSync(join(data, "kernels", "unrolled")).mode & 0o777;
  expect(mode).toBe(process.platform === "win32" ? mode : 0o777 & ~process.umask());
});

test("uninstalling leaves nothing of ours, and all of others'", () => {
  const data = join(sandbox().repo, "data");
  expect(() => uninstallKernel(data)).toThrow(`no Unrolled kernel is installed in ${data}`);
  for (const file of [
    "kernels/unrolled/kernel.json",
    "labextensions/unrolled-figures/package.json",
    "kernels/other/kernel.json",
  ]) {
    mkdirSync(join(data, file, ".."), { recursive: true });
    writeFileSync(join(data, file), "{}");
  }
  uninstallKernel(data);
  expect(readdirSync(data)).toEqual(["kernels"]);
  expect(readdirSync(join(data, "kernels"))).toEqual(["other"]);
});

test.skipIf(process.platform === "win32")("a folder that is closed to others is named", () => {
  const box = sandbox(); // in a temporary folder of mode 700
  expect(closedFolder(join(box.repo, "kernel-setup", "kernel.mjs"))).toBe(join(box.repo, ".."));
  expect(closedFolder("/usr/bin/env")).toBeUndefined();
});
