import type { Basis, Claim } from "./ledger-rule.js";
import { betterThanRnn, longTerm } from "./rules-battery.js";
import { naturalForLists, onlyWithLoop } from "./rules-chain.js";
import { streamsNeedForgetting } from "./rules-forgetting.js";
import { growingGap, noGapForLstm, smallGap } from "./rules-gap.js";
import { gradientDecides, keepsTrained, keepsUntrained, notLearnt } from "./rules-vanishing.js";

const open: Basis = { kind: "open" };
const shown = (test: string, title: string): Basis => ({ kind: "definition", test, title });
const diagram = (title: string): Basis => shown("test/graph/diagram.test.ts", title);
const figures = (title: string): Basis => shown("test/lesson/equations-figures.test.ts", title);
const measured = (rule: Extract<Basis, { kind: "measured" }>["rule"]): Basis => ({
  kind: "measured",
  rule,
});

const lines = diagram("the LSTM's lines are those of its equations");

/** `words`: the key after "ledger." where a row says another thing than its claim's first. */
type Row = readonly [claim: number, place: string, notebook: string, basis: Basis, words?: string];
// oxfmt-ignore
const ROWS: readonly Row[] = [
  [1, "recurrent", "01", measured(onlyWithLoop)],
  [2, "recurrent", "01", diagram("an unrolled network carries the cell's states and shares one set of weights")],
  [3, "recurrent", "01", shown("test/lesson/loop.test.ts", "claim 3: the chain of copies is the loop, in values and in gradients")],
  [4, "recurrent", "01", diagram("an unrolled network carries the cell's states and shares one set of weights")],
  [5, "recurrent", "02", measured(naturalForLists)],
  [6, "recurrent", "11", open],
  [7, "recurrent", "05", measured(betterThanRnn)],
  [7, "recurrent", "09", open],
  [8, "gap", "02", measured(smallGap)],
  [9, "gap", "02", shown("test/tasks/grew-up.test.ts", "the words between say nothing of the answer, the country all")],
  [10, "gap", "02", measured(growingGap)],
  [11, "gap", "03", shown("test/lesson/vanishing-latch.test.ts", "claim 11: a unit set by hand latches for as long as one likes")],
  [12, "gap", "03", measured(notLearnt)],
  [13, "gap", "03", shown("test/lesson/vanishing-norms.test.ts", "claim 13: no gradient is longer than the bound")],
  [13, "gap", "03", shown("test/lesson/vanishing-latch.test.ts", "claim 13: where a unit rests its gradient shrinks, the more the firmer it rests")],
  [13, "gap", "03", measured(gradientDecides)],
  [14, "gap", "02", measured(noGapForLstm)],
  [15, "networks", "05", measured(longTerm)],
  [15, "networks", "06", measured(streamsNeedForgetting), "15.refined"],
  [16, "networks", "03", measured(keepsUntrained)],
  [16, "networks", "03", measured(keepsTrained)],
  [17, "networks", "01", diagram("the RNN is one layer")],
  [18, "networks", "04", lines],
  [19, "networks", "04", figures("every figure has its words (%s)")],
  [20, "core", "04", lines],
  [21, "core", "04", figures("the belt stays flat for 200 steps, with a gradient of 1")],
  [22, "core", "04", figures("the gate lab: C decays by f, the gradient by f a step back")],
  [23, "core", "04", lines],
  [24, "walk", "04", lines],
  [25, "walk", "04", lines],
  [26, "walk", "04", figures("the bars of an update are the sum worked by hand")],
  [27, "walk", "04", lines],
  [28, "walk", "10", open],
  [29, "walk", "10", open],
  [30, "walk", "10", open],
  [31, "walk", "10", open],
  [32, "variants", "09", open],
  [33, "variants", "07", open],
  [34, "variants", "07", open],
  [35, "variants", "07", open],
  [36, "variants", "07", open],
  [37, "variants", "08", open],
  [38, "variants", "08", open],
  [39, "variants", "09", open],
  [40, "variants", "09", open],
  [41, "conclusion", "04", shown("test/notebooks/step-by-step.test.ts", "claim 41: the equations come one step at a time, each of symbols that were explained before")],
  [42, "conclusion", "12", open],
  [43, "conclusion", "12", open],
  [44, "conclusion", "13", open],
  [45, "conclusion", "14", open],
  [46, "today", "11", open],
];

/** The essay's claims, in its order; one that is tested in several ways has several rows. */
export const CLAIMS: readonly Claim[] = ROWS.map(([claim, place, notebook, basis, words]) => ({
  claim,
  place: `ledger.place.${place}` as Claim["place"],
  notebook,
  words: `ledger.${words ?? claim}` as Claim["words"],
  basis,
}));
