import type { Sym } from "../sym.js";
import { isParam, plain } from "./signs.js";

/** A product with a learned matrix: the matrix's name, and what it reads. */
export interface Matrix {
  readonly weight: string;
  readonly args: readonly Sym[];
  /** What is done to the product before the bias is added. */
  readonly tag?: string;
}
function matrixOf(node: Sym): Matrix | undefined {
  const { via } = node;
  if (via?.name === "affine") {
    const tag = via.normalised === undefined ? {} : { tag: via.normalised };
    return { weight: `W_${via.weight!}`, args: via.args, ...tag };
  }
  if (via || (node.op !== "matmul" && node.op !== "gather")) return undefined;
  const params = node.args.filter(isParam);
  return params.length === 1
    ? {
        weight: (plain(params[0]!) as Sym<"param">).attrs.path,
        args: node.args.filter((a) => !isParam(a)),
      }
    : undefined;
}

/**
 * A sum of products with matrices and of peepholes (a vector times one weight a unit), if the node is one. Two products
 * added are one layer with a wider matrix: W_1 a + W_2 b = W [a, b].
 */
export function matricesIn(
  sum: Sym,
  isInner: (node: Sym) => boolean,
): { readonly matrices: readonly Matrix[]; readonly peepholes: readonly Sym[] } | undefined {
  const terms = (node: Sym): Sym[] =>
    node.op === "add" && !node.via && (node === sum || isInner(node))
      ? node.args.flatMap(terms)
      : [node];
  const isPeephole = (node: Sym): boolean =>
    node.op === "mul" && node.args.filter(isParam).length === 1;
  const all = terms(sum);
  const matrices = all.flatMap((node) => matrixOf(node) ?? []);
  const peepholes = all.filter((node) => !matrixOf(node));
  const isWhole = all.every((node) => node === sum || isInner(node));
  return matrices.length > 0 && isWhole && peepholes.every(isPeephole)
    ? { matrices, peepholes }
    : undefined;
}
