import { expect, test } from "vitest";
import { figure } from "../../src/plot/figure.js";

const top = (names: readonly string[], layout = {}) => {
  const made = figure({ data: names.map((name) => ({ name })), layout, alt: "A test." });
  return (made.layout["margin"] as { t: number }).t;
};

test("the legend has room below the title, one line or more", () => {
  expect(top(["C", "h"])).toBeGreaterThan(top([]));
  expect(top(["a long name", "another long name", "a third"])).toBeGreaterThan(top(["C", "h"]));
  expect(top(["w = 0.5", "w = 0.9", "w = 1", "w = 1.5"]) - top([])).toBeGreaterThanOrEqual(4 * 20);
  expect(top(["循环神经网络之一", "循环神经网络之二"])).toBeGreaterThan(top(["C", "h"]));
});

test("a legend that is not shown takes no room", () => {
  expect(top(["C", "h"], { showlegend: false })).toBe(top([]));
});

test("a title keeps its text and gets its place", () => {
  const { layout } = figure({ data: [], layout: { title: { text: "T" } }, alt: "A test." });
  expect(layout["title"]).toMatchObject({ text: "T", yref: "container" });
});

test("a figure without words for who cannot see it is refused", () => {
  expect(() => figure({ data: [], alt: " " })).toThrow("alt is empty");
});
