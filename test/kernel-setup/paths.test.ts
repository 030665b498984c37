import { expect, test } from "vitest";
import { isNewEnough } from "../../kernel-setup/find-python.mjs";
import { atLeast, checkHostNode } from "../../kernel-setup/node.mjs";
import { venvPaths } from "../../kernel-setup/paths.mjs";

test("the environment's paths on each system", () => {
  expect(venvPaths("C:\\work\\un rolled", "win32")).toMatchObject({
    python: "C:\\work\\un rolled\\.venv\\Scripts\\python.exe",
    kernelspec: "C:\\work\\un rolled\\.venv\\share\\jupyter\\kernels\\unrolled\\kernel.json",
  });
  for (const system of ["linux", "darwin"]) {
    expect(venvPaths("/work/un rolled", system)).toMatchObject({
      python: "/work/un rolled/.venv/bin/python",
      kernelspec: "/work/un rolled/.venv/share/jupyter/kernels/unrolled/kernel.json",
    });
  }
});

test("versions are compared as numbers", () => {
  expect(["3.9.18", "2.7.18"].some(isNewEnough)).toBe(false);
  expect(["3.10.0", "3.14.0rc1", "4.0.0"].every(isNewEnough)).toBe(true);
  expect(atLeast("22.12.0", "22.12.0")).toBe(true);
  expect(atLeast("22.9.0", "22.12.0")).toBe(false);
  expect(() => checkHostNode("20.18.3")).toThrow("Node is too old: this is 20.18.3");
  expect(() => checkHostNode("20.20.2")).not.toThrow();
});
