import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Failure } from "../../../kernel-setup/failure.mjs";
import { pythonEnv } from "../../../kernel-setup/find-python.mjs";
import { repo } from "../../../kernel-setup/paths.mjs";
import { ensurePython, pythonOf } from "../../second-environment.mjs";

const here = import.meta.dirname;
const venv = join(repo, ".bench", "safetensors");
const PATIENCE = 120_000;

/**
 * What the format's own reader makes of a file; null where it refuses it. reference.py says what the parts are.
 * @typedef {{
 *   tensors: [name: string, dtype: string, shape: number[], hex: string][],
 *   metadata: [key: string, text: string][] | null,
 *   lax: string[],
 *   rewritten: string | null,
 * } | null} Answer
 */

/** Installs PyPI's safetensors, where it is not yet, and starts it. */
export async function startReference() {
  await ensurePython(
    venv,
    "Installing safetensors into .bench/safetensors",
    join(here, "requirements.txt"),
  );
  const child = spawn(pythonOf(venv), [join(here, "reference.py")], {
    env: { ...pythonEnv(), PYTHONIOENCODING: "utf-8" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  /** @type {(line: string | undefined) => void} */
  let tell = () => {};
  createInterface({ input: child.stdout }).on("line", (line) => tell(line));
  child.on("exit", () => tell(undefined));
  child.stdin.on("error", () => {}); // its end is told above
  const line = () =>
    new Promise((/** @type {(line: string) => void} */ resolve, reject) => {
      const late = setTimeout(
        () => reject(new Failure(`the reference has not answered for ${PATIENCE / 1000} s.`)),
        PATIENCE,
      );
      tell = (answer) => {
        clearTimeout(late);
        if (answer === undefined) reject(new Failure("the reference (Python) has ended early."));
        else resolve(answer);
      };
    });
  return {
    version: /** @type {string} */ (JSON.parse(await line())),
    /** @param {readonly Uint8Array[]} files */
    async ask(files) {
      const answers = line();
      child.stdin.write(
        Buffer.concat([...files.flatMap((file) => [int32(file.length), file]), int32(0xffffffff)]),
      );
      return /** @type {Answer[]} */ (JSON.parse(await answers));
    },
    end: () => void child.kill(),
  };
}

/** @param {number} value */
function int32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
