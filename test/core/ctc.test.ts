import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ctc, type CtcSizes } from "../../src/core/ctc.js";
import { random } from "../../src/core/random.js";
import { finiteDifference, relativeError } from "../witness/error.js";

interface Case {
  readonly logits: Float64Array;
  readonly labels: readonly number[];
  readonly steps: readonly number[];
  readonly lengths: readonly number[];
  readonly sizes: CtcSizes;
}

/** Scores, and targets whose padding is no label at all. Few classes, so that labels often repeat. */
const batch = (scale: number) =>
  fc
    .record({
      T: fc.integer({ min: 0, max: 6 }),
      B: fc.integer({ min: 1, max: 3 }),
      K: fc.integer({ min: 2, max: 3 }),
      L: fc.integer({ min: 0, max: 3 }),
      seed: fc.nat(),
    })
    .map(({ seed, ...sizes }): Case => {
      const { normal, below } = random(seed);
      const { T, B, K, L } = sizes;
      const lengths = Array.from({ length: B }, () => below(L + 1));
      return {
        logits: Float64Array.from({ length: T * B * K }, () => scale * normal()),
        labels: Array.from({ length: B * L }, (_, n) =>
          n % L < lengths[Math.floor(n / L)] ? 1 + below(K - 1) : -7,
        ),
        steps: Array.from({ length: B }, () => below(T + 1)),
        lengths,
        sizes,
      };
    });

function run({ logits, labels, steps, lengths, sizes }: Case) {
  const gradient = new Float64Array(logits.length).fill(NaN);
  return { loss: ctc(logits, labels, steps, lengths, sizes, gradient), gradient };
}

const logSum = (values: readonly number[]): number => {
  const top = Math.max(...values);
  return top === -Infinity
    ? top
    : top + Math.log(values.reduce((p, v) => p + Math.exp(v - top), 0));
};

/** The definition: of all K^T paths, those that read as the target once repeats are merged and blanks dropped. */
function byEveryPath({ logits, labels, steps, lengths, sizes: { T, B, K, L } }: Case) {
  const loss = new Float64Array(B);
  const gradient = new Float64Array(T * B * K);
  for (let b = 0; b < B; b++) {
    const target = labels.slice(b * L, b * L + lengths[b]).join();
    const logY = Array.from({ length: steps[b] }, (_, t) => {
      const u = [...logits.subarray((t * B + b) * K, (t * B + b + 1) * K)];
      return u.map((v) => v - logSum(u));
    });
    const paths = Array.from({ length: K ** steps[b] }, (_, n) =>
      logY.map((_, t) => Math.floor(n / K ** t) % K),
    ).filter((path) => path.filter((k, t) => k !== 0 && k !== path[t - 1]).join() === target);
    const logP = paths.map((path) => path.reduce((p, k, t) => p + logY[t][k], 0));
    loss[b] = -logSum(logP);
    if (paths.length > 0)
      logY.forEach((row, t) =>
        row.forEach((v, k) => {
          const through = logSum(logP.filter((_, n) => paths[n][t] === k));
          gradient[(t * B + b) * K + k] = Math.exp(v) - Math.exp(through + loss[b]);
        }),
      );
  }
  return { loss, gradient };
}

