/**
 * JSON as a safetensors header may hold it. A number is a count: whole, from 0 to 2^53 - 1, in digits alone; what is written
 * otherwise (1.0, 1e2, -0) is none, and stays as it is written. Objects are Maps: no name is special.
 */
export type Json =
  | null
  | boolean
  | number
  | { readonly digits: string }
  | string
  | readonly Json[]
  | ReadonlyMap<string, Json>;

const DEPTH = 127;
/** The reader of the format's authors rounds on its way and gives up a little before the largest double. */
const LARGEST = 1.79769e308;

/**
 * Reads one JSON value. JSON.parse is not enough: it keeps the last of two equal keys, rounds large counts, takes halves of
 * surrogate pairs and any depth, and in Node 24 and 26 misreads some keys with escapes (nodejs/node#63785).
 * Time and memory are in proportion to the text.
 * Throws SyntaxError that says at which character.
 */
export function parseJson(text: string, where: string): Json {
  const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
  let at = 0;
  const whole = value(1);
  if (at < text.length) refuse("the end");
  return whole;

  function refuse(wanted: string): never {
    const got =
      at < text.length ? JSON.stringify(String.fromCodePoint(text.codePointAt(at)!)) : "its end";
    throw new SyntaxError(`${where}: at character ${at} it has ${got}; wanted ${wanted}`);
  }

  function space(): void {
    while (at < text.length && " \n\r\t".includes(text[at])) at++;
  }

  /** A value and the space around it. */
  function value(depth: number): Json {
    space();
    const read = bare(depth);
    space();
    return read;
  }

  function bare(depth: number): Json {
    switch (text[at]) {
      case "{":
        return object(depth);
      case "[":
        return array(depth);
      case '"':
        return string();
      case "t":
        return word("true", true);
      case "f":
        return word("false", false);
      case "n":
        return word("null", null);
      default:
        return count();
    }
  }

  function word<T>(letters: string, meaning: T): T {
    if (!text.startsWith(letters, at)) refuse(letters);
    at += letters.length;
    return meaning;
  }

  function object(depth: number): ReadonlyMap<string, Json> {
    const entries = new Map<string, Json>();
    items(depth, "}", () => {
      space();
      if (text[at] !== '"') refuse("a key");
      const began = at;
      const key = string();
      if (entries.has(key)) {
        at = began;
        refuse("each key once in an object");
      }
      space();
      if (text[at] !== ":") refuse('":"');
      at++;
      entries.set(key, value(depth + 1));
    });
    return entries;
  }

  function array(depth: number): readonly Json[] {
    const values: Json[] = [];
    items(depth, "]", () => values.push(value(depth + 1)));
    return values;
  }

  /** What stands between brackets, with commas between. */
  function items(depth: number, close: string, item: () => void): void {
    if (depth > DEPTH) refuse(`at most ${DEPTH} objects and arrays in one another`);
    at++;
    space();
    if (text[at] === close) return void at++;
    for (;;) {
      item();
      if (text[at] === close) return void at++;
      if (text[at] !== ",") refuse(`"," or "${close}"`);
      at++;
    }
  }

  function string(): string {
    const began = at;
    let plain = true;
    for (at++; text[at] !== '"'; at++) {
      if (at >= text.length || text[at] < " ") refuse("the rest of a string");
      if (text[at] === "\\") {
        plain = false;
        at++;
      }
    }
    at++;
    return plain ? text.slice(began + 1, at - 1) : unescaped(began);
  }

  function unescaped(began: number): string {
    try {
      const read = JSON.parse(text.slice(began, at)) as string;
      if (!/\p{Surrogate}/u.test(read)) return read;
    } catch {
      // Not an escape of JSON's: refused below.
    }
    at = began;
    return refuse("a string whose escapes are JSON's and Unicode's");
  }

  function count(): Json {
    number.lastIndex = at;
    if (!number.test(text)) refuse("a value");
    const digits = text.slice(at, number.lastIndex);
    const read = Number(digits);
    if (Math.abs(read) > LARGEST) refuse("a number that a double can hold");
    at = number.lastIndex;
    return Number.isSafeInteger(read) && String(read) === digits && read >= 0 ? read : { digits };
  }
}
