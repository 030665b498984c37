import { expect, test } from "vitest";
import {
  cell,
  classifier,
  lightSwitch,
  random,
  rnn,
  tanh,
  type Classifier,
} from "../../src/index.js";

const noLoop = cell("no loop", { h: "time" }, ({ x, affine }) => ({ h: tanh(affine("h", x)) }));
const learn = async (kind: typeof rnn): Promise<Classifier> => {
  const net = classifier(kind, { input: 1, hidden: 8, classes: 2, seed: 1 });
  const dice = random(1);
  await net.train(() => lightSwitch(dice, 8, 32), { steps: 1500, lr: 0.02, progress: () => {} });
  return net;
};

test("the light switch is learnt with the loop, and for longer runs than were practised", async () => {
  const right = (await learn(rnn)).accuracy(lightSwitch(random(7), 24, 200));
  expect(Math.min(...right)).toBeGreaterThan(0.95);
});

test("without the loop it is right at the first press and a coin after", async () => {
  const [first, ...later] = (await learn(noLoop)).accuracy(lightSwitch(random(7), 8, 1000));
  expect(first).toBe(1);
  for (const share of later) expect(Math.abs(share - 0.5)).toBeLessThan(0.06);
});
