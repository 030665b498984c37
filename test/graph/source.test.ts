import { expect, test } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { asWritten } from "../../src/graph/source.js";

/** A function whose text is this. */
const withText = (text: string) => Object.assign(() => {}, { toString: () => text });

test("a cell's source has plain names and starts at the margin", () => {
  expect(lstm.source).toContain('f = sigmoid(affine("f", h, x))');
  expect(lstm.source).not.toMatch(/__|\(0,/);
  expect(lstm.source.split("\n").at(-1)).toBe("}");
});

test("what CommonJS puts before imported names is taken away", () => {
  const text = "(x) => {\n      return (0, ops_js_1.mul)((0, a_1.tanh)(x), x);\n    }";
  expect(asWritten(withText(text))).toBe("(x) => {\n  return mul(tanh(x), x);\n}");
});

test("empty lines, which have no depth, count for nothing", () => {
  const text = "(x) => {\n      const y = mul(x, x);\n\n  \n      return y;\n    }";
  expect(asWritten(withText(text))).toBe("(x) => {\n  const y = mul(x, x);\n\n\n  return y;\n}");
});

test("a function of one line stays as it is", () => {
  expect(asWritten(withText("({ h }) => h"))).toBe("({ h }) => h");
});
