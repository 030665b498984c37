import { expect, test } from "vitest";
import { experiments, random, recurrent, rnn, latching } from "../../src/index.js";
import { reach } from "../../src/experiments/reach.js";
import { halfLivesOf } from "../../src/experiments/retention.js";

const quiet = { progress: () => {} };

test("the reach of one linear unit is its weight to the power of the steps between", () => {
  const net = recurrent(rnn, { input: 1, hidden: 1, output: 1, returnSequences: false });
  for (const w of [0.5, 1, 1.5]) {
    net.params.set({ W_h: [[w], [0.3]], b_h: 0 });
    const silence = { shape: [21, 2, 1], data: new Float32Array(42) }; // tanh' is 1 at 0
    expect(reach(rnn, net.params, 1, silence, 1)).toBeCloseTo(20 * Math.log10(w), 2);
  }
});

test("the reach is what finite differences of a network by hand give", () => {
  const [T, B, H, I, first] = [6, 3, 4, 7, 3];
  const net = recurrent(rnn, {
    input: I,
    hidden: H,
    output: 1,
    returnSequences: false,
    seed: 3,
  });
  const { x } = latching(random(5), T, B);
  const [W, b, out] = ["W_h", "b_h", "W_out"].map((name) =>
    Float64Array.from(net.params.get(name)),
  );
  const answer = (inputs: Float64Array, row: number): number => {
    let h = new Float64Array(H);
    for (let t = 0; t < T; t++)
      h = h.map((_, k) => {
        let sum = b[k];
        for (let j = 0; j < H; j++) sum += h[j] * W[j * H + k];
        for (let j = 0; j < I; j++) sum += inputs[(t * B + row) * I + j] * W[(H + j) * H + k];
        return Math.tanh(sum);
      });
    return h.reduce((sum, v, k) => sum + v * out[k], 0);
  };
  const eps = 1e-6;
  const square = (t: number): number => {
    let sum = 0;
    for (let k = t * B * I; k < (t + 1) * B * I; k++) {
      const row = Math.floor(k / I) % B;
      const [up, down] = [eps, -eps].map((d) => {
        const moved = Float64Array.from(x.data);
        moved[k] += d;
        return answer(moved, row);
      });
      sum += ((up - down) / (2 * eps)) ** 2;
    }
    return sum;
  };
  const early = Array.from({ length: first }, (_, t) => square(t)).reduce((a, c) => a + c) / first;
  const wanted = Math.log10(Math.sqrt(early / square(T - 1)));
  expect(Math.abs(reach(rnn, net.params, H, x, first) - wanted)).toBeLessThan(0.0051);
});

test("half-lives of gates that stand still are those of compound interest", () => {
  const [T, B] = [60, 2];
  const gates = [0.5, 0.9, 0.98, 1];
  const f = Float32Array.from({ length: T * B * 4 }, (_, k) => gates[k % 4]);
  const { units, mean } = halfLivesOf(f, B, 4);
  const steps = gates.map((v) => (v === 1 ? T + 1 : Math.floor(Math.log(0.5) / Math.log(v)) + 1));
  // 0.5 is half after one step, and below it after two.
  expect(units).toEqual(steps);
  const share = (t: number) => gates.reduce((sum, v) => sum + v ** t, 0) / 4;
  expect(share(mean)).toBeLessThan(0.5);
  expect(share(mean - 1)).toBeGreaterThanOrEqual(0.5);
});

test("a run says what it says again, and learns the shortest latch", async () => {
  const of = { model: "RNN, orthogonal", T: 10 };
  const figures = await experiments.latching.run(of, 1000, quiet);
  expect(figures["right"]).toBeGreaterThan(0.95);
  expect(figures["before"]).toBeLessThan(0);
  expect(await experiments.latching.run(of, 1000, quiet)).toEqual(figures);
});

test("untrained, the half-life is about that of the bias", async () => {
  const figures = await experiments.retention.run({ bias: 3 }, 1000, quiet);
  const f = 1 / (1 + Math.exp(-3));
  expect(figures["untrained"]).toBeGreaterThan((Math.log(0.5) / Math.log(f)) * 0.7);
  expect(figures["untrained"]).toBeLessThan((Math.log(0.5) / Math.log(f)) * 1.3);
  expect(figures["longest"]).toBeGreaterThanOrEqual(figures["trained"]);
});
