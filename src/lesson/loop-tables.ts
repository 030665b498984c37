import type { Plan } from "../graph/model.js";
import type { Tensor } from "../models/tensor.js";
import { table, type Shown } from "../plot/display.js";
import { say } from "./language.js";
import type { Baselines } from "./loop-baselines.js";

const fixed = (value: number, digits = 6): string => value.toFixed(digits).replace("-", "−");

/** Steps worked by hand beside the same steps of the network. */
export function byHandTable(
  x: readonly number[],
  sums: readonly number[],
  byHand: readonly number[],
  { data }: Tensor,
): Shown {
  return table(
    ["t", "xₜ", "w·hₜ₋₁ + u·xₜ + b", say("loop.hand.hand"), say("loop.hand.network")],
    x.map((value, t) => [t + 1, value, fixed(sums[t]), fixed(byHand[t]), fixed(data[t])]),
  );
}

type Chain = Plan<"h" | "loss">;
const NONE = "–";

/**
 * The last h, and the gradient of the loss with respect to each number of W and then of b, which go by `names`: of a
 * chain whose copies own weights W_1, b_1, W_2, ... of the same values, of each copy and summed, and of the loop that
 * owns W_h, b_h.
 */
export function copiesTable(chained: Chain, looped: Chain, names: readonly string[]): Shown {
  const [rows, width] = looped.params.shape("W_h");
  const copies = chained.params.names.length / 2;
  const order = Array.from({ length: copies }, (_, k) => String(k + 1));
  const gradient = ({ grads }: Chain, copy: string, k: number): number =>
    k < rows * width ? grads.get(`W_${copy}`)[k] : grads.get(`b_${copy}`)[k - rows * width];
  const values = Array.from({ length: width }, (_, k) => [
    say("loop.copies.value", { name: width === 1 ? "h" : `h${k + 1}` }),
    ...order.map((_, t) => (t + 1 < copies ? NONE : fixed(chained.outputs.h[k]))),
    NONE,
    fixed(looped.outputs.h[k]),
  ]);
  const gradients = Array.from({ length: (rows + 1) * width }, (_, k) => {
    const parts = order.map((copy) => gradient(chained, copy, k));
    const sum = parts.reduce((a, b) => a + b, 0);
    const name = say("loop.copies.gradient", { name: names[k] });
    return [name, ...[...parts, sum, gradient(looped, "h", k)].map((v) => fixed(v))];
  });
  const headings = order.map((k) => say("loop.copies.copy", { k }));
  return table(
    ["", ...headings, say("loop.copies.sum"), say("loop.copies.loop")],
    [...values, ...gradients],
  );
}

/** What guessers without a network pay for each character, and the network before training. */
export function baselinesTable({ uniform, letters, pairs }: Baselines, untrained: number): Shown {
  return table(
    [say("loop.baselines.who"), say("loop.curve.y")],
    [
      [say("loop.baselines.untrained"), fixed(untrained, 2)],
      [say("loop.curve.uniform"), fixed(uniform, 2)],
      [say("loop.curve.letters"), fixed(letters, 2)],
      [say("loop.curve.pairs"), fixed(pairs, 2)],
    ],
  );
}

/** What the network writes at each temperature. */
export const samplesTable = (samples: readonly (readonly [number, string])[]): Shown =>
  table([say("loop.samples.temperature"), say("loop.samples.text")], samples);
