import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { venvPaths } from "../../kernel-setup/paths.mjs";
import { repo } from "./sandbox.js";

// `npm test` has just made the real environment; this looks at what is there.
const paths = venvPaths(repo);
const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));

test("the kernelspec names programs that exist, and the kernel's Node is 24", () => {
  const { argv, interrupt_mode } = read(paths.kernelspec);
  const [node] = argv;
  const [launcher, file] = argv.slice(-2);
  expect([node, launcher].map(existsSync)).toEqual([true, true]);
  expect(file).toBe("{connection_file}");
  expect(interrupt_mode).toBe("message");
  expect(execFileSync(node, ["--version"], { encoding: "utf8" })).toMatch(/^v24\./);
});

test("Jupyter itself offers our kernel and no other", () => {
  const list = execFileSync("python", ["-m", "jupyter", "kernelspec", "list", "--json"]);
  expect(Object.keys(JSON.parse(list.toString()).kernelspecs)).toContain("unrolled");
  expect(read(paths.serverConfig).KernelSpecManager.allowed_kernelspecs).toEqual(["unrolled"]);
});

test("JupyterLab asks nobody for news or newer versions", () => {
  expect(read(paths.labOverrides)["@jupyterlab/apputils-extension:notification"]).toEqual({
    fetchNews: "false",
    checkForUpdates: false,
  });
});
