/** What is left of a step's values in rows whose sequences have ended, and which steps do each row by itself. */
import { expect, test } from "vitest";
import { random } from "../../src/core/random.js";
import { interpret } from "../../src/graph/interpret.js";
import {
  add,
  argmax,
  broadcast,
  concat,
  constant,
  exp,
  gather,
  matmul,
  max,
  mul,
  neg,
  reshape,
  slice,
  stop,
  sub,
  sumTo,
  swap,
  tanh,
  where,
} from "../../src/graph/ops.js";
import { isByRow, maskOf, restAt } from "../../src/graph/rest.js";
import { dependsOn, makeNode, size, type Body, type Shape, type Sym } from "../../src/graph/sym.js";

const B = 4; // rows, as many as columns, so that no size tells one from the other
const named = (name: string, shape: Shape = [B, B]): Sym => makeNode("sym", [], shape, { name });
const [x, h, c, w] = ["x", "h", "c", "w"].map((name) => named(name));
const twice = named("twice", [2 * B, 2 * B]);
const [mask, other] = [named("mask", [B]), named("other", [B])];
const SYMBOLS = [x, h, c, mask, other];
const column = (a: Sym): Sym => reshape(a, 1, [B, 1]);

/** Numbers for all that steps read; some of the sequences have ended. */
function given(): Map<Sym, Float64Array> {
  const { normal } = random(3);
  const all = [...SYMBOLS, w, twice].map(
    (s) => [s, Float64Array.from({ length: size(s.shape) }, normal)] as const,
  );
  return new Map([
    ...all,
    [mask, Float64Array.of(1, 0, 1, 0)],
    [other, Float64Array.of(0, 0, 1, 1)],
  ]);
}

const masked = (a: Sym, rest: Sym | number): Sym => where(column(mask), a, rest);
const zero = masked(tanh(x), 0);
/** Of these it can be said what is left of them. */
const KNOWN: Readonly<Record<string, Sym>> = {
  "a state": h,
  "a state kept": masked(tanh(h), h),
  "a state kept, its mask seen otherwise": where(reshape(column(mask), 2, [B, 1]), tanh(h), h),
  "a state kept twice": masked(x, masked(tanh(h), h)),
  "a state laid out anew": reshape(masked(x, h), 2, [B, B]),
  "a state that passes no gradient": stop(masked(x, h)),
  nothing: constant(0),
  "nothing, everywhere": broadcast(constant(0), [B, B]),
  "nothing kept": zero,
  "nothing, negative": neg(zero),
  "nothing, repeated": broadcast(masked(column(other), 0), [B, B]),
  "nothing and a state": add(zero, h),
  "a state and nothing": add(h, zero),
  "nothing twice": add(zero, zero),
  "a state less nothing": sub(h, zero),
  "nothing less nothing": sub(zero, zero),
  "nothing times a number": mul(zero, x),
  "a number times nothing": mul(x, zero),
  "a product with nothing": matmul(zero, w),
  "a product with nothing, of columns": matmul(zero, w, false, true),
};
/** Of these nothing, or nothing that is worth a rule. */
const UNKNOWN: Readonly<Record<string, Sym>> = {
  one: constant(1),
  "no number but 0 first": constant([0, 1, 2, 3]),
  "a state kept by another mask": where(column(other), tanh(h), h),
  "a state kept in columns": where(mask, tanh(h), masked(x, h)),
  "what is worked out": masked(h, tanh(h)),
  "a state, negative": neg(h),
  "two states": add(h, c),
  "something and a state": add(tanh(x), h),
  "a state and something": add(h, tanh(x)),
  "nothing less a state": sub(zero, h),
  "a state less another": sub(h, c),
  "two states, multiplied": mul(h, c),
  "a product with a state": matmul(h, w),
  "a product of columns with nothing": matmul(zero, w, true),
  "a product with rows of nothing": matmul(w, zero),
  "e to nothing": exp(zero),
  "the larger of nothing and a state": max(zero, h),
  "a row of nothing and a state": add(masked(column(other), 0), h),
  "nothing, read as a row": mul(reshape(masked(column(other), 0), 2, [B]), x),
  "nothing, repeated as a row": broadcast(reshape(masked(column(other), 0), 2, [B]), [B, B]),
  "nothing, laid out as a row": mul(reshape(masked(column(other), 0), 2, [1, B]), x),
  "a product with two rows in one, one of them nothing": reshape(
    matmul(reshape(zero, 2, [B / 2, 2 * B]), twice),
    2,
    [B, B],
  ),
  "a state kept in rows": where(reshape(mask, 1, [1, B]), tanh(h), h),
  "a state repeated": broadcast(column(other), [B, B]),
};

test("what is left of a value where its sequence has ended is what it is there", () => {
  const rest = restAt(mask, SYMBOLS);
  const values = given();
  const rowsOf = (node: Sym): number[][] => {
    const [{ data }] = interpret([node], values);
    const n = data.length / B;
    // One number stands for all rows; -0 is nothing too.
    return [1, 3].map((row) => [...(n < 1 ? data : data.slice(row * n, (row + 1) * n))].map(plus0));
  };
  for (const [name, node] of Object.entries({ ...KNOWN, ...UNKNOWN })) {
    const left = rest(node);
    if (name in KNOWN) expect(left, name).toBeDefined();
    if (left === undefined) continue;
    const got = rowsOf(node);
    expect(got, name).toEqual(left === 0 ? got.map((row) => row.map(() => 0)) : rowsOf(left));
  }
});
const plus0 = (v: number): number => v + 0;

