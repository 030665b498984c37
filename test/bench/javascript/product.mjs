import { weight } from "../same-numbers.mjs";
import { load } from "./installed.mjs";

/**
 * A product of two square matrices, in Float64, which is all that both libraries have.
 * @param {{ n: number }} given
 * @param {string} library
 */
export function product({ n }, library) {
  const [a, b] = ["a", "b"].map((name) => {
    const numbers = Array.from(weight(name, [n, n]));
    return Array.from({ length: n }, (_, row) => numbers.slice(row * n, (row + 1) * n));
  });
  const multiply = library === "mathjs" ? byMathjs(a, b) : byMlMatrix(a, b);
  /** @type {number[][]} */
  let y;
  return {
    once() {
      const began = performance.now();
      y = multiply();
      return { product: performance.now() - began };
    },
    check: () => ({ loss: y.flatMap((row) => [...row]).reduce((sum, v) => sum + v * v, 0) }),
  };
}

/** @param {number[][]} a @param {number[][]} b */
function byMathjs(a, b) {
  const { matrix, multiply } = load("mathjs");
  const [left, right] = [matrix(a), matrix(b)];
  return () => multiply(left, right).valueOf();
}

/** @param {number[][]} a @param {number[][]} b */
function byMlMatrix(a, b) {
  const { Matrix } = load("ml-matrix");
  const [left, right] = [new Matrix(a), new Matrix(b)];
  return () => left.mmul(right).data;
}
