import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { gatesOverSentence, spaceUnit } from "../../src/lesson/equations-reading.js";
import { characterModel } from "../../src/models/character-model.js";
import { vocabulary } from "../../src/models/vocabulary.js";

const text = "of the side of the hill, not the top. but recovery is not enough.";

/** A reader whose unit 2 forgets at spaces only. */
function reader() {
  const known = vocabulary(text);
  const model = characterModel(lstm, { vocabulary: known, hidden: 4, seed: 1 });
  const W = model.params.get("W_f");
  W.fill(0);
  W[(4 + known.encode(" ")[0]!) * 4 + 2] = -5; // rows: h first, then x; columns: units
  return model;
}

test("the unit that tells spaces from letters is found, with its means", () => {
  const { unit, atSpaces, atLetters } = spaceUnit(reader(), text);
  expect(unit).toBe(2);
  expect(atSpaces).toBeCloseTo(1 / (1 + Math.exp(4)), 5);
  expect(atLetters).toBeCloseTo(1 / (1 + Math.exp(-1)), 5);
});

test("the heat map has a column a character, a row a gate or state, and says what it shows", () => {
  const figure = gatesOverSentence(reader(), text, "but recovery is not enough.");
  const z = figure.data[0]!["z"] as number[][];
  expect(z.map((row) => row.length)).toEqual([27, 27, 27, 27, 27, 27]);
  expect(z[0]![3]).toBeCloseTo(0.018, 3); // f at the first space
  expect((figure.layout["meta"] as { alt: string }).alt).toContain("unit 2");
});

test("a sentence that the text does not hold is refused", () => {
  expect(() => gatesOverSentence(reader(), text, "absent")).toThrow('does not hold "absent"');
});
