import { expect, test } from "vitest";
import { alternate, differs, median, ratio, summary } from "./turns.mjs";

test("contenders take turns, and who begins changes", async () => {
  const order: string[] = [];
  const turns = await alternate(["a", "b", "c"], 3, async (who) => {
    order.push(who);
    return { forward: [order.length, order.length] };
  });
  expect(order.join("")).toBe("abcbcacab");
  expect(turns.map((own) => own.map(({ forward }) => forward[0]))).toEqual([
    [1, 6, 8],
    [2, 4, 9],
    [3, 5, 7],
  ]);
});

test("the median of an even count lies between its middle two", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
});

test("a ratio is of medians, and of the least runs", () => {
  const ours = summary([{ f: [2, 1] }, { f: [4, 2] }, { f: [3, 3] }], "f");
  const peer = summary([{ f: [9, 8] }, { f: [6, 5] }, { f: [30, 7] }], "f");
  expect(ours).toEqual({ median: 3, min: 1, turns: [2, 4, 3] });
  expect(ratio(peer, ours)).toEqual({ median: 3, min: 5 });
});

test("numbers that differ by more than 1 in 1,000 are other work", () => {
  expect(differs({ loss: 1, gradient: 2 }, { loss: 1.0009, gradient: 2 })).toBeUndefined();
  expect(differs({ loss: 1, gradient: 2 }, { loss: 1 })).toBeUndefined();
  expect(differs({ loss: 1, gradient: 2 }, { loss: 1, gradient: 2.01 })).toMatch(
    "gradient 2.01000, ours 2.00000",
  );
  expect(differs({ loss: 1 }, { loss: NaN })).toMatch("other work");
  expect(differs({ loss: 1 }, {})).toMatch("nothing tells");
});
