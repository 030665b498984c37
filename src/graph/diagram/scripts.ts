import type { Point } from "./route.js";
import { element, escape, INK, SANS, SERIF, sign, widthOf, type Attributes } from "./svg.js";

/** A letter in italics with a real subscript, as in C_t−1, and a real superscript after a ^, as in h^1. */
export function symbol(
  at: Point,
  letter: string,
  sub: string,
  size: number,
  more: Attributes = {},
): string {
  const [head, raised] = letter.split("^") as [string, string?];
  const attributes = {
    x: at.x,
    y: at.y,
    "font-family": SERIF,
    "font-size": size,
    fill: INK.line,
    ...more,
  };
  return element("text", attributes, ...spans(head, sub, size, raised));
}
const slant = (text: string) => (/^\d/.test(text) ? {} : { "font-style": "italic" });
function spans(head: string, sub: string, size: number, raised?: string): string[] {
  const small = size * 0.72;
  const script = (text: string, dy: number, dx?: number): string =>
    text === ""
      ? ""
      : element("tspan", { dx, dy, "font-size": small, ...slant(text) }, escape(text));
  const first = element("tspan", slant(head), escape(head));
  if (raised === undefined) return [first, script(sub, size * 0.25)];
  // The subscript goes back under the superscript, as far as letters are known to be wide.
  const back = -0.86 * widthOf(raised, small);
  return [first, script(raised, size * -0.42), script(sub, size * 0.67, back)];
}

/** A sign, with a real subscript where it has one, as in W_f. */
export function formula(at: Point, text: string, size: number): string {
  const found = /^(.*?[^_\d])_(.+)$/.exec(text);
  if (!found) return sign(at, text, size, {});
  const middle = { "text-anchor": "middle", "font-size": size };
  const place = { x: at.x, y: at.y + size * 0.24, ...middle, "font-family": SERIF, fill: INK.line };
  return element("text", place, ...spans(found[1]!, found[2]!, size));
}

/** Words in which h_t and h^1_t are written as they are meant, with a real subscript and superscript. */
export function scripted(at: Point, text: string, size: number, more: Attributes = {}): string {
  const small = size * 0.75;
  const pieces = text.split(/([_^][^\s_^,;()[\]]+)/).filter((piece) => piece !== "");
  let shift = 0;
  const spans = pieces.map((piece) => {
    const level = { _: size * 0.25, "^": size * -0.4 }[piece[0]!];
    const dy = (level ?? 0) - shift;
    shift = level ?? 0;
    const isScript = level !== undefined;
    return element(
      "tspan",
      { dy: dy === 0 ? undefined : dy, "font-size": isScript ? small : undefined },
      escape(isScript ? piece.slice(1) : piece),
    );
  });
  return element(
    "text",
    { x: at.x, y: at.y, "font-family": SANS, "font-size": size, fill: INK.quiet, ...more },
    ...spans,
  );
}
