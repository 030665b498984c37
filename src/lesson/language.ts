import { TABLE, type Key } from "./table.js";

/** A language that the notebooks are written in. */
export type Language = "en" | "zh";
let current: Language = "en";

/** Chooses the language of everything that figures and checks say, from here on. */
export function language(code: Language): void {
  if (code !== "en" && code !== "zh")
    throw new RangeError(`language: got "${String(code)}"; want "en" or "zh"`);
  current = code;
}

/** A string of the table in the chosen language, {name} replaced by values.name. */
export function say(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  return TABLE[key][current].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}
