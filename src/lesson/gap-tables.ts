import type { Stored } from "../experiments/experiment.js";
import { table, type Shown } from "../plot/display.js";
import { GREW_UP_WORDS } from "../tasks/grew-up.js";
import type { Cloze } from "../tasks/cloze.js";
import { say } from "./language.js";

/** The first sentence of each, with the word that comes next. */
export const sentencesTable = (all: Readonly<Record<number, Cloze>>): Shown =>
  table(
    [say("gap.sentences.gap"), say("gap.sentences.text"), say("gap.sentences.next")],
    Object.entries(all).map(([gap, { text, target }]) => [
      gap,
      text[0].join(" "),
      GREW_UP_WORDS[target[0]],
    ]),
  );

/** Of each gap that was tried, how much of new sentences is right. */
export const triedTable = (
  tried: readonly { readonly gap: number; readonly right: number; readonly loss: number }[],
): Shown =>
  table(
    [say("gap.sentences.gap"), say("gap.tried.right"), say("gap.tried.loss")],
    tried.map(({ gap, right, loss }) => [gap, (100 * right).toFixed(0), loss.toFixed(2)]),
  );

/** The contest of a chain and a window: means over the seeds, with the least and the largest. */
export function windowTable({ runs }: Stored): Shown {
  const cell = (reader: string, figure: string): string => {
    const all = runs.filter((r) => r.case["reader"] === reader).map((r) => 100 * r.figures[figure]);
    return say("gap.window.cell", {
      mean: (all.reduce((a, b) => a + b, 0) / all.length).toFixed(1),
      least: Math.min(...all).toFixed(1),
      most: Math.max(...all).toFixed(1),
    });
  };
  return table(
    [say("gap.window.reader"), say("gap.window.practised"), say("gap.window.unpractised")],
    [
      [say("gap.window.rnn"), cell("RNN", "practised"), cell("RNN", "unpractised")],
      [say("gap.window.window"), cell("window", "practised"), cell("window", "unpractised")],
    ],
  );
}
