import type { Sym } from "../sym.js";
import type { Expression } from "./expression.js";

/**
 * A matrix product as it stands on paper. In the code vectors lie down as rows, v W; on paper they stand, W v, and W is
 * the same table turned on its side. So a vector's product is turned around: a parameter's matrix keeps its name, any
 * other has a transposition sign: with encoder outputs m_1, m_2, ... as the rows of M, alpha M becomes M^T alpha.
 */
export function matrixProduct(node: Sym<"matmul">, read: (node: Sym) => Expression): Expression {
  const [a, b] = node.args as [Sym, Sym];
  const { ta, tb } = node.attrs;
  const of = (left: Sym, right: Sym, ta: boolean, tb: boolean): Expression => ({
    kind: "op",
    op: "matmul",
    attrs: { ta, tb },
    args: [read(left), read(right)],
  });
  // A parameter (n, 1), or one vector a sequence that was stood up.
  const standing = b.shape.at(-1) === 1 && (b.op === "param" || b.shape.length > 2);
  if (standing) return of(a, b, lies(a) || ta, false);
  const matrix = b.op === "param";
  if (lies(a) && !ta) return of(b, a, matrix === tb, false);
  return of(a, b, ta, matrix !== tb);
}

/** One vector a sequence: (B, n) or (B, ..., 1, n). */
const lies = (a: Sym): boolean =>
  a.op !== "param" && (a.shape.length === 2 || a.shape.at(-2) === 1);
