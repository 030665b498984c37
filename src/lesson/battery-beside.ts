import { TASK_NAMES } from "../experiments/battery-tasks.js";
import type { Stored } from "../experiments/experiment.js";
import { PUBLISHED, type Published } from "../experiments/published-1997.js";
import { table, type Shown } from "../plot/display.js";
import { briefly, became, modelsOf } from "./battery-runs.js";
import { sizeName, taskName } from "./battery-names.js";
import { say } from "./language.js";
import { thousands } from "./thousands.js";

/** Of each task, which published row ours stands beside: the LSTM's that is nearest to our size. */
const BESIDE: Readonly<Record<string, string>> = {
  "1": "LSTM, 3 blocks of 2, lr 0.1",
  "5": "LSTM, n_seq 140",
};

/** The paper's LSTM beside our networks: how many seeds met the criterion, after how many sequences. */
export function besideTable(stored: Stored): Shown {
  const models = modelsOf(stored);
  const sizes = stored.spec["tasks"] as Readonly<
    Record<string, { readonly size?: Readonly<Record<string, number>> }>
  >;
  return table(
    [
      say("battery.beside.task"),
      say("battery.beside.paper"),
      say("battery.beside.size"),
      ...models,
      say("battery.beside.wrong"),
    ],
    TASK_NAMES.map((task) => {
      const row = PUBLISHED.find(
        (one) => one.task === task && one.method === (BESIDE[task] ?? "LSTM"),
      )!;
      const all = models.map((model) => became(stored, model, task));
      const wrongs = all.map(({ wrong }) => (wrong === undefined ? "–" : thousands(wrong)));
      return [
        taskName(task),
        inPaper(row),
        sizeName(sizes[task]?.size),
        ...all.map(briefly),
        say("battery.beside.of", { list: wrongs.join(" / "), of: thousands(all[0].tested) }),
      ];
    }),
  );
}

/** All that the paper's tables say of one experiment, of every method. */
export const publishedTable = (experiment: string): Shown =>
  table(
    [
      say("battery.beside.task"),
      say("battery.published.method"),
      say("battery.published.size"),
      say("battery.published.success"),
      say("battery.published.after"),
      say("battery.published.source"),
    ],
    PUBLISHED.filter(({ task }) => task.startsWith(experiment)).map((row) => [
      row.task,
      row.method,
      sizeName(row.size),
      success(row),
      `${row.percent === 0 ? "> " : ""}${thousands(row.after)}`,
      row.source,
    ]),
  );

/** As the table has it: many rows give means over all trials and no share. */
const success = ({ percent }: Published): string => {
  if (percent === undefined) return say("battery.published.unsaid");
  return percent === "some fraction" ? say("battery.published.some") : `${percent} %`;
};

const inPaper = (row: Published): string =>
  [
    sizeName(row.size),
    row.percent === undefined ? "" : success(row),
    say("battery.beside.after", { after: thousands(row.after) }),
    row.wrong === undefined
      ? ""
      : say("battery.beside.wrongOf", { wrong: row.wrong, of: thousands(row.of!) }),
    say(row.source.includes("table") ? "battery.beside.table" : "battery.beside.section", {
      number: row.source.replace(/^.* /, ""),
    }),
  ]
    .filter((part) => part !== "" && part !== "–")
    .join(" · ");
