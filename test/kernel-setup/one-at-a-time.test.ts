import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { lockFile, oneAtATime } from "../../kernel-setup/one-at-a-time.mjs";
import { sandbox } from "./sandbox.js";

test("a set-up waits for a program of another one, and not for one that died", async () => {
  const told = vi.spyOn(console, "log").mockReturnValue();
  const { repo } = sandbox();
  const pip = spawn("sleep", ["60"]);
  const ended = new Promise((resolve) => pip.on("exit", resolve));
  const dead = 2 ** 22 + 1; // above the largest process id that Linux gives out
  writeFileSync(lockFile(repo), `${dead}\n${pip.pid}\n`);

  let began = false;
  const work = oneAtATime(repo, async () => (began = true));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(began).toBe(false);
  expect(told).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(lockFile(repo)));

  pip.kill();
  await ended;
  expect(await work).toBe(true);
  expect(existsSync(lockFile(repo))).toBe(false);
});
