import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** @typedef {{ missing?: string } & Record<string, any>} Answer */

/** A process that answers requests, a JSON line each. It starts at the first one, and again after it has ended. */
export class Child {
  /** @type {import("node:child_process").ChildProcessWithoutNullStreams | undefined} */
  #process;
  /** @type {((answer: Answer) => void) | undefined} */
  #answer;
  #lastWords = "";

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {NodeJS.ProcessEnv} [env]
   */
  constructor(command, args, env = process.env) {
    this.start = () => spawn(command, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  }

  /**
   * Its answer. One that says what is `missing` also stands for a process that ended, or took longer than `seconds`.
   * @param {Record<string, unknown>} request
   * @param {number} [seconds]
   * @returns {Promise<Answer>}
   */
  async ask(request, seconds = 240) {
    const child = (this.#process ??= this.#begin());
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#answer?.({ missing: `it took over ${seconds} s` });
        this.end();
      }, seconds * 1000);
      this.#answer = (answer) => {
        clearTimeout(timer);
        this.#answer = undefined;
        resolve(answer);
      };
      child.stdin.write(`${JSON.stringify(request)}\n`);
    });
  }

  get running() {
    return this.#process !== undefined;
  }

  end() {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  #begin() {
    const child = this.start();
    this.#lastWords = "";
    createInterface({ input: child.stdout }).on("line", (line) => this.#answer?.(JSON.parse(line)));
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.trim() !== "") this.#lastWords = line.trim();
    });
    const ended = (/** @type {string} */ why) => {
      if (this.#process !== child) return;
      this.#process = undefined;
      this.#answer?.({ missing: why });
    };
    child.stdin.on("error", () => {}); // it has ended, and "close" says so
    child.on("error", (error) => ended(error.message));
    child.on("close", (code) => ended(`its process ended (${code}): ${this.#lastWords}`));
    return child;
  }
}
