import { execFile, spawn } from "node:child_process";
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { fromCheckpoint, load, lstm, recurrent, save } from "../../src/index.js";

const folder = mkdtempSync(join(tmpdir(), "unrolled-"));
afterAll(() => rmSync(folder, { recursive: true }));
const make = (seed = 0) => recurrent(lstm, { input: 3, hidden: 4, seed });

test("what is saved is loaded; nothing is left beside it", async () => {
  const path = join(folder, "a.safetensors");
  await save(make(1), path);
  await save(make(2), path);
  const net = make();
  await load(net, path);
  expect(net.params.flat).toEqual(make(2).params.flat);
  expect(readdirSync(folder)).toEqual(["a.safetensors"]);
});

test("saves at the same time each write the whole of theirs", async () => {
  const path = join(folder, "many.safetensors");
  await Promise.all(Array.from({ length: 20 }, (_, seed) => save(make(seed), path)));
  const net = make();
  await load(net, path);
  const all = Array.from({ length: 20 }, (_, seed) => make(seed).params.flat);
  expect(all).toContainEqual(net.params.flat);
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("errors name the path; what was there stays", async () => {
  const nowhere = join(folder, "none", "a.safetensors");
  await expect(save(make(), nowhere)).rejects.toThrow(
    `save: ${nowhere} was not written, and is as it was: ENOENT`,
  );
  await expect(load(make(), nowhere)).rejects.toThrow(`load: ${nowhere}: ENOENT`);
  const broken = join(folder, "broken.safetensors");
  writeFileSync(broken, "{}");
  await expect(load(make(), broken)).rejects.toThrow(
    `load: ${broken}: readSafetensors: the file has 2 bytes`,
  );
  await expect(save(make(), folder)).rejects.toThrow(`save: ${folder} was not written`);
  expect(statSync(folder).isDirectory()).toBe(true);
});

test.skipIf(process.platform === "win32")(
  "a link stays a link, and what it points to is replaced",
  async () => {
    const [path, link] = ["target", "link"].map((name) => join(folder, name));
    await save(make(1), path);
    symlinkSync(path, link);
    await save(make(2), link);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    const net = make();
    await load(net, path);
    expect(net.params.flat).toEqual(make(2).params.flat);
  },
);

/** A process that saves networks of 1.6 MB, one after the other, each with all its weights the same. */
const SAVING = (path: string) => `
  import { recurrent, rnn, save } from "unrolled";
  const net = recurrent(rnn, { input: 1, hidden: 640 });
  for (let k = 1; ; k++) {
    net.params.flat.fill(k);
    await save(net, ${JSON.stringify(path)});
    console.log(k);
  }
`;
const child = (path: string, prefix: readonly string[] = []) => {
  const command = [...prefix, process.execPath, "--input-type=module", "--eval", SAVING(path)];
  return spawn(command[0], command.slice(1), { cwd: new URL("../..", import.meta.url) });
};
const big = async () => {
  const { recurrent: make, rnn } = await import("../../src/index.js");
  return make(rnn, { input: 1, hidden: 640 });
};

test("killed while it saves, again and again: the file is always a whole one", async () => {
  const path = join(folder, "killed.safetensors");
  const net = await big();
  for (let round = 0; round < 8; round++) {
    const saving = child(path);
    const saved = await new Promise<number>((resolve) => {
      let last = 0;
      saving.stdout.on("data", (text: Buffer) => {
        last = Number(text.toString().trim().split("\n").at(-1));
        if (last >= 2) setTimeout(() => saving.kill("SIGKILL"), 7 * round);
      });
      saving.on("exit", () => resolve(last));
    });
    expect(saved).toBeGreaterThanOrEqual(2);
    fromCheckpoint(net, readFileSync(path));
    const [first] = net.params.flat;
    expect(first).toBeGreaterThanOrEqual(saved); // what was said to be saved is
    expect(net.params.flat.every((v) => v === first)).toBe(true);
  }
});

test.skipIf(process.platform === "win32")(
  "a full disk: the last good file stays, and nothing beside it",
  async () => {
    const path = join(folder, "full.safetensors");
    const net = await big();
    net.params.flat.fill(5);
    await save(net, path);
    // A limit on the size of files stands for a disk with no more room: writing fails in the middle.
    const run = promisify(execFile)(
      "sh",
      [
        "-c",
        `ulimit -f 1000; trap '' XFSZ; exec "$0" "$@"`,
        process.execPath,
        "--input-type=module",
        "--eval",
        SAVING(path),
      ],
      {
        cwd: new URL("../..", import.meta.url),
      },
    );
    await expect(run).rejects.toThrow(
      /save: .*full\.safetensors was not written, and is as it was: EFBIG/,
    );
    net.params.flat.fill(0);
    await load(net, path);
    expect(net.params.flat.every((v) => v === 5)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith("full"))).toEqual([
      "full.safetensors",
    ]);
  },
);
