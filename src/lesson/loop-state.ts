import type { rnn } from "../cells/rnn.js";
import type { CharacterModel } from "../models/character-model.js";
import type { Figure } from "../plot/figure.js";
import { heatmap } from "../plot/heatmap.js";
import { say } from "./language.js";
import { unitOf } from "./unit-of.js";

/** The message after each character: the `shown` numbers of h that change most while the text is read. */
export function stateFigure(net: CharacterModel<typeof rnn>, text: string, shown = 12): Figure {
  const { h } = net.read(text);
  const { data, shape } = h;
  const H = shape[2];
  const row = (unit: number) => unitOf(h, unit);
  const units = Array.from({ length: H }, (_, k) => k)
    .sort((a, b) => spread(row(b)) - spread(row(a)))
    .slice(0, shown)
    .sort((a, b) => a - b);
  const characters = [...text];
  const [early, late] = twice(characters);
  const state = (t: number) => data.subarray(t * H, (t + 1) * H);
  const differ = state(early).filter((v, k) => Math.sign(v) !== Math.sign(state(late)[k])).length;
  return heatmap(units.map(row), {
    title: say("loop.state.title"),
    x: say("loop.state.x"),
    y: say("loop.state.y"),
    colour: "h",
    columns: characters,
    rows: units.map(String),
    range: [-1, 1],
    height: 420,
    alt: say("loop.state.alt", {
      shown: units.length,
      H,
      text,
      letter: characters[early],
      first: early + 1,
      second: late + 1,
      differ,
    }),
  });
}

const spread = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
};

/** Where the last character that occurs twice stands: its first and its last place. */
function twice(characters: readonly string[]): readonly [number, number] {
  const late = characters.findLastIndex((c, t) => c !== " " && characters.indexOf(c) < t);
  return late < 0 ? [0, characters.length - 1] : [characters.indexOf(characters[late]), late];
}