test.each([1, 30, 1e4])(
  "loss and gradient equal the sum over all paths, scores near %d",
  (scale) => {
    const seen = { finite: 0, infinite: 0, empty: 0, none: 0 };
    fc.assert(
      fc.property(batch(scale), (given) => {
        const [got, expected] = [run(given), byEveryPath(given)];
        expected.loss.forEach((loss, b) => {
          if (loss === Infinity) expect(got.loss[b]).toBe(Infinity);
          else expect(Math.abs(got.loss[b] - loss)).toBeLessThan(1e-14 * (10 + loss));
          seen[loss === Infinity ? "infinite" : "finite"]++;
          if (given.lengths[b] === 0) seen.empty++;
          if (given.steps[b] === 0) seen.none++;
        });
        // Absolute: a gradient near zero is a difference of probabilities, and those are only as good as their rounding.
        const apart = got.gradient.map((d, n) => Math.abs(d - expected.gradient[n]));
        expect(Math.max(0, ...apart)).toBeLessThan(1e-13 * (1 + scale));
      }),
      { numRuns: 300, seed: 1 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  },
);

test("gradient against finite differences", () => {
  let worst = 0;
  fc.assert(
    fc.property(batch(1), (given) => {
      const { loss, gradient } = run(given);
      const sum = () => {
        const moved = ctc(given.logits, given.labels, given.steps, given.lengths, given.sizes);
        // An infinite loss has no slope: only its zero gradient can be compared.
        return moved.reduce((total, v, b) => total + (loss[b] === Infinity ? 0 : v), 0);
      };
      worst = Math.max(worst, relativeError(gradient, finiteDifference(sum, given.logits)));
    }),
    { numRuns: 100, seed: 2 },
  );
  expect(worst).toBeLessThan(1e-8);
});

/** One sequence that uses all its steps. */
const one = (logits: ArrayLike<number>, target: readonly number[], K: number): Case => ({
  logits: Float64Array.from(logits),
  labels: target,
  steps: [logits.length / K],
  lengths: [target.length],
  sizes: { T: logits.length / K, B: 1, K, L: target.length },
});

test("worked by hand: one label in two steps is -a, a-, aa", () => {
  const [blank, a] = [0.25, 0.75];
  const u = [Math.log(blank), Math.log(a)];
  const { loss, gradient } = run(one([...u, ...u], [1], 2));
  const p = 2 * blank * a + a * a;
  expect(loss[0]).toBeCloseTo(-Math.log(p), 14);
  expect(gradient[0]).toBeCloseTo(blank - (blank * a) / p, 14);
  expect(gradient[1]).toBeCloseTo(a - (a * blank + a * a) / p, 14);
});

test("a repeated label needs a blank between, and so a step more", () => {
  const even = (T: number) => new Float64Array(T * 3);
  expect(run(one(even(2), [1, 2], 3)).loss[0]).toBeCloseTo(2 * Math.log(3), 14); //  only ab
  expect(run(one(even(3), [1, 1], 3)).loss[0]).toBeCloseTo(3 * Math.log(3), 14); //  only a-a
  const short = run(one([5, -2, 1, 3, 0, 9], [1, 1], 3));
  expect([...short.loss, ...short.gradient]).toEqual([Infinity, 0, 0, 0, 0, 0, 0]);
});

test("an empty target is all blanks: its loss is their cross-entropy", () => {
  const { loss, gradient } = run(one([1, 2, -1, 0.5], [], 2));
  const y = [1 / (1 + Math.exp(1)), 1 / (1 + Math.exp(1.5))];
  expect(loss[0]).toBeCloseTo(-Math.log(y[0]) - Math.log(y[1]), 14);
  expect(gradient[0]).toBeCloseTo(y[0] - 1, 14);
  expect(gradient[1]).toBeCloseTo(1 - y[0], 14);
});

test("no steps: certain for an empty target, impossible for any other", () => {
  const sizes = { T: 2, B: 2, K: 2, L: 1 };
  const gradient = new Float64Array(8).fill(NaN);
  const loss = ctc(new Float64Array(8), [1, 1], [0, 0], [0, 1], sizes, gradient);
  expect([...loss]).toEqual([0, Infinity]);
  expect([...gradient]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test("a certain path costs nothing, an excluded one is infinite, and a NaN shows", () => {
  const sure = run(one([-1e4, 1e4, 1e4, -1e4], [1], 2));
  expect([...sure.loss, ...sure.gradient]).toEqual([0, 0, 0, 0, 0]);
  const wrong = run(one([1e4, -1e4, 1e4, -1e4], [1], 2));
  expect(wrong.loss[0]).toBeCloseTo(2e4 - Math.log(2), 9);
  [0.5, -0.5, 0.5, -0.5].forEach((d, n) => expect(wrong.gradient[n]).toBeCloseTo(d, 11));
  const excluded = run(one([0, -Infinity, 0, -Infinity], [1], 2));
  expect([...excluded.loss, ...excluded.gradient]).toEqual([Infinity, 0, 0, 0, 0]);
  const broken = run(one([0, NaN, 0, 0], [1], 2));
  expect(broken.loss[0]).toBeNaN();
  expect(broken.gradient[0]).toBeNaN();
});

test("a thousand even steps: the number of paths is a binomial coefficient", () => {
  // U labels, r of them equal to the one before, are reached by C(T + U - r, 2 U) paths of T steps.
  const [T, K, U] = [1000, 5, 60];
  for (const repeats of [false, true]) {
    const target = Array.from(
      { length: U },
      (_, n) => ((repeats ? 1 + (n >> 1) : n) % (K - 1)) + 1,
    );
    const r = target.filter((k, n) => k === target[n - 1]).length;
    let logPaths = 0;
    for (let n = 1; n <= 2 * U; n++) logPaths += Math.log((T - U - r + n) / n);
    const { loss, gradient } = run(one(new Float64Array(T * K), target, K));
    expect(relativeError(loss, [T * Math.log(K) - logPaths])).toBeLessThan(1e-13);
    for (let t = 0; t < T; t++) {
      const row = gradient.subarray(t * K, (t + 1) * K);
      expect(Math.abs(row.reduce((p, q) => p + q, 0))).toBeLessThan(1e-10);
    }
  }
});

test("a sequence in a batch is as it is alone, and what lies past its steps is not read", () => {
  const [T, B, K, L] = [5, 2, 3, 2];
  const { normal } = random(3);
  const logits = Float64Array.from({ length: T * B * K }, normal);
  for (let t = 3; t < T; t++) logits.fill(NaN, (t * B + 1) * K, (t * B + 2) * K);
  const both = run({
    logits,
    labels: [2, 2, 1, NaN],
    steps: [5, 3],
    lengths: [2, 1],
    sizes: { T, B, K, L },
  });
  [[2, 2], [1]].forEach((target, b) => {
    const rows = Array.from({ length: b === 0 ? 5 : 3 }, (_, t) => (t * B + b) * K);
    const alone = run(
      one(
        rows.flatMap((at) => [...logits.subarray(at, at + K)]),
        target,
        K,
      ),
    );
    expect(both.loss[b]).toBe(alone.loss[0]);
    const taken = rows.flatMap((at) => [...both.gradient.subarray(at, at + K)]);
    expect(taken).toEqual([...alone.gradient]);
  });
  for (let t = 3; t < T; t++)
    expect([...both.gradient.subarray((t * B + 1) * K, (t * B + 2) * K)]).toEqual([0, 0, 0]);
});

test("everything may lie in one block of memory, and nothing around it is touched", () => {
  const { normal } = random(4);
  const [T, K] = [4, 3];
  const block = Float32Array.from({ length: 40 }, normal);
  block.set([2, 1, 4, 2], 15); // labels at 15, steps at 17, lengths at 18
  const before = block.slice();
  const part = (at: number, count: number) => block.subarray(at, at + count);
  const gradient = part(25, T * K);
  const sizes = { T, B: 1, K, L: 2 };
  const loss = ctc(part(2, T * K), part(15, 2), part(17, 1), part(18, 1), sizes, gradient);
  const expected = run(one(before.subarray(2, 14), [2, 1], K));
  expect([...loss]).toEqual([...expected.loss]);
  expect([...gradient]).toEqual([...Float32Array.from(expected.gradient)]); // rounded once, at the end
  before.set(gradient, 25);
  expect(block).toEqual(before);
});

test("errors name what was got, what is wanted and where", () => {
  const good = {
    logits: new Float64Array(30),
    labels: [1, 2, 3, 4, 9, 9],
    steps: [3, 2],
    lengths: [3, 1],
    sizes: { T: 3, B: 2, K: 5, L: 3 },
  };
  const gradient = new Float64Array(30).fill(7);
  const message = (change: Partial<Case>): string => {
    const { logits, labels, steps, lengths, sizes } = { ...good, ...change };
    try {
      ctc(logits, labels, steps, lengths, sizes, gradient);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      expect(gradient).toEqual(new Float64Array(30).fill(7)); // checked before anything is written
      return (error as Error).message;
    }
    return "none";
  };
  expect([
    message({ labels: [1, 2, 7, 4, 0, 0] }),
    message({ labels: [1, 2, 3, 0, 0, 0] }),
    message({ labels: [1, 2.5, 3, 4, 0, 0] }),
    message({ labels: [1, 2, 3, NaN, 0, 0] }),
    message({ steps: [3, 4] }),
    message({ steps: [-1, 3] }),
    message({ lengths: [4, 1] }),
    message({ lengths: [1, 0.5] }),
    message({ logits: new Float64Array(29) }),
    message({ labels: [1, 2] }),
    message({ steps: [3] }),
    message({ lengths: [3, 1, 1] }),
    message({ sizes: { T: 3, B: 2, K: 1, L: 3 } }),
    message({ sizes: { T: -3, B: -2, K: 5, L: 3 } }),
  ]).toEqual([
    "ctc: label 2 of sequence 0 is 7; want 1 to 4",
    "ctc: label 0 of sequence 1 is 0; want 1 to 4",
    "ctc: label 1 of sequence 0 is 2.5; want a whole number, 1 to 4",
    "ctc: label 0 of sequence 1 is NaN; want a whole number, 1 to 4",
    "ctc: steps[1] is 4; want 0 to 3",
    "ctc: steps[0] is -1; want 0 to 3",
    "ctc: lengths[0] is 4; want 0 to 3",
    "ctc: lengths[1] is 0.5; want a whole number, 0 to 3",
    "ctc: logits has 29 numbers; want 30 for (T, B, K) = (3, 2, 5)",
    "ctc: labels has 2 numbers; want 6 for (B, L) = (2, 3)",
    "ctc: steps has 1 numbers; want 2 for (B) = (2)",
    "ctc: lengths has 3 numbers; want 2 for (B) = (2)",
    "ctc: K is 1; want 2 or more",
    "ctc: T is -3; want 0 or more",
  ]);
  const { logits, labels, steps, lengths, sizes } = good;
  expect(() => ctc(logits, labels, steps, lengths, sizes, new Float32Array(31))).toThrow(
    "ctc: gradient has 31 numbers; want 30 for (T, B, K) = (3, 2, 5)",
  );
  ctc(logits, labels, steps, lengths, sizes, gradient);
  expect(gradient[5 * 5]).toBe(0); // step 2 of sequence 1, which has two
});
