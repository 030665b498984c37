import type { Exit, Part, Parts } from "./part.js";

/** A letter as it is written: after a ^ what is raised, then what is lowered. */
export interface Lettered {
  readonly letter: string;
  readonly sub: string;
}
export interface Letters {
  /** The letter of a name: h_time is h^time, h1 is h^1, rnn.h is h^rnn; the essay writes C and C̃ where the code has c and g. */
  readonly of: (name: string) => string;
  readonly source: (key: string) => Lettered;
  readonly exit: (exit: Exit) => Lettered;
  readonly part: (part: Part) => Lettered;
}
const GREEK: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  mu: "μ",
  phi: "φ",
  sigma: "σ",
};

export function lettersOf(
  { next, sources, below, all }: Pick<Parts, "next" | "sources" | "below" | "all">,
  names: Readonly<Record<string, string>> = {},
): Letters {
  const hasC = [...Object.keys(next), ...Object.keys(sources)].some((key) =>
    /(^|\.)c(_|$)/.test(key),
  );
  const essay: Readonly<Record<string, string>> = hasC ? { c: "C", g: "C\u0303" } : {};
  const one = (name: string): string => names[name] ?? essay[name] ?? GREEK[name] ?? name;
  const of = (name: string): string => {
    if (name in names) return names[name]!;
    const inner = /^(.+)\.([^.]+)$/.exec(name);
    if (inner) return `${one(inner[2]!)}^${inner[1]!}`;
    const parts = /^([A-Za-z]+)_(.+)$/.exec(name) ?? /^([A-Za-z])(\d+)$/.exec(name);
    return parts ? `${one(parts[1]!)}^${parts[2]!}` : one(name);
  };
  // Given at each step and returned under the same name: it passes through the cell on a way of its own.
  const isAxis = (key: string): boolean => !(key in next) && all.some((p) => p.name === key);
  const source = (key: string): Lettered => {
    const { given } = sources[key]!;
    if (given === "time") return { letter: of(key), sub: "t−1" };
    if (given === "whole") return { letter: of(key), sub: "" };
    if (given === "step")
      return { letter: of(key), sub: key in sources && isAxis(key) ? "in" : "t" };
    const letter = of(below[key] ?? key);
    return letter.includes("^") ? { letter, sub: "l−1" } : { letter: `${letter}^l−1`, sub: "t" };
  };
  const after = (name: string): string => {
    if (name in next) return "t";
    if (Object.values(below).includes(name) && of(name).includes("^")) return "l";
    return name in sources && isAxis(name) ? "out" : "t";
  };
  return {
    of,
    source,
    exit: ({ state }) => ({ letter: of(state), sub: after(state) }),
    part: ({ name }) => ({ letter: of(name ?? ""), sub: after(name ?? "") }),
  };
}

/** What is lowered beside a W: the essay writes W_C, without the tilde; where letters would be raised, the whole name. */
export function loweredOf(weight: string, of: (name: string) => string): string {
  const name = weight.replace(/^.*\./, "").replace(/^[A-Za-z]+_(?=.)/, "");
  const letter = of(name).replace("\u0303", "");
  return letter.includes("^") ? name.replaceAll("_", " ") : letter;
}

/** A sign with its name's letters: W_g is W_C, as in the essay, and p_f is p_f. */
export function signIn({ glyph }: Pick<Part, "glyph">, letters: Letters): string {
  const found = /^(.*?[^_\d])_(.+)$/.exec(glyph.replace(/^.*\./, ""));
  if (!found) return glyph;
  const lowered = loweredOf(glyph, letters.of);
  return `${GREEK[found[1]!] ?? found[1]!}_${lowered}`;
}
