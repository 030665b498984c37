/** Functions made of operations, against what their names say, worked out number by number. */
import { expect, test } from "vitest";
import { random } from "../../src/core/random.js";
import {
  bernoulli,
  crossEntropy,
  gaussianKL,
  logSigmoid,
  maskOf,
  mean,
  normalise,
  relu,
  softmax,
  square,
  sum,
} from "../../src/graph/functions.js";
import { interpret } from "../../src/graph/interpret.js";
import { gradient } from "../../src/graph/reverse.js";
import { makeNode, size, type Shape, type Sym } from "../../src/graph/sym.js";

const input = (...shape: number[]): Sym => makeNode("input", [], shape, { name: "in" });
const draw = (a: Sym, seed = 1): number[] =>
  Array.from({ length: size(a.shape) }, random(seed).normal);
/** The rows of a value, given what its inputs are. */
function rowsOf(y: Sym, ...given: (readonly [Sym, readonly number[]])[]): number[][] {
  const [{ data }] = interpret([y], new Map(given));
  return inRows([...data], y.shape.at(-1) ?? 1);
}
const inRows = (list: readonly number[], n: number): number[][] =>
  Array.from({ length: list.length / n }, (_, r) => list.slice(r * n, (r + 1) * n));
const total = (row: readonly number[]): number => row.reduce((a, b) => a + b, 0);
const close = (got: readonly number[][], want: readonly number[][]): void => {
  expect(got.map((row) => row.length)).toEqual(want.map((row) => row.length));
  for (const [r, row] of want.entries())
    for (const [k, v] of row.entries()) expect(got[r][k]).toBeCloseTo(v, 12);
};
const SHAPES: readonly Shape[] = [[5], [3, 5], [2, 3, 5], [3, 1, 5], [1, 7, 2, 4]];

test.each(SHAPES.map((shape) => ({ shape })))(
  "rows lie along the last axis of $shape",
  ({ shape }) => {
    const a = input(...shape);
    const numbers = draw(a);
    const rows = inRows(numbers, a.shape.at(-1)!);
    const given = [a, numbers] as const;
    const one = [...a.shape.slice(0, -1), 1];
    expect(sum(a).shape).toEqual(one);
    close(
      rowsOf(sum(a), given),
      rows.map((row) => [total(row)]),
    );
    expect(normalise(a).shape).toEqual(a.shape);
    for (const [r, row] of rowsOf(normalise(a), given).entries()) {
      const centre = total(rows[r]) / row.length;
      const variance = total(rows[r].map((v) => (v - centre) ** 2)) / row.length;
      close([row], [rows[r].map((v) => (v - centre) / Math.sqrt(variance + 1e-5))]);
    }
    const labels = input(...a.shape.slice(0, -1));
    const right = rows.map((_, r) => r % a.shape.at(-1)!);
    expect(crossEntropy(a, labels).shape).toEqual(one);
    close(
      rowsOf(crossEntropy(a, labels), given, [labels, right]),
      rows.map((row, r) => [Math.log(total(row.map(Math.exp))) - row[right[r]]]),
    );
    const x = numbers.map((v) => (v > 0 ? 1 : 0));
    const target = input(...a.shape);
    close(
      rowsOf(bernoulli(a, target), given, [target, x]),
      rows.map((row) => [
        total(
          row.map((v) => -Math.log(v > 0 ? 1 / (1 + Math.exp(-v)) : 1 - 1 / (1 + Math.exp(-v)))),
        ),
      ]),
    );
  },
);

test("the mean is of all, and the others are number by number", () => {
  const a = input(2, 3);
  const numbers = [1, -2, 0, 4, -0.5, 2];
  const given = [a, numbers] as const;
  close(rowsOf(mean(a), given), [[total(numbers) / 6]]);
  close(rowsOf(square(a), given), inRows([1, 4, 0, 16, 0.25, 4], 3));
  close(rowsOf(relu(a), given), inRows([1, 0, 0, 4, 0, 2], 3));
  // At 0 the gradient flows.
  close(
    rowsOf(gradient(mean(relu(a)), [a])[0], given),
    inRows(
      [1, 0, 1, 1, 0, 1].map((v) => v / 6),
      3,
    ),
  );
  close(
    rowsOf(logSigmoid(a), given),
    inRows(
      numbers.map((v) => Math.log(1 / (1 + Math.exp(-v)))),
      3,
    ),
  );
});

test("softmax gives rows of shares, nothing where it is masked and nothing to a row that is masked as a whole", () => {
  const [a, mask] = [input(2, 2, 3), input(2, 2, 3)];
  const numbers = draw(a);
  const share = (row: readonly number[], on: readonly number[]): number[] => {
    const all = total(row.map((v, k) => on[k] * Math.exp(v))) || 1;
    return row.map((v, k) => (on[k] * Math.exp(v)) / all);
  };
  const rows = inRows(numbers, 3);
  close(
    rowsOf(softmax(a), [a, numbers]),
    rows.map((row) => share(row, [1, 1, 1])),
  );
  const on = [1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0];
  close(
    rowsOf(softmax(a, mask), [a, numbers], [mask, on]),
    rows.map((row, r) => share(row, on.slice(3 * r, 3 * r + 3))),
  );
});

test("the divergence of two normal distributions is what their densities say", () => {
  const [mu, sigma, mu0, sigma0] = Array.from({ length: 4 }, () => input(1));
  const density = (x: number, m: number, s: number): number =>
    Math.exp(-(((x - m) / s) ** 2) / 2) / (s * Math.sqrt(2 * Math.PI));
  const kl = (m: number, s: number, m0: number, s0: number): number => {
    let all = 0;
    for (let x = m - 12 * s; x < m + 12 * s; x += s / 200) {
      const p = density(x, m, s);
      if (p > 0) all += p * (Math.log(p) - Math.log(density(x, m0, s0))) * (s / 200);
    }
    return all;
  };
  for (const [m, s, m0, s0] of [
    [0.3, 0.7, -0.4, 1.5],
    [1, 1.2, 1, 1.2],
    [-2, 0.5, 0.1, 0.9],
  ]) {
    const given = [
      [mu, [m]],
      [sigma, [s]],
      [mu0, [m0]],
      [sigma0, [s0]],
    ] as const;
    close(rowsOf(gaussianKL(mu, sigma, mu0, sigma0), ...given), [[kl(m, s, m0, s0)]]);
    close(rowsOf(gaussianKL(mu, sigma), ...given), [[kl(m, s, 0, 1)]]);
  }
});

test("a mask has ones for the steps that a sequence has", () => {
  const lengths = input(4);
  expect(rowsOf(maskOf(lengths, 3), [lengths, [0, 1, 2, 3]])).toEqual([
    [0, 1, 1, 1],
    [0, 0, 1, 1],
    [0, 0, 0, 1],
  ]);
  expect(rowsOf(maskOf(lengths, 1), [lengths, [0, 1, 2, 0]])).toEqual([[0, 1, 1, 0]]);
});
