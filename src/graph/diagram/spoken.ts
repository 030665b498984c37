import type { Part, Parts } from "./parts.js";

/** The letter of a name: the essay writes C and C̃ where the code has c and g. */
export function lettersOf({ next }: Parts, names: Readonly<Record<string, string>> = {}) {
  const essay: Readonly<Record<string, string>> = "c" in next ? { c: "C", g: "C\u0303" } : {};
  return (name: string): string => names[name] ?? essay[name] ?? name;
}

/** The drawing as equations, for those who do not see it: C_t = f_t × C_t−1 + i_t × C̃_t. [a, b] is a joined to b. */
export function inWords({ all, next }: Parts, letters: (name: string) => string): string[] {
  const states = new Map(Object.entries(next).map(([key, part]) => [part, key]));
  const nameOf = (part: Part): string | undefined => {
    const name = states.get(part) ?? part.name;
    if (part.kind === "source") return `${letters(part.glyph)}_${part.glyph === "x" ? "t" : "t−1"}`;
    return name === undefined ? undefined : `${letters(name)}_t`;
  };
  const body = ({ kind, glyph, inputs }: Part): string => {
    if (kind === "layer") return `${glyph}[${inputs.map((a) => nameOf(a) ?? body(a)).join(", ")}]`;
    const written = inputs.map((a) => nameOf(a) ?? within(a, glyph));
    if (written.length > 1) return written.join(` ${glyph} `);
    // A number in the sign: 1− or ×2.
    if (/^[^+−×÷]+[+−×÷]$/.test(glyph))
      return `${glyph.slice(0, -1)} ${glyph.at(-1)!} ${written[0]!}`;
    if (/^[+−×÷]./.test(glyph)) return `${written[0]!} ${glyph[0]!} ${glyph.slice(1)}`;
    return glyph === "−" ? `−${written[0]!}` : `${glyph}(${written[0]!})`;
  };
  const within = (part: Part, outer: string): string => {
    const isClosed =
      !/[+−×÷]/.test(part.glyph) || !/[+−×÷]/.test(outer) || (part.glyph === "×" && outer === "+");
    return isClosed ? body(part) : `(${body(part)})`;
  };
  return all.flatMap((part) => {
    const name = nameOf(part);
    return name === undefined ? [] : [`${name} = ${body(part)}`];
  });
}