test("the mask of a step is the one sequence of a number a row by which all of it is masked", () => {
  const body = (...next: Sym[]): Body => ({ next, outs: [], sums: [] });
  const of = (...bodies: Body[]): Sym | undefined => maskOf(bodies, [x, mask, other]);
  expect(of(body(masked(x, h)))).toBe(mask);
  expect(of({ ...body(h), outs: [undefined, masked(x, 0)] })).toBe(mask);
  expect(of({ ...body(h), sums: [sumTo(masked(x, 0), [])] })).toBe(mask);
  expect(of(body(h), body(masked(x, h), masked(tanh(x), c)))).toBe(mask);
  // Beside it a choice by what is worked out, by a state or by a whole matrix of numbers.
  expect(of(body(where(tanh(column(other)), x, masked(x, h))))).toBe(mask);
  expect(of(body(where(x, h, masked(x, h))))).toBe(mask);
  expect(maskOf([body(where(column(other), x, masked(x, h)))], [mask])).toBe(mask);
  expect(of(body(where(column(other), x, masked(x, h))))).toBeUndefined();
  expect(of(body(masked(x, h)), body(where(column(other), x, h)))).toBeUndefined();
  expect(of(body(mul(column(mask), h)))).toBeUndefined();
});

const half = slice(x, 0, B / 2);
/** Steps of which each row comes from the same row, and such of which it does not. */
const BY_ROW: Readonly<Record<string, Sym>> = {
  "a state": h,
  "a number a row": mask,
  pointwise: tanh(add(mul(x, h), c)),
  "with a row for all": add(x, constant([1, 2, 3, 4])),
  "with a number for each row": mul(column(mask), h),
  masked: masked(tanh(x), h),
  "a product with a matrix": matmul(tanh(x), w),
  "a product with a matrix of columns": matmul(x, w, false, true),
  "some columns": slice(x, 1, 3),
  "put side by side": concat(half, h),
  "laid out anew": add(column(reshape(matmul(x, slice(w, 0, 1)), 2, [B])), h),
  "repeated along the row": broadcast(column(tanh(mask)), [B, B]),
  "without a gradient": stop(tanh(x)),
};
const MIXED: Readonly<Record<string, Sym>> = {
  "a product with columns": matmul(x, w, true),
  "rows that are weighed by others": matmul(w, x),
  "a product of two": matmul(x, h),
  "a product of two, of columns": matmul(x, h, false, true),
  turned: swap(x),
  "turned within": matmul(tanh(swap(x)), w),
  "a sum over rows": sumTo(x, [1, B]),
  "a sum over all": sumTo(x, []),
  "a number a row that is read as a row": add(tanh(mask), h),
  "a number a row that is repeated for all": broadcast(tanh(mask), [B, B]),
  "laid out in other rows": add(reshape(slice(reshape(x, 2, [B / 2, 2 * B]), 0, 2), 2, [B, 1]), h),
  "some rows": add(slice(x, 0, 1, -2), h),
  "rows that are picked": gather(x, mul(argmax(h), 0)),
};
const whole = (node: Sym): Body => ({ next: [node], outs: [], sums: [] });
const inStep = dependsOn(SYMBOLS);

/** Whether a change of the first row of all that is read changes another row of what is worked out. */
function mixes(node: Sym): boolean {
  const before = interpret([node], given())[0];
  const values = given();
  for (const symbol of SYMBOLS) {
    const numbers = values.get(symbol)!;
    numbers.fill(0.7, 0, numbers.length / B);
  }
  const after = interpret([node], values)[0];
  if (node.shape[0] !== B) return true;
  return after.data.some((v, k) => k >= after.data.length / B && v !== before.data[k]);
}

test("rows can be left out of steps that do each by itself, and of no others", () => {
  for (const [name, node] of Object.entries(BY_ROW)) {
    expect(mixes(node), name).toBe(false);
    expect(isByRow(whole(node), B, SYMBOLS, inStep), name).toBe(true);
  }
  for (const [name, node] of Object.entries(MIXED)) {
    expect(mixes(node), name).toBe(true);
    expect(isByRow(whole(node), B, SYMBOLS, inStep), name).toBe(false);
    // Nor where it is somewhere within, or one of several.
    const within = add(masked(h, 0), tanh(node));
    expect(isByRow(whole(within), B, SYMBOLS, inStep), name).toBe(false);
    const beside = { next: [h], outs: [undefined, x, node], sums: [] };
    expect(isByRow(beside, B, SYMBOLS, inStep), name).toBe(false);
  }
  // A sum over time is one over the rows.
  expect(isByRow({ ...whole(h), sums: [tanh(x)] }, B, SYMBOLS, inStep)).toBe(false);
  expect(isByRow({ ...whole(h), sums: [undefined] }, B, SYMBOLS, inStep)).toBe(true);
  // Of more axes than two no rows are cut, although each may be by itself.
  expect(isByRow(whole(reshape(x, 1, [2, B / 2])), B, SYMBOLS, inStep)).toBe(false);
  // What is the same at all steps may be mixed.
  expect(isByRow(whole(add(x, matmul(w, swap(w)))), B, SYMBOLS, inStep)).toBe(true);
});
