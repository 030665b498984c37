import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** @type {(pid: number) => void} */
let report = () => {};

/**
 * Whom to tell the process id of every program that starts from now on.
 * @param {(pid: number) => void} listener
 */
export const reportStarts = (listener) => {
  report = listener;
};

/**
 * Runs a program to its end and gathers what it prints. A program that does not exist ends with code 127.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, onLine?: (line: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { onLine, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      // npm and py are .cmd files on Windows, which only a shell starts.
      shell: process.platform === "win32" && !/[\\/]/.test(command),
      stdio: ["ignore", "pipe", "pipe"],
      ...options,
    });
    if (child.pid) report(child.pid);
    /** @type {string[]} */
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        onLine?.(line);
      });
    }
    child.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "ENOENT" || error.code === "EACCES") resolve({ code: 127, output: "" });
      else reject(error);
    });
    child.on("close", (code) => resolve({ code: code ?? 1, output: lines.join("\n") }));
  });
}
