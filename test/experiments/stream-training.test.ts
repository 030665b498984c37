import { expect, test } from "vitest";
import {
  embeddedReber,
  experiments,
  lstm,
  nextSymbol,
  pin,
  random,
  recurrent,
} from "../../src/index.js";

const silent = { progress: () => {} };
const sizes = { input: 7, hidden: 4, output: 7, seed: 3, tier: "simd" } as const;

/** The loss of each window of one stream, worked out over the whole stream at once from the network's outputs. */
function lossesOf(net: ReturnType<typeof recurrent<typeof lstm>>, stream: string, window: number) {
  const lesson = nextSymbol(embeddedReber, [stream]);
  const { data } = net.run(lesson.x).output;
  const nats = Array.from(lesson.target, (symbol, t) => {
    const row = Array.from(data.subarray(t * 7, t * 7 + 7));
    return Math.log(row.reduce((sum, v) => sum + Math.exp(v), 0)) - row[symbol]!;
  });
  return Array.from(
    { length: nats.length / window },
    (_, k) => nats.slice(k * window, (k + 1) * window).reduce((a, b) => a + b, 0) / window,
  );
}

test("states are carried from window to window, and set back where another stream begins", async () => {
  const net = recurrent(lstm, sizes);
  const still = { ...silent, lr: 1e-30, steps: 6, window: 10, windows: 3, streams: 1, seed: 5 };
  const { loss } = await experiments.trainOnStreams(net, still);
  const dice = random(5).fork("streams");
  const [first, second] = [embeddedReber.stream(dice, 31), embeddedReber.stream(dice, 31)];
  const expected = [...lossesOf(net, first, 10), ...lossesOf(net, second, 10)];
  expected.forEach((value, k) => expect(loss[k]).toBeCloseTo(value, 5));
});

test("rows begin anew at times of their own, a window at least apart where there are as many windows", async () => {
  const net = recurrent(lstm, sizes);
  const still = { ...silent, lr: 1e-30, steps: 2, window: 10, windows: 2, streams: 2, seed: 5 };
  const { loss } = await experiments.trainOnStreams(net, still);
  const dice = random(5).fork("streams");
  const a = lossesOf(net, embeddedReber.stream(dice, 21), 10);
  const [b] = lossesOf(net, embeddedReber.stream(dice, 11), 10);
  const [next] = lossesOf(net, embeddedReber.stream(dice, 21), 10);
  expect(loss[0]).toBeCloseTo((a[0]! + b!) / 2, 5);
  expect(loss[1]).toBeCloseTo((a[1]! + next!) / 2, 5);
});

test("a network learns from it as from the same lesson, and goes on at a fifth of the rate", async () => {
  const [net, same] = [recurrent(lstm, sizes), recurrent(lstm, sizes)];
  const one = { ...silent, lr: 0.1, clip: 1 };
  await experiments.trainOnStreams(net, { ...one, steps: 1, window: 12, streams: 1, seed: 5 });
  const dice = random(5).fork("streams");
  const lesson = nextSymbol(embeddedReber, [embeddedReber.stream(dice, 20 * 12 + 1).slice(0, 13)]);
  await same.train(() => lesson, { ...one, steps: 1, loss: "crossEntropy" });
  net.params.flat.forEach((v, k) => expect(v).toBeCloseTo(same.params.flat[k]!, 5));

  const settled = recurrent(lstm, sizes);
  const options = { ...one, steps: 1, settle: 1, window: 12, streams: 1, seed: 5 };
  const { loss, norm } = await experiments.trainOnStreams(settled, options);
  expect([loss.length, norm.length]).toEqual([2, 2]);
  // Adam's second step is about as long as its rate.
  const moved = settled.params.flat.map((v, k) => Math.abs(v - net.params.flat[k]!));
  expect(Math.max(...moved)).toBeLessThan(0.1 / 4);
  expect(Math.max(...moved)).toBeGreaterThan(0.1 / 10);
});

test("a pinned cell is trained as it is pinned", async () => {
  const net = recurrent(pin(lstm, { f: 1 }), sizes);
  const before = net.params.get("W_i").slice();
  await experiments.trainOnStreams(net, { ...silent, steps: 2, lr: 0.01, streams: 2 });
  expect(net.params.get("W_i")).not.toEqual(before);
});

test("another network is refused, by what it has", async () => {
  const refused = (net: Parameters<typeof experiments.trainOnStreams>[0]) =>
    expect(experiments.trainOnStreams(net, { steps: 1 })).rejects.toThrow(
      /^trainOnStreams: the network has layers: \d, input: \d, output: \w+; want one layer that reads one way, input: 7, output: 7$/,
    );
  await refused(recurrent(lstm, { ...sizes, layers: 2 }));
  await refused(recurrent(lstm, { ...sizes, input: 3 }));
  await refused(recurrent(lstm, { ...sizes, bidirectional: true }));
  await refused(recurrent(lstm, { input: 7, hidden: 7 }));
});
