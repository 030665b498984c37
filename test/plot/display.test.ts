import { inspect } from "node:util";
import { expect, test } from "vitest";
import { drawing, table } from "../../src/plot/display.js";
import { figure } from "../../src/plot/figure.js";

test("on a console the words stand for what cannot be shown there", () => {
  expect(inspect(figure({ data: [], alt: "Nothing at all." }))).toBe("Nothing at all.");
  expect(inspect(drawing("<svg/>", "A blank."))).toBe("A blank.");
  expect(inspect(table(["t", "x"], [[1, 2]]))).toBe("t | x\n1 | 2");
});

test("what is shown is still plain data", () => {
  const made = figure({ data: [{ y: [1] }], alt: "One point." });
  expect(Object.keys(made)).toEqual(["data", "layout"]);
  expect(structuredClone(made).data).toEqual([{ y: [1] }]);
});
