import { BATTERY } from "./words-battery.js";
import { BATTERY_TASKS } from "./words-battery-tasks.js";
import { EQUATIONS } from "./words-equations.js";
import { FORGETTING } from "./words-forgetting.js";
import { GAP } from "./words-gap.js";
import { LEDGER } from "./words-ledger.js";
import { LOOP } from "./words-loop.js";
import { VANISHING } from "./words-vanishing.js";
import { VANISHING_LEDGER } from "./words-vanishing-ledger.js";

/** A string in both languages. */
export interface Entry {
  readonly en: string;
  readonly zh: string;
}

/** Every string that figures and checks show, in both languages. */
export const TABLE = {
  "check.right": { en: "✓ Right. {why}", zh: "✓ 正确。{why}" },
  "check.wrong": { en: "✗ Not yet. {why}", zh: "✗ 还不对。{why}" },
  "check.empty": {
    en: "… No answer yet: replace undefined and run the cell again.",
    zh: "…… 还没有答案：把 undefined 换成你的答案，再运行一次。",
  },
  "check.kind": { en: "The answer is a number.", zh: "答案应该是一个数。" },
  "check.other": {
    en: "It is another number. Write down one step at a time; the hint says where to begin.",
    zh: "不是这个数。一步一步写下来；提示里说了从哪里开始。",
  },
  "count.of": { en: "{count} of {of}", zh: "{of} 中 {count}" },
  "train.line": {
    en: "step {step} of {steps} · loss {loss} nats a character",
    zh: "第 {step} / {steps} 步 · 损失 {loss} 奈特/字符",
  },
  ...LOOP,
  ...EQUATIONS,
  ...GAP,
  ...LEDGER,
  ...VANISHING,
  ...VANISHING_LEDGER,
  ...BATTERY,
  ...BATTERY_TASKS,
  ...FORGETTING,
} as const satisfies Readonly<Record<string, Entry>>;

export type Key = keyof typeof TABLE;
