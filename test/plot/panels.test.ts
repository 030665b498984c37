import { expect, test } from "vitest";
import { panels } from "../../src/plot/panels.js";

const two = panels(
  [
    { y: "C", series: [{ name: "c", y: [1, 2] }] },
    { y: "slope", x: "step", series: [{ name: "d", y: [3, 4] }], logY: true },
  ],
  { title: "Two" },
);

test("each series stands in its own panel, in a colour of its own", () => {
  expect(two.data.map((trace) => [trace["xaxis"], trace["yaxis"]])).toEqual([
    ["x", "y"],
    ["x2", "y2"],
  ]);
  const colours = two.data.map((trace) => (trace["line"] as { color: string }).color);
  expect(new Set(colours).size).toBe(2);
});

test("panels fill the height from top to bottom, and one without a name shares the last one's axis", () => {
  const { yaxis, yaxis2, xaxis } = two.layout as Record<
    string,
    { domain: number[]; matches?: string }
  >;
  expect(yaxis!.domain[1]).toBe(1);
  expect(yaxis2!.domain[0]).toBeCloseTo(0);
  expect(yaxis!.domain[0]).toBeGreaterThan(yaxis2!.domain[1]!);
  expect(xaxis!.matches).toBe("x2");
});
