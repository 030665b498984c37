import type { AnyCell } from "../graph/cell.js";
import type { Lesson, Recurrent } from "../models/recurrent-types.js";
import type { Tensor } from "../models/tensor.js";

/** The share of sentences whose last word a network with one output a word holds for the likeliest. */
export function rightWords(
  net: Pick<Recurrent<AnyCell>, "run">,
  { x, target, lengths }: Lesson & { readonly x: Tensor; readonly target: Int32Array },
): number {
  const { shape, data } = net.run(x, lengths ? { lengths } : {}).output;
  const V = shape.at(-1)!;
  let right = 0;
  target.forEach((word, b) => {
    const row = data.subarray(b * V, (b + 1) * V);
    if (row.indexOf(Math.max(...row)) === word) right++;
  });
  return right / target.length;
}
