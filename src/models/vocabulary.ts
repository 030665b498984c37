/** The characters a text is written in, each with a number. */
export interface Vocabulary {
  /** In code point order; a character's number is its place here. */
  readonly characters: readonly string[];
  /** V: how many there are. */
  readonly size: number;
  /** Numbers of a text's characters. Throws RangeError for a character that is not known. */
  encode(text: string): Int32Array;
  /** The text of these numbers. Throws RangeError for one that is no character's. */
  decode(numbers: ArrayLike<number>): string;
}

/** All the different characters of a text, in code point order. Throws RangeError for an empty text. */
export function vocabulary(text: string): Vocabulary {
  if (text.length === 0) throw new RangeError("vocabulary: the text is empty");
  const characters = [...new Set(text)].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
  const numbers = new Map(characters.map((c, k) => [c, k]));
  return {
    characters,
    size: characters.length,
    encode: (part) =>
      Int32Array.from([...part], (c, at) => {
        const number = numbers.get(c);
        if (number === undefined)
          throw new RangeError(
            `encode: "${c}" (U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}) at ${at} is not among the ${characters.length} characters of the vocabulary`,
          );
        return number;
      }),
    decode: (list) =>
      Array.from(list, (number) => {
        const character = characters[number];
        if (character === undefined)
          throw new RangeError(
            `decode: ${number} is not a number of the vocabulary, 0 to ${characters.length - 1}`,
          );
        return character;
      }).join(""),
  };
}
