import { afterEach, describe, expect, test } from "vitest";
import {
  characterModel,
  lesson,
  mean,
  model,
  network,
  rnn,
  slice,
  tanh,
  vocabulary,
  type Figure,
} from "../../src/index.js";
import { guessesAlong } from "../../src/lesson/loop-guesses.js";
import { LOOP } from "../../src/lesson/words-loop.js";
import { bundle, describes as inBoth, hasSameBlanks, plain } from "./shown.js";

const { loop } = lesson;
afterEach(() => lesson.language("en"));
const size = (figure: Figure): number =>
  JSON.stringify(bundle(figure)["application/vnd.plotly.v1+json"]).length;

/** In both languages as it should be; no figure too large. */
function describes(draw: () => Figure, ...findings: string[]): void {
  inBoth(draw, ...findings);
  expect(size(draw())).toBeLessThan(200_000);
}

const text = "the state of the Union is the state of the nation. ".repeat(12);
const letters = vocabulary(text);
const net = characterModel(rnn, { vocabulary: letters, hidden: 20, seed: 1 });

describe("words", () => {
  test.each(Object.entries(LOOP))("%s is in both languages, with the same blanks", (_, entry) => {
    expect(entry.zh).toMatch(/\p{Script=Han}/u);
    hasSameBlanks(entry);
  });
});

describe("figures", () => {
  test("memory: the means over the seeds", () => {
    const without = [
      [1, 0.4, 0.5],
      [1, 0.5, 0.5],
    ];
    const draw = () => loop.memoryFigure(without, [[1, 1, 0.98]], 2);
    describes(draw, "2 seeds", "100 % at the first step", "between 45 and 50 %", "at least 98 %");
    expect(draw().data[1]!["y"]).toEqual([100, 45, 50]);
  });

  test("chain: a frame for the loop and one for each count of copies, all with the same W", () => {
    const pair = network(rnn, { input: 1, hidden: 2 });
    pair.params.set({ W_h: [1, 2, 3, 4, 5, 6], b_h: [7, 8] });
    const draw = () => loop.chain(pair, [1, 0, -1], ["h1", "h2", "x", "b"]);
    describes(draw, "1 to 3 copies", "1, 2; 3, 4; 5, 6; 7, 8");
    const { frames = [] } = draw();
    expect(frames).toHaveLength(4);
    const [matrices] = frames.at(-1)!["data"] as { z: unknown }[];
    const copies = (a: number, b: number) => [a, b, null, a, b, null, a, b];
    expect(matrices.z).toEqual([copies(1, 2), copies(3, 4), copies(5, 6), copies(7, 8)]);
  });

  test("message: how far apart at the last step", () => {
    describes(() => loop.messageFigure([0.5], [[1, 0.5, 0.25]]), "w = 0.5: 0.3 apart at step 3");
  });

  test("loss: first, last, and where letter pairs are passed", () => {
    const loss = Float64Array.from({ length: 60 }, (_, k) => 3 - Math.floor(k / 20));
    const levels = { uniform: 4, letters: 3, pairs: 2.5 };
    const draw = () => loop.lossFigure({ loss, norm: loss }, levels, 1.25);
    describes(draw, "from 3.00 down to 1.00", "1.25 on unseen", "within 40 steps");
  });

  test("state: the same letter, another state", () => {
    describes(
      () => loop.stateFigure(net, "the Union", 5),
      "5 of the 20",
      "letter n comes at places 6",
    );
  });

  test("guesses: they are probabilities, and the figure names the likeliest", () => {
    for (const guess of guessesAlong(net, "the"))
      expect(guess.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    describes(() => loop.guessesFigure(net, ["the", "state"]), "After “the”", "After “state”");
  });

  test("forgetting: the mean distance of guesses, falling with time", () => {
    const apart = loop.forgetting(net, text, { places: 10, after: 12 });
    expect(apart).toHaveLength(13);
    expect(apart[12]).toBeLessThan(apart[0]);
    describes(() => loop.forgettingFigure([0.5, 0.2, 0.1, 0.05, 0.02, 0.001]), "1 % after 5");
    describes(() => loop.forgettingFigure([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]), "Still above 1 %");
  });
});

test("baselines: what counting letters and pairs costs", () => {
  const abab = "ab".repeat(500);
  const { uniform, letters, pairs } = loop.baselines(abab, abab, vocabulary(abab));
  expect(uniform).toBeCloseTo(Math.LN2, 6);
  expect(letters).toBeCloseTo(Math.LN2, 3);
  expect(pairs).toBeLessThan(0.01);
});

describe("tables", () => {
  test("by hand and by network side by side", () => {
    const h = { shape: [1, 1, 1], data: Float32Array.of(-0.5) };
    expect(plain(loop.byHandTable([2], [-0.549306], [-0.5], h))).toContain(
      "1 | 2 | −0.549306 | −0.500000 | −0.500000",
    );
  });

  test("claim 3: the chain of copies is the loop, in values and in gradients", () => {
    const looped = model("loop", (m) => {
      const { final } = m.scan(m.layer("", rnn, { hidden: 2 }), { x: m.input("x", [3, 1, 1]) });
      return { h: final.h, loss: mean(final.h) };
    }).plan({}, { seed: 5, dtype: "float64" });
    const chained = model("chain", (m) => {
      const x = m.input("x", [3, 1]);
      let h = m.input("h", [1, 2]);
      for (let t = 1; t <= 3; t++) h = tanh(m.dense(`${t}`, 2, h, slice(x, t - 1, t, -2)));
      return { h, loss: mean(h) };
    }).plan({}, { dtype: "float64" });
    for (const t of [1, 2, 3])
      chained.params.set({
        [`W_${t}`]: looped.params.get("W_h"),
        [`b_${t}`]: looped.params.get("b_h"),
      });
    chained.forward({ x: [1, -1, 0.5], h: [0, 0] });
    looped.forward({ x: [1, -1, 0.5] });
    chained.backward();
    looped.backward();
    const rows = plain(loop.copiesTable(chained, looped, [..."abcdefgh"]))
      .split("\n")
      .slice(1);
    expect(rows).toHaveLength(10);
    const cells = rows.map((row) => row.split(" | "));
    for (const row of cells.slice(0, 2)) expect(row[3]).toBe(row.at(-1));
    for (const row of cells.slice(2)) expect(row.at(-2)).toBe(row.at(-1));
  });
});
