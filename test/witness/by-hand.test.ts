import { describe, expect, it } from "vitest";
import { type Sizes, torchLstm, torchRnn, torchTrain } from "../golden/golden.js";
import { finiteDifference, relativeError } from "./error.js";
import { lstmByHand } from "./lstm-by-hand.js";
import { rnnByHand } from "./rnn-by-hand.js";
import { trainByHand } from "./train-by-hand.js";

type Numbers = ArrayLike<number>;
type Tree = { grad: Record<string, Numbers> };

const rnn = (c: (typeof torchRnn.cases)[number]) => rnnByHand(c, c.weights, c.x, c, c);
const lstm = (c: (typeof torchLstm.cases)[number]) => lstmByHand(c, c.weights, c.x, c, c);

/** The error of every array that `ours` holds, by name; `d.` before the name of a gradient. */
function errors(ours: Tree, theirs: Tree): Record<string, number> {
  const { grad, ...values } = ours as Tree & Record<string, Numbers | number>;
  const { grad: theirGrad, ...theirValues } = theirs as typeof ours & Record<string, Numbers>;
  const list = (v: Numbers | number) => (typeof v === "number" ? [v] : v);
  return Object.fromEntries([
    ...Object.keys(values).map((k) => [k, relativeError(list(values[k]), list(theirValues[k]))]),
    ...Object.keys(theirGrad).map((k) => [`d.${k}`, relativeError(grad[k], theirGrad[k])]),
  ]);
}

/**
 * Gradients by finite differences of the witness's own loss: no torch, no derivation.
 * Only for small H below: their cost grows with H^4, and the larger shapes are there for the fast paths' sake.
 */
function differences<C extends Sizes & { weights: object }>(c: C, by: (c: C) => { loss: number }) {
  const free = Object.fromEntries(
    Object.entries({ ...c, ...c.weights })
      .filter(([name]) => /^(x|h0|c0|[Wb]_.)$/.test(name))
      .map(([name, values]) => [name, Float64Array.from(values as number[])]),
  );
  const moving = { ...c, ...free, weights: free };
  return Object.entries(free).map(
    ([name, x]) => [name, finiteDifference(() => by(moving).loss, x)] as const,
  );
}

const title = ({ T, B, I, H }: Sizes) => `T=${T} B=${B} I=${I} H=${H}`;
const named = <C extends Sizes>(cases: C[]) => cases.map((each) => [title(each), each] as const);

describe.each(named(torchRnn.cases))("RNN by hand, %s", (_, c) => {
  const ours = rnn(c);
  it("equals torch.nn.RNN", () => {
    for (const [name, error] of Object.entries(errors(ours, c)))
      expect(error, name).toBeLessThan(1e-8);
  });
  if (c.H < 10)
    it("equals finite differences", () => {
      for (const [name, gradient] of differences(c, rnn))
        expect(relativeError(ours.grad[name], gradient), name).toBeLessThan(1e-8);
    });
});

describe.each(named(torchLstm.cases))("LSTM by hand, %s", (_, c) => {
  const ours = lstm(c);
  it("equals torch.nn.LSTM", () => {
    for (const [name, error] of Object.entries(errors(ours, c)))
      expect(error, name).toBeLessThan(1e-8);
  });
  if (c.H < 10)
    it("equals finite differences", () => {
      for (const [name, gradient] of differences(c, lstm))
        expect(relativeError(ours.grad[name], gradient), name).toBeLessThan(1e-8);
    });
});

it("training by hand equals torch's losses, norms, clipped gradients and last weights", () => {
  const ours = trainByHand(torchTrain);
  expect(relativeError(ours.loss, torchTrain.loss)).toBeLessThan(1e-8);
  expect(relativeError(ours.norm, torchTrain.norm)).toBeLessThan(1e-8);
  torchTrain.clipped.forEach((set, step) => {
    for (const name of Object.keys(set))
      expect(relativeError(ours.clipped[step][name], set[name]), name).toBeLessThan(1e-8);
  });
  for (const [name, values] of Object.entries(torchTrain.final))
    expect(relativeError(ours.final[name], values), name).toBeLessThan(1e-8);
});

it.each(["lr", "beta1", "beta2", "clip"] as const)("training sees a wrong %s", (setting) => {
  const ours = trainByHand({ ...torchTrain, [setting]: torchTrain[setting] * 0.999 });
  expect(relativeError(ours.final.W_out, torchTrain.final.W_out)).toBeGreaterThan(1e-8);
});

describe("the comparison can fail", () => {
  it("compares every name that the golden file has", () => {
    const [r] = torchRnn.cases;
    const [l] = torchLstm.cases;
    expect(Object.keys(errors(rnn(r), r)).join(" ")).toBe("loss h d.x d.h0 d.W_h d.b_h");
    expect(Object.keys(errors(lstm(l), l)).join(" ")).toBe(
      "loss h f i g o c cT d.x d.h0 d.c0 d.W_i d.b_i d.W_f d.b_f d.W_g d.b_g d.W_o d.b_o",
    );
  });
  it.each(["f", "i", "g", "o"])("sees one weight of W_%s that is off by 1e-5", (gate) => {
    const c = torchLstm.cases[8];
    const W = c.weights[`W_${gate}`].map((w, k) => (k === 5 ? w + 1e-5 : w));
    const wrong = errors(lstm({ ...c, weights: { ...c.weights, [`W_${gate}`]: W } }), c);
    expect(wrong[gate]).toBeGreaterThan(1e-8);
    expect(wrong[`d.W_${gate}`]).toBeGreaterThan(1e-8);
  });
  it("sees two gates swapped", () => {
    const c = torchLstm.cases[8];
    const { W_f, W_i } = c.weights;
    const wrong = errors(lstm({ ...c, weights: { ...c.weights, W_f: W_i, W_i: W_f } }), c);
    expect(Math.min(wrong.f, wrong.i, wrong.h, wrong["d.x"])).toBeGreaterThan(1e-2);
  });
});
