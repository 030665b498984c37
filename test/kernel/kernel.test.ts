// The kernel is tested as Jupyter sees it, by Jupyter's own client: Python tests, one process a file.

import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { repo, venvPaths } from "../../kernel-setup/paths.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(here).filter((name) => name.endsWith("_test.py"));

function runPython(file: string): Promise<{ code: number | null; output: string }> {
  const python = spawn(venvPaths(repo).python, ["-m", "unittest", "-v", file], {
    cwd: here,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", PYTHONUTF8: "1" },
  });
  let output = "";
  for (const stream of [python.stdout, python.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  return new Promise((resolve, reject) => {
    python.on("error", reject);
    python.on("close", (code) => resolve({ code, output }));
  });
}

describe("the kernel, asked by Jupyter's client", () => {
  it.each(files)("%s", async (file) => {
    const { code, output } = await runPython(file);
    expect(code, output).toBe(0);
    expect(output).toMatch(/^Ran \d+ tests?/m);
    const skipped = output.match(/^.*\.\.\. skipped .*$/gm) ?? [];
    // We have no pager; Windows lacks what the others use.
    expect(skipped.filter((line) => !/test_pager|Windows/.test(line))).toEqual([]);
  });
});
