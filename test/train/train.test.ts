import { expect, test } from "vitest";
import { rnn } from "../../src/cells/rnn.js";
import { model } from "../../src/graph/model.js";
import { mean } from "../../src/graph/functions.js";
import { mul, sub } from "../../src/graph/ops.js";
import { adam } from "../../src/train/adam.js";
import { clipByGlobalNorm } from "../../src/train/clip.js";
import { train } from "../../src/train/train.js";

/** Learns to repeat its input, one step late. */
function echo() {
  const plan = model("Echo", (m) => {
    const { h } = m.scan(m.layer("", rnn, { hidden: 3 }), { x: m.input("x", [5, 2, 3]) });
    const error = sub(h, m.input("y", [5, 2, 3]));
    return { loss: mean(mul(error, error)) };
  }).plan({}, { seed: 3 });
  const x = Float32Array.from({ length: 30 }, (_, k) => Math.sin(k * k) * 0.5);
  const y = Float32Array.from({ length: 30 }, (_, k) => (k < 6 ? 0 : x[k - 6]));
  return { plan, batch: () => ({ x, y }) };
}
const silent = () => {};

test("the loss falls, the same way for the same seed", async () => {
  const runs = await Promise.all(
    [echo(), echo()].map(({ plan, batch }) =>
      train(plan, { steps: 300, lr: 0.02, batch, progress: silent }),
    ),
  );
  const [a, b] = runs.map((run) => run.loss);
  expect(a.at(-1)!).toBeLessThan(a[0] / 5);
  expect(b).toEqual(a);
});

test("a signal stops it between two steps and keeps the weights of the last one", async () => {
  const { plan, batch } = echo();
  const controller = new AbortController();
  let seen = 0;
  const stopAt = () => {
    if (++seen === 40) controller.abort();
    return batch();
  };
  const slow = () => {
    const until = performance.now() + 5; // so that the loop takes a breath now and then
    while (performance.now() < until);
    return stopAt();
  };
  await expect(
    train(plan, { steps: 100_000, batch: slow, signal: controller.signal, progress: silent }),
  ).rejects.toMatchObject({
    name: "AbortError",
    message: expect.stringMatching(
      /^train: stopped after step \d+ of 100000; the weights of that step are kept$/,
    ) as string,
  });
  expect(seen).toBeLessThan(100);
  expect(plan.params.flat.every(Number.isFinite)).toBe(true);
  expect(plan.params.flat).not.toEqual(echo().plan.params.flat);
  const after = await train(plan, { steps: 5, batch, progress: silent });
  expect(after.loss[0]).toBeLessThan(plan.forward(batch()).loss[0] * 2);
});

test("the kernel's signal is heard without being passed", async () => {
  const key = Symbol.for("Jupyter.signal");
  const everywhere = globalThis as { [key: symbol]: AbortSignal | undefined };
  everywhere[key] = AbortSignal.abort();
  const { plan, batch } = echo();
  const before = plan.params.flat.slice();
  await expect(train(plan, { steps: 10, batch, progress: silent })).rejects.toThrow(
    "train: stopped after step 0 of 10",
  );
  everywhere[key] = undefined;
  expect(plan.params.flat).toEqual(before);
});

test("NaN in the data stops training, names the step and leaves the weights as they were", async () => {
  const { plan, batch } = echo();
  let step = 0;
  let good: typeof plan.params.flat | undefined;
  const spoilt = () => {
    if (step++ === 7) {
      good = plan.params.flat.slice();
      return { ...batch(), x: new Float32Array(30).fill(NaN) };
    }
    return batch();
  };
  await expect(train(plan, { steps: 20, batch: spoilt, progress: silent })).rejects.toThrow(
    /train: the loss is NaN at step 7/,
  );
  expect(good!.every(Number.isFinite)).toBe(true);
  expect(plan.params.flat.every(Number.isFinite)).toBe(true);
});

test("weights that blow up are named and put back", async () => {
  const { plan, batch } = echo();
  await expect(train(plan, { steps: 50, lr: 1e38, batch, progress: silent })).rejects.toThrow(
    /W_h|b_h/,
  );
  expect(plan.params.flat.every(Number.isFinite)).toBe(true);
});

test("settings out of range are refused by name", async () => {
  const { plan, batch } = echo();
  await expect(train(plan, { steps: 0, batch })).rejects.toThrow(
    "train: steps is 0; want a whole number of at least 1",
  );
  expect(() => adam(plan.params, { lr: -1 })).toThrow("adam: lr is -1; want more than 0");
  expect(() => adam(plan.params, { beta2: 1 })).toThrow("adam: beta2 is 1");
  expect(() => clipByGlobalNorm(plan.params, 0)).toThrow("clipByGlobalNorm: limit is 0");
});

test("progress ends with a line that knows no clock", async () => {
  const { plan, batch } = echo();
  const lines: [string, boolean][] = [];
  await train(plan, { steps: 30, batch, progress: (line, done) => void lines.push([line, done]) });
  expect(lines.filter(([, done]) => done)).toEqual([
    [expect.stringMatching(/^step 30 of 30 · loss \d\.\d\d$/), true],
  ]);
});
