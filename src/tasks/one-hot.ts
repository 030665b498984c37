import type { Tensor } from "../models/tensor.js";

/** Sequences of symbols 0 .. width - 1 as (T, B, width): at each step a 1 at its symbol, past a sequence's end zeros. */
export function oneHot(
  sequences: readonly (readonly number[])[],
  steps: number,
  width: number,
): Tensor {
  const batch = sequences.length;
  const data = new Float32Array(steps * batch * width);
  sequences.forEach((symbols, b) =>
    symbols.forEach((symbol, t) => {
      data[(t * batch + b) * width + symbol] = 1;
    }),
  );
  return { shape: [steps, batch, width], data };
}
