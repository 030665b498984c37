import {
  fromCheckpoint,
  toCheckpoint,
  type CheckpointOptions,
  type Saveable,
} from "./checkpoint.js";

/**
 * Writes a checkpoint to a file, in one piece: whatever happens meanwhile, the file is the whole old one or the whole new
 * one. Node, Deno and Bun; in a page use toCheckpoint, which gives the bytes.
 * Throws an Error that names the path; what was there is then as it was.
 */
export async function save(
  model: Saveable,
  path: string,
  options: CheckpointOptions = {},
): Promise<void> {
  const bytes = toCheckpoint(model, options);
  try {
    await replace(path, bytes);
  } catch (cause) {
    throw new Error(`save: ${path} was not written, and is as it was: ${reason(cause)}`, { cause });
  }
}

/**
 * Reads a checkpoint from a file into a model of the same definition.
 * Throws an Error that names the path and what `fromCheckpoint` says; the model is then as it was.
 */
export async function load(
  model: Saveable,
  path: string,
  options: CheckpointOptions = {},
): Promise<void> {
  try {
    fromCheckpoint(model, await files().readFile(path), options);
  } catch (cause) {
    throw new Error(`load: ${path}: ${reason(cause)}`, { cause });
  }
}

const reason = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** As much of node:fs/promises as is used: the package needs the types of no runtime. */
interface Files {
  readFile(path: string): Promise<Uint8Array>;
  realpath(path: string): Promise<string>;
  rename(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: true }): Promise<void>;
  open(
    path: string,
    flags: string,
  ): Promise<{
    writeFile(bytes: Uint8Array): Promise<void>;
    sync(): Promise<void>;
    close(): Promise<void>;
  }>;
}

function files(): Files {
  const { process } = globalThis as unknown as {
    process?: { getBuiltinModule?(name: string): Files | undefined };
  };
  const found = process?.getBuiltinModule?.("node:fs/promises");
  if (found) return found;
  throw new Error("there are no files here; toCheckpoint and fromCheckpoint work on bytes");
}

let count = 0;

/** The new file is written whole under another name beside the old one, then takes its name. */
async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const fs = files();
  const target = await fs.realpath(path).catch(() => path); // what a link points to is replaced, not the link
  const { pid } = (globalThis as unknown as { process: { pid: number } }).process;
  const beside = `${target}.${pid}-${count++}.tmp`;
  try {
    const file = await fs.open(beside, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(beside, target);
  } catch (error) {
    await fs.rm(beside, { force: true });
    throw error;
  }
  await syncFolder(fs, target);
}

/** The new name too should outlast a loss of power. Windows does not open folders, and does it by itself. */
async function syncFolder(fs: Files, path: string): Promise<void> {
  const folder = await fs.open(path.replace(/[^/\\]*$/, "") || ".", "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
