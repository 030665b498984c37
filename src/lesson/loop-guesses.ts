import type { rnn } from "../cells/rnn.js";
import type { CharacterModel } from "../models/character-model.js";
import { axis, COLOURS, figure, round, type Figure } from "../plot/figure.js";
import { say } from "./language.js";

type Model = CharacterModel<typeof rnn>;
const PATTERNS = ["", "/", ".", "x"];

/** How likely the network holds each character to come next, after each character it reads: softmax(h W_out + b_out). */
export function guessesAlong({ params, read, vocabulary }: Model, text: string): number[][] {
  const { data, shape } = read(text).h;
  const [T, , H] = shape as [number, number, number];
  const [W, b, V] = [params.get("W_out"), params.get("b_out"), vocabulary.size];
  return Array.from({ length: T }, (_, t) => {
    const odds = Array.from(b, (bias, v) => {
      let sum = bias;
      for (let k = 0; k < H; k++) sum += data[t * H + k] * W[k * V + v];
      return Math.exp(sum);
    });
    const total = odds.reduce((x, y) => x + y, 0);
    return odds.map((odd) => odd / total);
  });
}

/** What the network expects after each of several beginnings: the `top` likeliest characters of any of them. */
export function guessesFigure(net: Model, beginnings: readonly string[], top = 3): Figure {
  const { characters } = net.vocabulary;
  const guesses = beginnings.map((text) => guessesAlong(net, text).at(-1)!);
  const best = (guess: readonly number[]) =>
    guess.map((_, v) => v).sort((a, b) => guess[b] - guess[a]);
  const wanted = [...new Set(guesses.flatMap((guess) => best(guess).slice(0, top)))].sort(
    (a, b) => a - b,
  );
  const name = (v: number) => (characters[v] === " " ? "␣" : characters[v]);
  const percent = (p: number) => Math.round(100 * p);
  const finding = beginnings
    .map((text, k) => {
      const [v] = best(guesses[k]);
      return say("loop.guesses.each", { text, next: name(v), percent: percent(guesses[k][v]) });
    })
    .join(" ");
  return figure({
    data: beginnings.map((text, k) => ({
      type: "bar",
      name: `${text.replaceAll(" ", "␣")}…`,
      x: wanted.map(name),
      y: wanted.map((v) => round(100 * guesses[k][v], 3)),
      marker: {
        color: COLOURS[k % COLOURS.length],
        pattern: { shape: PATTERNS[k % PATTERNS.length], fillmode: "overlay", fgcolor: "#FFFFFF" },
      },
      hovertemplate: "%{x}: %{y:.0f} %<extra>%{fullData.name}</extra>",
    })),
    layout: {
      title: { text: say("loop.guesses.title") },
      xaxis: axis(say("loop.guesses.x"), { type: "category" }),
      yaxis: axis(say("loop.guesses.y"), { rangemode: "tozero" }),
      barmode: "group",
    },
    alt: say("loop.guesses.alt", { finding }),
  });
}
