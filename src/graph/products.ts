import type { Product } from "./instructions.js";
import { axisBlocks, indexMap } from "./reference.js";
import { size, summands, type Shape, type Sym } from "./sym.js";

/** A product is (m, k) by (k, n): once, or once for each of the leading axes. */
export function productSizes(node: Sym<"matmul">): Pick<Product, "m" | "k" | "n" | "lead"> {
  const { ta } = node.attrs;
  const [x, z] = node.args.map((arg) => arg.shape) as [Shape, Shape];
  const n = node.shape.at(-1)!;
  const k = x.at(ta ? -2 : -1)!;
  // Leading axes of a are more rows of it, if b has none.
  if (z.length === 2 && !ta) return { m: size(node.shape) / n, k, n };
  const lead = node.shape.slice(0, -2);
  const m = node.shape.at(-2)!;
  if (size(lead) === 1) return { m, k, n };
  const map = (shape: Shape): Int32Array => indexMap(shape.slice(0, -2), lead);
  return { m, k, n, lead: { a: map(x), b: map(z) } };
}

export const COLUMNS = 64;
/** Whether all of many numbers are added up to one. */
export const isLong = (node: Sym<"sumTo">): boolean => {
  const terms = size(node.args[0].shape);
  return size(node.shape) === 1 && terms >= 64 * COLUMNS && terms % COLUMNS === 0;
};

/** Whether a sum puts together, without gap or overlap, blocks that are padded along the first axis. */
export function tiles(node: Sym<"add">): boolean {
  const terms = summands(node);
  const isBlock = (term: Sym): term is Sym<"pad"> =>
    term.op === "pad" && axisBlocks(term.shape, term.attrs.axis).outer === 1;
  if (!terms.every(isBlock) || !terms.every(({ attrs }) => attrs.axis === terms[0].attrs.axis))
    return false;
  const { axis } = terms[0].attrs;
  const spans = terms
    .map(({ attrs: { from }, args }) => [from, from + args[0].shape.at(axis)!])
    .sort(([p], [q]) => p - q);
  const ends = [0, ...spans.map(([, end]) => end)];
  return spans.every(([from], k) => from === ends[k]) && ends.at(-1) === node.shape.at(axis);
}
