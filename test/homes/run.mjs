import { spawn } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { prepare } from "../../kernel-setup/prepare.mjs";
import { PYTHON, ensureHomes, makeWorld } from "./world.mjs";

// npm run homes [-- NAME ...]
// Runs the notebooks where others run theirs: in the programs check-*.{py,mjs} beside this file whose name contains a
// NAME (in all without one). Each prints a line a check, which begins with "ok", "FAILED" or "skipped".

await main(async () => {
  const names = process.argv.slice(2);
  const programs = readdirSync(import.meta.dirname).filter(
    (file) =>
      /^check-.*\.(py|mjs)$/.test(file) &&
      (names.length === 0 || names.some((name) => file.includes(name))),
  );
  if (programs.length === 0) throw new Failure(`no check is called ${names.join(" or ")}.`);
  await prepare();
  await ensureHomes();
  const { folder, env } = await makeWorld();
  const tally = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const program of programs) {
      const { passed, failed, skipped } = await run(program, env);
      tally.passed += passed;
      tally.failed += failed;
      tally.skipped += skipped;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  console.log("Checks of the kernel and the notebooks in other homes:");
  const skipped = tally.skipped ? `, ${tally.skipped} skipped` : "";
  console.log(`${tally.passed} passed, ${tally.failed} failed${skipped}`);
  return tally.failed ? 1 : 0;
});

/**
 * Runs one program to its end, shows what it prints, and counts its checks.
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
async function run(program, env) {
  const command = extname(program) === ".py" ? PYTHON : process.execPath;
  const child = spawn(command, [join(import.meta.dirname, program)], {
    env: { ...env, PYTHONPATH: join(repo, "test", "notebooks") }, // what its tests know serves here too
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    if (line.startsWith("ok ")) tally.passed += 1;
    if (line.startsWith("FAILED ")) tally.failed += 1;
    if (line.startsWith("skipped ")) tally.skipped += 1;
  }
  const code = await ended;
  const checks = tally.passed + tally.failed + tally.skipped;
  if (code !== 0 || checks === 0) {
    console.log(`FAILED ${program} broke off`);
    tally.failed += 1;
  }
  return tally;
}
