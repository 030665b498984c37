import type { Tensor } from "../models/tensor.js";

/** Sentences of which the last word is to be guessed. */
export interface Cloze {
  /** B sentences without their last word, T words each. */
  readonly text: readonly (readonly string[])[];
  /** (T, B, V): a 1 at each word's number, 0 elsewhere. */
  readonly x: Tensor;
  /** (B): the numbers of the last words. */
  readonly target: Int32Array;
}

/** Sentences of equal length as numbers of `words`, a word's number being its place there; the last word is the target. */
export function cloze(words: readonly string[], sentences: readonly (readonly string[])[]): Cloze {
  const [V, B, T] = [words.length, sentences.length, sentences[0].length - 1];
  const number = new Map(words.map((word, k) => [word, k]));
  const data = new Float32Array(T * B * V);
  const target = new Int32Array(B);
  sentences.forEach((sentence, b) =>
    sentence.forEach((word, t) => {
      if (t === T) target[b] = number.get(word)!;
      else data[(t * B + b) * V + number.get(word)!] = 1;
    }),
  );
  return { text: sentences.map((s) => s.slice(0, T)), x: { shape: [T, B, V], data }, target };
}
