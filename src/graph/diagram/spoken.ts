import { signIn, type Lettered, type Letters } from "./letters.js";
import { JOINED, STOP, type Part, type Parts } from "./part.js";

/** The drawing as equations, for those who do not see it: C_t = f_t × C_t−1 + i_t × C̃_t. [a, b] is a joined to b. */
export function inWords(parts: Parts, letters: Letters): string[] {
  const say = phrases(parts, letters);
  return parts.all.filter((part) => say.isNamed(part)).map(say.equation);
}

/** Each part in words: its name, or else what it is made of. */
export function phrases({ next }: Parts, letters: Letters) {
  const states = new Map(Object.entries(next).map(([key, part]) => [part, key]));
  const nameOf = (part: Part): string | undefined => {
    if (part.kind === "source") return spell(letters.source(part.glyph));
    const name = states.get(part) ?? part.name;
    return name === undefined || part.kind === "cell"
      ? undefined
      : spell(letters.part({ ...part, name }));
  };
  const list = (inputs: readonly Part[]): string =>
    `[${inputs.map((a) => nameOf(a) ?? body(a)).join(", ")}]`;
  const body = (part: Part): string => {
    const { kind, inputs, beside = [] } = part;
    const glyph = signIn(part, letters);
    if (kind === "value") return `${glyph} of ${body(inputs[0]!)}`;
    if (kind === "cell") return `${glyph}${list(inputs)}`;
    if (kind === "layer") {
      const sum = list(inputs.filter((a) => !beside.includes(a)));
      const terms = [sum, ...beside.map((a) => nameOf(a) ?? body(a))].join(" + ");
      if (part.tag !== undefined) return applied(glyph, `(${part.tag}${terms})`);
      return applied(glyph, beside.length > 0 ? `(${terms})` : terms);
    }
    if (glyph === JOINED) return list(inputs);
    if (inputs.length === 0) return glyph;
    const written = inputs.map((a) => nameOf(a) ?? within(a, glyph));
    if (part.learned)
      return /^[+−÷]/.test(glyph)
        ? `${written[0]!} ${glyph[0]!} ${glyph.slice(1)}`
        : `${glyph} × ${written[0]!}`;
    if (glyph === STOP) return `stop(${written[0]!})`;
    if (written.length > 1)
      return /^[a-z?]/.test(glyph) ? `${glyph}(${written.join(", ")})` : written.join(` ${glyph} `);
    // A number in the sign: 1− or ×2.
    if (/^[^+−×÷]+[+−×÷]$/.test(glyph))
      return `${glyph.slice(0, -1)} ${glyph.at(-1)!} ${written[0]!}`;
    if (/^[+−×÷]./.test(glyph)) return `${written[0]!} ${glyph[0]!} ${glyph.slice(1)}`;
    return glyph === "−" ? `−${written[0]!}` : applied(glyph, `(${written[0]!})`);
  };
  const within = (part: Part, outer: string): string => {
    const isClosed =
      !/[+−×÷]/.test(part.glyph) || !/[+−×÷]/.test(outer) || (part.glyph === "×" && outer === "+");
    return isClosed ? body(part) : `(${body(part)})`;
  };
  return {
    isNamed: (part: Part): boolean => nameOf(part) !== undefined,
    name: (part: Part): string => nameOf(part) ?? body(part),
    equation: (part: Part): string => {
      const name = nameOf(part);
      return name === undefined ? body(part) : `${name} = ${body(part)}`;
    },
  };
}

/** 4σ−2 of (a) is 4σ(a)−2. */
function applied(glyph: string, to: string): string {
  const found = /^(.*?)(σ|tanh|softplus|exp|log|√|ReLU)(.*)$/.exec(glyph);
  return found && !glyph.includes("_") ? `${found[1]!}${found[2]!}${to}${found[3]!}` : glyph + to;
}

/** h^1_t */
export const spell = ({ letter, sub }: Lettered): string =>
  sub === "" ? letter : `${letter}_${sub}`;
