import { run } from "../../kernel-setup/run.mjs";
import { bun, deno } from "./tools.mjs";
import { judgeProgram } from "./verdict.mjs";

/** @type {[how: string, file: string, threads: number][]} */
const PROGRAMS = [
  ["import", "import.mjs", 1],
  ["require", "require.cjs", 1],
  ["import, two threads", "import.mjs", 2],
];
// Without a question Deno lets a program import what lies beside it, but require looks for files as any program does.
const DENO = {
  "import.mjs": ["run", "--no-prompt", "--no-remote"],
  "require.cjs": ["run", "--no-prompt", "--no-remote", "--allow-read"],
};

/** The same program in every runtime that can be had: the same numbers. @param {import("./world.mjs").World} world */
export async function* check(world) {
  const { project, node } = world;
  /** @type {{ name: string, program: string | undefined, flags?: Record<string, string[]> }[]} */
  const runtimes = [
    { name: "Node", program: process.execPath },
    { name: "the kernel's Node", program: node },
    { name: "Deno", program: deno(), flags: DENO },
    { name: "Bun", program: bun() },
  ];
  for (const { name, program, flags = {} } of runtimes) {
    if (!program) {
      yield { what: `${name}: npm has no program of it for this system`, skipped: true };
      continue;
    }
    const version = /\d+[\d.]+/.exec((await run(program, ["--version"])).output)?.[0];
    for (const [how, file, threads] of PROGRAMS) {
      const args = [...(flags[file] ?? []), file, String(threads)];
      const env = { ...process.env, NO_COLOR: "1" };
      const ended = await run(program, args, { cwd: project, env });
      const problems = await judgeProgram(world, ended, { threads });
      yield { what: `${name} ${version}: ${how}`, problems };
    }
  }
}
