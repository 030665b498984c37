import { expect, test } from "vitest";
import { type Entrant, refuseOtherWork, type Row } from "./measure.mjs";

const contender = (label: string, rest = {}) => ({ label, forms: [], ...rest });
const row = (peers: Row["peers"]): Row => ({
  ...{ section: "LSTM", name: "", size: 64, measures: ["forward"], turns: 1, ms: 1 },
  ...{ ours: [contender("flagless")], peers },
});
const ready = (...losses: number[]): Entrant => ({
  ready: losses.map((loss, id) => ({
    ...{ form: { process: "", form: `form ${id}`, given: {} }, id, ms: 1 },
    check: { loss },
  })),
});

test("a peer whose loss differs is refused, and no ratio is made", () => {
  const entrants = [ready(0.5), ready(0.6), ready(0.5001)];
  refuseOtherWork(row([contender("wrong"), contender("right")]), entrants);
  expect(entrants[1]).toEqual({ missing: "it does other work: loss 0.600000, ours 0.500000" });
  expect(entrants[2]).toHaveProperty("ready");
});

test("of several forms, those stay that do the same work", () => {
  const entrants = [ready(0.5), ready(0.6, 0.5)];
  refuseOtherWork(row([contender("PyTorch")]), entrants);
  expect(entrants[1]).toMatchObject({ ready: [{ form: { form: "form 1" } }] });
});

test("a peer that says that its work is another stays", () => {
  const entrants = [ready(0.5), ready(0.6)];
  refuseOtherWork(row([contender("brain.js", { other: true })]), entrants);
  expect(entrants[1]).toHaveProperty("ready");
});
