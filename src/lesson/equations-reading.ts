import type { lstm } from "../cells/lstm.js";
import type { CharacterModel } from "../models/character-model.js";
import type { Tensor } from "../models/tensor.js";
import { round, type Figure } from "../plot/figure.js";
import { heatmap } from "../plot/heatmap.js";
import { say } from "./language.js";
import { unitOf } from "./unit-of.js";

type Reader = CharacterModel<typeof lstm>;

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length;

export interface Choice {
  readonly unit: number;
  /** Mean of the unit's forget gate at spaces and at letters. */
  readonly atSpaces: number;
  readonly atLetters: number;
}

/** The unit whose forget gate tells spaces from letters best: the largest difference of its two means over the text. */
export function spaceUnit(reader: Reader, text: string): Choice {
  const { f } = reader.read(text);
  const characters = [...text];
  const choices = Array.from({ length: f.shape[2]! }, (_, unit) => {
    const values = unitOf(f, unit);
    const at = (wanted: RegExp) => mean(values.filter((_, t) => wanted.test(characters[t]!)));
    return { unit, atSpaces: at(/ /), atLetters: at(/\p{L}/u) };
  });
  const apart = ({ atSpaces, atLetters }: Choice) => Math.abs(atSpaces - atLetters);
  return choices.reduce((best, choice) => (apart(choice) > apart(best) ? choice : best));
}

/**
 * One unit's gates and states while the network reads `sentence`, which must stand in `text`: all that stands before it
 * is read too, so that the state is what it would be. Throws RangeError where the text does not hold the sentence.
 */
export function gatesOverSentence(reader: Reader, text: string, sentence: string): Figure {
  const from = text.indexOf(sentence);
  if (from < 0) throw new RangeError(`gatesOverSentence: the text does not hold "${sentence}"`);
  const { unit, atSpaces, atLetters } = spaceUnit(reader, text);
  const seen = reader.read(text.slice(0, from + sentence.length));
  const columns = [...sentence];
  const row = (tensor: Tensor) => unitOf(tensor, unit).slice(-columns.length);
  const rows = [
    ["f", row(seen.f)],
    ["i", row(seen.i)],
    ["C̃", row(seen.g)],
    ["o", row(seen.o)],
    ["tanh C", row(seen.c).map(Math.tanh)],
    ["h", row(seen.h)],
  ] as const;
  const f = rows[0][1];
  const here = (wanted: (c: string) => boolean) =>
    round(mean(f.filter((_, t) => wanted(columns[t]!))), 2);
  return heatmap(
    rows.map(([, values]) => values),
    {
      title: say("equations.reading.title", { unit }),
      x: say("equations.reading.x"),
      y: "", // its rows say what they are
      colour: say("equations.reading.colour"),
      columns,
      rows: rows.map(([name]) => name),
      range: [-1, 1],
      alt: say("equations.reading.alt", {
        unit,
        spaces: round(atSpaces, 2),
        letters: round(atLetters, 2),
        here: here((c) => c === " "),
        there: here((c) => c !== " "),
      }),
    },
  );
}
