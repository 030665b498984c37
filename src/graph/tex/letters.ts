/**
 * "essay": C_t, \tilde{C}_t, * and W_f \cdot [h_{t-1}, x_t] + b_f, as in the 2015 essay; a candidate n is \tilde{h}_t,
 * with W. "paper": c_t, \odot and a matrix for each operand, W_{xf} x_t + W_{hf} h_{t-1} + b_f, as Graves (2013),
 * Jozefowicz (2015) and Yao (2015) write.
 */
export type Notation = "essay" | "paper";

/** What a notation makes of letters. */
export interface Letters {
  readonly notation: Notation;
  /** The letter of a value. */
  value(base: string): string;
  /** What a matrix has in its subscript for a value: the essay's \tilde{C} has W_C, its \tilde{h} W alone. */
  weight(base: string): string;
}

/** The letters for a cell that gives these names to values, and has states with these letters. */
export function lettersOf(
  notation: Notation,
  { values, states }: { readonly values: readonly string[]; readonly states: readonly string[] },
): Letters {
  const isGru = states.includes("h") && !states.includes("n") && values.includes("n");
  const cell = { c: ["C", "C"], g: ["\\tilde{C}", "C"] };
  const candidate = { n: ["\\tilde{h}", ""] };
  const changed: Readonly<Record<string, readonly string[]>> =
    notation === "paper" ? {} : states.includes("c") ? cell : isGru ? candidate : {};
  return {
    notation,
    value: (base) => changed[base]?.[0] ?? letter(base),
    weight: (base) => changed[base]?.[1] ?? letter(base, "text"),
  };
}

/** A name taken apart: "h1" is h with tag 1, "mu_prior" mu with tag prior, "rnn.h" h with tag rnn. */
export interface Name {
  readonly base: string;
  readonly tags: readonly string[];
}
export function nameOf(key: string): Name {
  const path = key.split(".");
  const pieces = path.pop()!.split("_").filter(Boolean);
  const [base = key, ...tags] = pieces.flatMap((piece) => {
    const numbered = /^(.*\D)(\d+)$/.exec(piece);
    return numbered ? numbered.slice(1) : [piece];
  });
  return { base, tags: [...tags, ...path] };
}

const GREEK = new Set(
  (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega " +
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
  ).split(" "),
);
// The gain of layer normalisation is gamma in most texts since Ioffe & Szegedy (2015).
const SPELLED: Readonly<Record<string, string>> = { eps: "\\epsilon", gain: "\\gamma" };

/** One sign in italics, a Greek letter by its name, and words upright. */
export function letter(name: string, upright: "mathrm" | "text" = "mathrm"): string {
  if ([...name].length === 1) return plain(name);
  if (GREEK.has(name)) return `\\${name}`;
  return SPELLED[name] ?? `\\${upright}{${plain(name)}}`;
}
/** Whether it is typeset as one letter. */
export const isLetter = (name: string): boolean =>
  /^\D$/u.test(name) || GREEK.has(name) || name in SPELLED;

/** A letter with what stands above and below its line, a brace where it is needed or asked for. */
export function script(base: string, above: readonly string[], below: string): string {
  const up = above.length === 0 ? "" : `^{${above.join(",")}}`;
  return `${base}${up}${below === "" ? "" : `_${below}`}`;
}

/** Indices one after the other, as in W_{hf}; commas set words apart from letters. */
export function indices(pieces: readonly string[]): string {
  const isWord = (piece: string): boolean => piece.startsWith("\\text");
  return pieces.reduce(
    (sum, piece, k) =>
      `${sum}${k > 0 && (isWord(piece) || isWord(pieces[k - 1]!)) ? "," : ""}${piece}`,
    "",
  );
}

/** Text as it may stand in \text{...}. */
export const plain = (text: string): string =>
  text.replaceAll(/[\\{}$&#%_^~]/g, (sign) => (/[\\^~]/.test(sign) ? " " : `\\${sign}`));
