/** What pictures say in words: in English unless told otherwise, and only of what is in them. */
import { expect, test } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { coupled } from "../../src/cells/coupled.js";
import { lstm1997 } from "../../src/cells/lstm-1997.js";
import { lstm } from "../../src/cells/lstm.js";
import { peephole } from "../../src/cells/peephole.js";
import { reluRnn, rnn } from "../../src/cells/rnn.js";
import { cell, type AnyCell } from "../../src/graph/cell.js";
import {
  diagram,
  diagramDiff,
  unrolledDiagram,
  type DiagramWords,
} from "../../src/graph/diagram.js";
import { matmul, reshape, softmax } from "../../src/graph/ops.js";

/** The lines of text in a picture, whatever their letters are made of. */
const textsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map((m) => m[1]!.replaceAll(/<[^>]*>/g, ""));
const descriptionOf = (svg: string): string => /<desc>(.*?)<\/desc>/.exec(svg)![1]!;

const nested = cell("Nested", { inner: rnn }, ({ x, inner }) => inner({ x })) as AnyCell;
const weighing = cell("Weighing", { h: "time", keys: "whole" }, ({ x, h, keys, affine }) => {
  const shares = softmax(reshape(affine("a", h, x), 1, [1, 840]));
  return { h: reshape(matmul(shares, keys), 2, [840]) };
}) as AnyCell;
const WEIGHING = { shapes: { keys: [2, 840, 840] } };
const clock = clockwork([1, 3]) as AnyCell;

/** Each word, a cell that has what it means, and one that has not. */
const WORDS: Readonly<
  Record<keyof DiagramWords, readonly [english: string, has: AnyCell, hasNot: AnyCell | undefined]>
> = {
  before: ["from step t − 1", lstm, undefined],
  after: ["to step t + 1", lstm, undefined],
  gate: ["learned layer, 0 to 1", lstm, rnn],
  squash: ["learned layer, −1 to 1", lstm, reluRnn],
  layer: ["learned layer", reluRnn, lstm],
  operation: ["pointwise operation", lstm, rnn],
  rescale: ["no weights, −1 to 1", lstm, rnn],
  merge: ["join end to end", lstm, nested],
  fork: ["copy", lstm, undefined],
  weights: ["times one learned weight a unit", peephole(), lstm],
  repeat: ["one number for several units", lstm1997({ block: 2 }), lstm1997()],
  product: ["weighted sum", weighing, lstm],
  stop: ["no error flows back", lstm1997(), lstm],
  part: ["a cell of its own", nested, lstm],
  always: ["every step", clock, lstm],
  every: ["every 3 steps · rests", clock, lstm],
  rests: ["every 3 steps · rests", clock, lstm],
};

test.each(Object.entries(WORDS))("%s", (key, [english, has, hasNot]) => {
  const drawn = (of: AnyCell, words: Partial<DiagramWords> = {}): string[] =>
    textsIn(
      diagram(of, {
        words,
        ...(of === clock && { step: 1 }),
        ...(of === weighing && { sizes: WEIGHING }),
      }),
    );
  expect(drawn(has)).toContain(english);
  if (hasNot) expect(drawn(hasNot)).not.toContain(english);
  const other = drawn(has, { [key]: key === "every" ? "{n} × another" : "another word" });
  expect(other).not.toContain(english);
  expect(other.join("\n")).toContain(key === "every" ? "3 × another · rests" : "another word");
});

test("a difference says what is marked, and below what is gone, in the other cell's name", () => {
  const added = diagramDiff(lstm, peephole());
  expect(textsIn(added)).toContain("not in LSTM");
  expect(textsIn(added).join()).not.toContain("taken");
  expect(descriptionOf(added)).toContain("; not in LSTM: p_f × C_t−1; ");
  const taken = diagramDiff(lstm, coupled);
  expect(textsIn(taken).join()).toContain("taken away from LSTM: it = σ[ht−1, xt]");
  expect(descriptionOf(taken)).toContain("; taken away from LSTM: i_t = σ[h_t−1, x_t]");
  const words = { added: "nicht in {cell}", taken: "{cell} hat noch" };
  expect(textsIn(diagramDiff(lstm, peephole(), { words }))).toContain("nicht in LSTM");
  expect(descriptionOf(diagramDiff(lstm, coupled, { words }))).toContain("; LSTM hat noch: i_t = ");
  expect(diagramDiff(lstm, coupled)).toContain(
    "<title>Coupled LSTM: one step, compared with LSTM</title>",
  );
});

test("an unrolled loop says what is shared, which states move, and which way", () => {
  const of = (options: object, from: AnyCell = lstm): string =>
    unrolledDiagram(from, { steps: 3, ...options });
  expect(textsIn(of({})).join("\n")).toContain("the same weights at every step");
  expect(textsIn(of({ shared: "dieselben" })).join("\n")).toContain("dieselben");
  const paced = textsIn(of({}, clock));
  expect(paced).toEqual(expect.arrayContaining(["moves", "rests"]));
  expect(textsIn(of({ moves: "geht", rests: "ruht" }, clock))).toEqual(
    expect.arrayContaining(["geht", "ruht"]),
  );
  const both = { layers: 2, bidirectional: true };
  const stack = textsIn(of(both)).join("\n");
  for (const word of ["layer 1", "layer 2", "forwards", "backwards"]) expect(stack).toContain(word);
  const other = { layer: "Lage {n}", forwards: "hin", backwards: "her" };
  const said = textsIn(of({ ...both, ...other })).join("\n");
  for (const word of ["Lage 1", "Lage 2", "hin", "her"]) expect(said).toContain(word);
});
