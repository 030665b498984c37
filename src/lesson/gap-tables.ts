import type { Stored, StoredRun } from "../experiments/experiment.js";
import { table, type Shown } from "../plot/display.js";
import { GREW_UP_WORDS } from "../tasks/grew-up.js";
import type { Cloze } from "../tasks/cloze.js";
import { say } from "./language.js";
import { gapsOf, isSolved, modelsOf } from "./rules-gap.js";

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

/** Of each kind of network, how much the runs that did not learn their gap had learned nevertheless. */
export function failedTable(stored: Stored): Shown {
  const percent = (share: number): string => (100 * share).toFixed(0);
  const row = (name: string, models: readonly string[]) => {
    const failed = stored.runs.filter((r) => models.includes(modelOf(r)) && !isSolved(r));
    const more = failed.filter(({ figures }) => figures["right"] >= LOST);
    const gaps = gapsOf(stored).flatMap((gap) => {
      const at = more.filter((r) => r.case["gap"] === gap).map(({ figures }) => figures["right"]);
      const list = at.sort((a, b) => a - b).map(percent);
      return list.length > 0 ? [say("gap.failed.at", { list: list.join(", "), gap })] : [];
    });
    return [name, failed.length, failed.length - more.length, gaps.join("; ") || "–"];
  };
  const models = modelsOf(stored);
  return table(
    [
      say("gap.cliff.y"),
      say("gap.failed.count"),
      say("gap.failed.lost", { percent: percent(LOST) }),
      say("gap.failed.others"),
    ],
    [...models.map((model) => row(model, [model])), row(say("gap.failed.all"), models)],
  );
}
/** Who is right less often than this knows little more than luck, 1 in 22, would give. */
const LOST = 0.1;
const modelOf = (run: StoredRun): string => String(run.case["model"]);

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
