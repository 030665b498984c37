import { spawn } from "node:child_process";
import { workbookEnv } from "./environment.mjs";
import { Failure, main } from "./failure.mjs";
import { repo } from "./paths.mjs";
import { prepare } from "./prepare.mjs";

// Runs a command with the workbook's own Python, Node and npm programs first on PATH.
await main(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (!command)
    throw new Failure("no command given. Usage: node kernel-setup/with-env.mjs COMMAND ARGS...");
  const { node } = await prepare();
  const child = spawn(command, args, {
    env: workbookEnv(repo, node),
    stdio: "inherit",
    shell: process.platform === "win32", // node_modules/.bin holds .cmd files there
  });
  return new Promise((resolve, reject) => {
    child.on("error", () => reject(new Failure(`cannot run ${command}: is it installed?`)));
    child.on("exit", (code) => resolve(code ?? 1));
  });
});
