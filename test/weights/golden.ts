import { readFileSync } from "node:fs";

const here = new URL("golden/", import.meta.url);

const json = (name: string) => JSON.parse(readFileSync(new URL(name, here), "utf8"));

/** What golden/make.py says of the files that it made with PyPI's safetensors. */
export const expected: {
  files: Record<
    string,
    {
      tensors: Record<string, { dtype: string; shape: number[]; hex: string }>;
      metadata: Record<string, string> | null;
    }
  >;
} = json("expected.json");

/** What golden/verdicts.mjs froze: a letter for each of the fuzz's first files, and why an x is one. */
export const verdicts: { seed: number; letters: string; lax: Record<number, string[]> } =
  json("verdicts.json");

export const goldenFile = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`${name}.safetensors`, here)));

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** A file around a header, its length before it. */
export function fileOf(header: string | Uint8Array, data: ArrayLike<number> = []): Uint8Array {
  const text = typeof header === "string" ? new TextEncoder().encode(header) : header;
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setUint32(0, text.length, true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}
